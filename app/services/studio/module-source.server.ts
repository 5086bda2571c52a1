/** A module's draft as the files it is published as, and a published module as a draft of its next version. */
import { parse, stringify } from "yaml";
import { contentVersion } from "#db/queries/content.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { VersionId } from "#app/domain/ids.ts";
import { lessonFrontMatter, moduleDocument, type CardPoint } from "#app/domain/learning/module.ts";
import {
  CARD_PARTS,
  moduleDraft,
  moduleDraftOf,
  type DraftLesson,
  type DraftQuestion,
  type ModuleDraft,
} from "#app/domain/learning/module-draft.ts";
import { questionBank } from "#app/domain/learning/question.ts";
import type { Context } from "../context.server.ts";
import { FRONT_MATTER } from "../learning/check-module.ts";
import { readYaml } from "../learning/yaml-file.ts";

const yaml = (value: unknown): string => stringify(value, { lineWidth: 100, blockQuote: "literal" });
const optional = <Value>(key: string, value: Value | undefined): Record<string, Value> =>
  value === undefined || value === "" ? {} : { [key]: value };

/** "02-six-principles.mdx" */
export const lessonFile = (at: number, id: string): string => `${String(at + 1).padStart(2, "0")}-${id}.mdx`;

const frontOf = ({ title, summary }: DraftLesson): string =>
  `---\n${yaml({ title, ...optional("summary", summary) })}---\n\n`;

/** How many lines of a lesson's file come before its text. */
export const linesBefore = (lesson: DraftLesson): number => frontOf(lesson).split("\n").length - 1;

/** Every text file by its name, as under `modules/SLUG`. */
export function moduleFiles(draft: ModuleDraft): Record<string, string> {
  const lessons = draft.lessons.map((lesson, at) => [
    lessonFile(at, lesson.id),
    `${frontOf(lesson)}${lesson.text.trimEnd()}\n`,
  ]);
  return {
    "module.yaml": yaml(headOf(draft)),
    "questions.yaml": yaml(draft.questions.map(questionOf)),
    ...(Object.fromEntries(lessons) as Record<string, string>),
  };
}

function headOf({ slug, title, summary, outcomes, check, scenarios, card, change, update }: ModuleDraft) {
  const points = (list: readonly (CardPoint & { readonly id: string })[]) =>
    list.map(({ text, facts }) => ({ text, ...(facts.length > 0 ? { facts } : {}) }));
  return {
    slug,
    title,
    summary,
    outcomes,
    check,
    scenarios: scenarios.map(({ id, required }) => ({ slug: id, required })),
    ...(card ? { card: Object.fromEntries(CARD_PARTS.map((part) => [part, points(card[part])])) } : {}),
    change,
    // What is said of a change of wording asks nothing of anybody.
    ...(change === "substance" && update.text.trim() !== "" ? { update } : {}),
  };
}

function questionOf(question: DraftQuestion) {
  const { id, type, use, outcome, stem, harmed, facts, critical, ...parts } = question;
  return {
    id,
    type,
    use,
    outcome,
    ...(critical ? { critical } : {}),
    stem,
    ...("options" in parts
      ? {
          options: parts.options.map(({ title, ...option }) => ({ ...option, ...optional("title", title) })),
        }
      : parts),
    ...optional("harmed", harmed),
    ...(facts.length > 0 ? { facts } : {}),
  };
}

/**
 * A published version of a module as a draft.
 * @throws AmendsError `not-found` for one that there is none of, or that is written in a form that is read no more.
 */
export async function moduleOfVersion(
  ctx: Pick<Context, "read">,
  slug: string,
  id: VersionId | undefined,
): Promise<{ document: ModuleDraft; versionId: VersionId; number: number }> {
  const version = id === undefined ? undefined : await contentVersion(ctx.read, id);
  const files = version && (JSON.parse(version.source) as { files: Record<string, string> }).files;
  const head = files && readYaml(slug, files["module.yaml"] ?? "", moduleDocument).value;
  const bank = files && readYaml(slug, files["questions.yaml"] ?? "[]", questionBank).value;
  if (!version || !head || !bank)
    throw new AmendsError("not-found", `There is no published module "${slug}"`, "Choose one in the studio.");
  const lessons = Object.keys(files)
    .filter((name) => name.endsWith(".mdx"))
    .sort()
    .map((name): DraftLesson => {
      const text = files[name] ?? "";
      const front = FRONT_MATTER.exec(text);
      const { title, summary = "" } = lessonFrontMatter.parse(parse(front?.[1] ?? ""));
      const id = name.replace(/^\d+-|\.mdx$/g, "");
      return { id, title, summary, text: text.slice(front?.[0].length ?? 0).replace(/^\n+/, "") };
    });
  const document = moduleDraft.parse(moduleDraftOf(head, lessons, bank));
  return { document, versionId: version.id, number: version.number };
}
