/** The pages of a module's draft: its settings, a lesson, the bank, a question. */
import type { PlacedFinding, DraftFrame, Verdict } from "#app/domain/scenarios/editor-values.ts";
import { askedIn, showsFile } from "#app/domain/learning/module-draft.ts";
import { lessonIn, questionIn } from "#app/domain/learning/module-edit.ts";
import { stemWords } from "#app/domain/learning/module-places.ts";
import type { BankPage, LessonPage, ModulePage, QuestionPage } from "#app/domain/learning/module-values.ts";
import { plainWords, readability } from "#app/domain/learning/reading-age.ts";
import { countWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { renderMarkdown } from "../learning/markdown.ts";
import { listLive } from "../learning/read-content.server.ts";
import { frameOf, troubleIn } from "./draft-frame.server.ts";
import { openModuleDraft, type OpenModuleDraft } from "./draft.server.ts";
import type { ModulePart } from "./edit-module.server.ts";
import { filesOf, moduleFindings } from "./module-check.server.ts";
import { previewLesson, previewQuestion } from "./module-preview.server.ts";

export interface ModuleView {
  readonly draft: OpenModuleDraft;
  readonly findings: readonly PlacedFinding[];
  readonly frame: DraftFrame;
  readonly verdict: Verdict;
}

/** @throws AmendsError `not-found` */
export async function readModuleDraft(ctx: Context, principal: Principal, id: string): Promise<ModuleView> {
  const draft = await openModuleDraft(ctx, principal.force.id, id);
  const findings = await moduleFindings(ctx, draft);
  const { lessons, questions } = draft.document;
  const inBank = (part: string | null) => part === "questions" || part?.startsWith("questions/") === true;
  const frame = await frameOf(ctx, principal, draft, findings, {
    kind: "module",
    trouble: troubleIn(findings, "module"),
    lessons: lessons.map(({ id: lesson, title }) => ({
      id: lesson,
      title: title || "Without a name",
      trouble: troubleIn(findings, `lessons/${lesson}`),
    })),
    bank: {
      questions: questions.length,
      trouble: findings.some((one) => inBank(one.part)) ? "error" : null,
    },
  });
  return { draft, findings, frame, verdict: verdictOfModule(findings, draft) };
}

/** Whether it can be published, in sentences. */
export function verdictOfModule(
  findings: readonly PlacedFinding[],
  { document }: Pick<OpenModuleDraft, "document">,
): Verdict {
  const bank = document.questions.filter((one) => one.use === "check").length;
  return {
    errors: findings,
    warnings: 0,
    good: [
      `${countWords(document.lessons.length, "lesson")}, and ${countWords(bank, "question")} that a check draws ${document.check.questions} from.`,
    ],
  };
}

/** @throws AmendsError `not-found` */
export async function readLessonPage(
  ctx: Context,
  principal: Principal,
  id: string,
  lessonId: string,
): Promise<LessonPage> {
  const { draft, findings, frame, verdict } = await readModuleDraft(ctx, principal, id);
  const { lessons, questions } = draft.document;
  const lesson = lessonIn(draft.document, lessonId);
  const here = askedIn(lesson.text);
  const elsewhere = lessons.flatMap((one) => (one.id === lessonId ? [] : askedIn(one.text)));
  const files = await filesOf(ctx, draft);
  const preview = await previewLesson(ctx, principal.force.id, { lesson, questions, files });
  const own = new Set(draft.document.files?.map((one) => one.id));
  return {
    frame,
    number: lessons.findIndex((one) => one.id === lessonId) + 1,
    lesson,
    findings: findings.filter((one) => one.part === `lessons/${lessonId}`),
    preview,
    questions: questions.flatMap(({ id: question, stem, use }) =>
      use === "lesson" && !elsewhere.includes(question)
        ? [{ id: question, stem: stemWords(stem), here: here.includes(question) }]
        : [],
    ),
    files: [...new Set([...Object.keys(files.images), ...Object.keys(files.media)])].sort().map((name) => ({
      name,
      shownIn: lessons
        .filter(({ text }) => showsFile(text, name))
        .map((one) => one.title || "Without a name"),
      own: own.has(name),
    })),
    words: readability(plainWords(lesson.text.replace(/<[^<>]*>/g, " "))).words,
    verdict,
  };
}

/** @throws AmendsError `not-found` */
export async function readBankPage(ctx: Context, principal: Principal, id: string): Promise<BankPage> {
  const { draft, findings, frame, verdict } = await readModuleDraft(ctx, principal, id);
  const { outcomes, questions } = draft.document;
  const known = outcomes.map((one) => one.id);
  const about = (outcome: string | null) =>
    questions
      .filter((one) => (outcome === null ? !known.includes(one.outcome) : one.outcome === outcome))
      .map(({ id: question, stem, type, use, critical }) => ({
        id: question,
        stem: stemWords(stem),
        type,
        use,
        critical,
        findings: findings.filter((one) => one.part === `questions/${question}`).length,
      }));
  const listed = outcomes.map((one) => ({ ...one, questions: about(one.id) }));
  const others = about(null);
  return {
    frame,
    outcomes: others.length > 0 ? [...listed, { id: "", text: "", questions: others }] : listed,
    findings: findings.filter((one) => one.part === "questions"),
    verdict,
  };
}

/** @throws AmendsError `not-found` */
export async function readQuestionPage(
  ctx: Context,
  principal: Principal,
  id: string,
  questionId: string,
): Promise<QuestionPage> {
  const { draft, findings, frame, verdict } = await readModuleDraft(ctx, principal, id);
  const { outcomes, lessons } = draft.document;
  const question = questionIn(draft.document, questionId);
  return {
    frame,
    question,
    outcomes,
    findings: findings.filter((one) => one.part === `questions/${questionId}`),
    preview: previewQuestion(question),
    askedIn: lessons
      .filter((one) => askedIn(one.text).includes(questionId))
      .map(({ id: lesson, title }) => ({ id: lesson, title })),
    verdict,
  };
}

/** @throws AmendsError `not-found` */
export async function readModulePage(ctx: Context, principal: Principal, id: string): Promise<ModulePage> {
  const { draft, findings, frame, verdict } = await readModuleDraft(ctx, principal, id);
  const { lessons, questions, ...document } = draft.document;
  const live = await listLive(ctx, "scenario");
  const named = document.scenarios
    .filter((one) => !live.some((other) => other.slug === one.id))
    .map((one) => ({ id: one.id, title: `${one.id}, which is not published` }));
  return {
    frame,
    document,
    summaryHtml: renderMarkdown(document.summary),
    lessons: lessons.map(({ id: lesson, title }) => ({ id: lesson, title })),
    questions: questions
      .filter((one) => one.type !== "reflection")
      .map(({ id: question, stem }) => ({ id: question, stem: stemWords(stem) })),
    scenarios: [...live.map(({ slug, title }) => ({ id: slug, title })), ...named],
    findings: findings.filter((one) => one.part === "module"),
    verdict,
  };
}

/** Whichever page shows a part. @throws AmendsError `not-found` */
export function readModulePart(
  ctx: Context,
  principal: Principal,
  id: string,
  part: ModulePart,
): Promise<LessonPage | QuestionPage | BankPage | ModulePage> {
  switch (part.kind) {
    case "lesson":
      return readLessonPage(ctx, principal, id, part.id);
    case "question":
      return readQuestionPage(ctx, principal, id, part.id);
    case "bank":
      return readBankPage(ctx, principal, id);
    case "module":
      return readModulePage(ctx, principal, id);
  }
}
