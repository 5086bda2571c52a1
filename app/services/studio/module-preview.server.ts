/** A lesson or a question of a draft as officers would see it, through the step that publishing takes. */
import { createHash } from "node:crypto";
import { AmendsError } from "#app/domain/errors.ts";
import type { CompiledLesson, CompiledModule } from "#app/domain/learning/lesson.ts";
import { publicQuestion } from "#app/domain/learning/marking.ts";
import type { DraftLesson, DraftQuestion } from "#app/domain/learning/module-draft.ts";
import type { LessonPreview, PreviewBlock, QuestionPreview } from "#app/domain/learning/module-values.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Context } from "../context.server.ts";
import { compileLesson } from "../learning/compile-lesson.server.ts";
import { slotFiller } from "../learning/fill-slots.server.ts";
import { mapQuestion, toHtml } from "../learning/markdown.ts";
import { MdxRefused } from "../learning/restrict-mdx.ts";
import { showContent } from "../learning/show-content.server.ts";

const KEPT = 40;
/** By the hash of its text; the least used first. */
const compiled = new Map<string, CompiledLesson | null>();

/** Null for a text that is refused. */
async function compiledText(text: string): Promise<CompiledLesson | null> {
  const key = createHash("sha256").update(text).digest("hex");
  const known = compiled.get(key);
  const lesson = known === undefined ? await compile(text) : known;
  compiled.delete(key);
  compiled.set(key, lesson);
  if (compiled.size > KEPT) compiled.delete(compiled.keys().next().value as string);
  return lesson;
}

async function compile(text: string): Promise<CompiledLesson | null> {
  try {
    return await compileLesson({ slug: "preview", frontMatter: { title: "Preview" }, body: `\n${text}\n` });
  } catch (error) {
    if (error instanceof MdxRefused || mayBeTyping(error)) return null;
    throw error;
  }
}

/** What the bundler says of MDX that cannot be read, or of what the plugin refused. */
const mayBeTyping = (error: unknown): boolean =>
  error instanceof Error && /build failed|MdxRefused|line \d+:/i.test(`${error.name} ${error.message}`);

/** Its screens, or null while its text holds what is refused: the findings say what. */
export async function previewLesson(
  ctx: Context,
  forceId: ForceId,
  {
    lesson,
    questions,
    files,
  }: {
    lesson: DraftLesson;
    questions: readonly DraftQuestion[];
    files: Pick<CompiledModule, "images" | "media">;
  },
): Promise<LessonPreview | null> {
  const read = await compiledText(lesson.text);
  if (!read) return null;
  const filler = await slotFiller(ctx, forceId);
  const screens = [];
  for (const screen of read.screens) {
    const blocks: PreviewBlock[] = [];
    for (const block of screen.blocks) {
      if (block.kind !== "question") {
        blocks.push(await shown(() => showContent(ctx, files, filler, block)));
        continue;
      }
      const question = questions.find((one) => one.id === block.id);
      blocks.push(
        question
          ? { kind: "question", ...previewQuestion(question) }
          : { kind: "missing", what: `There is no question ${block.id} yet.` },
      );
    }
    screens.push({ title: screen.title, blocks });
  }
  return {
    minutes: read.minutes,
    screens,
    facts: filler.facts(),
    locals: filler.locals(),
  };
}

async function shown(work: () => Promise<PreviewBlock>): Promise<PreviewBlock> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AmendsError) return { kind: "missing", what: `${error.message}.` };
    throw error;
  }
}

/** A question as it is asked, and what is said to each answer. */
export function previewQuestion(question: DraftQuestion): QuestionPreview {
  const html = mapQuestion(question, toHtml);
  const asked = publicQuestion(html, "preview");
  const said = (
    list: readonly { id: string; text: string; feedback?: string }[],
    right: (at: number) => string | null,
  ) =>
    list.map((one, at) => ({ id: one.id, html: one.text, right: right(at), feedback: one.feedback ?? null }));
  const key = (): QuestionPreview["key"] => {
    switch (html.type) {
      case "single":
      case "multiple":
        return said(html.options, (at) => (html.options[at]?.right ? "Right" : null));
      case "sort":
        return said(html.items, (at) => {
          const group = html.groups.find((one) => one.id === html.items[at]?.group);
          return group ? `Belongs with: ${group.text}` : null;
        });
      case "match":
        return said(html.items, (at) => `Goes with: ${html.items[at]?.answer ?? ""}`);
      case "order":
        return said(html.items, (at) => `Place ${at + 1}`);
      case "reflection":
        return [];
    }
  };
  return {
    // Its fields and the editor's own stand on one page.
    asked: { ...asked, id: `preview-${asked.id}` },
    key: key(),
    feedback: "feedback" in html ? (html.feedback ?? null) : null,
    harmed: html.harmed ?? null,
  };
}
