import { answersOf, progressOf, reflectionsOf, updateSitting } from "#db/queries/learning.ts";
import { sharedIn } from "#db/queries/reflections.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Block } from "#app/domain/learning/lesson.ts";
import {
  feedbackFor,
  formValues,
  publicQuestion,
  type Feedback,
  type PublicQuestion,
} from "#app/domain/learning/marking.ts";
import type { LocalRule } from "#app/domain/learning/policy.ts";
import type { Question } from "#app/domain/learning/question.ts";
import type { ShownContent } from "#app/domain/learning/shown-content.ts";
import { dayOf } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { slotFiller } from "./fill-slots.server.ts";
import { moduleFor } from "./module-sitting.server.ts";
import { lessonOf } from "./pinned.server.ts";
import { notesOf, type FactNote } from "./read-facts.server.ts";
import { showContent } from "./show-content.server.ts";
import { learnerOf, type Sitting } from "./sitting.server.ts";

/** A question in a lesson, as this officer sees it now. */
export interface AskedQuestion {
  readonly question: PublicQuestion;
  /** How many answers were given before. */
  readonly ordinal: number;
  /** What was answered last, as form fields; empty before the first answer. */
  readonly given: Readonly<Record<string, readonly string[]>>;
  /** Only once answered. */
  readonly feedback: Feedback | null;
  /** The facts it rests on that the screen does not show already; none before it is answered. */
  readonly facts: readonly FactNote[];
  /** The ids of those that it does. */
  readonly cited: readonly string[];
  /** What was written, for a reflection. */
  readonly text: string | null;
  /** How a reflection is shared with trainers; null: it is private. */
  readonly shared: { readonly named: boolean; readonly on: string } | null;
}

export type SeenBlock = ShownContent | ({ readonly kind: "question" } & AskedQuestion);

export interface LessonScreen {
  readonly registration: string;
  readonly module: { readonly slug: string; readonly title: string };
  readonly lesson: {
    readonly slug: string;
    readonly title: string;
    readonly number: number;
    readonly of: number;
  };
  readonly screen: { readonly number: number; readonly of: number; readonly title: string };
  readonly minutesLeft: number;
  readonly blocks: readonly SeenBlock[];
  readonly facts: readonly FactNote[];
  /** The force's own rules that the screen shows. */
  readonly locals: readonly LocalRule[];
  readonly lessons: readonly { readonly slug: string; readonly title: string; readonly done: boolean }[];
  readonly back: string;
  /** What follows, in words: the next screen, lesson or the check. */
  readonly next: string;
}

/**
 * A screen of a lesson. Reading it moves the officer's place to it; null when the
 * module was not begun.
 * @throws AmendsError `not-found` for an unknown lesson or screen.
 */
export async function readLesson(
  ctx: Context,
  principal: Principal,
  where: { module: string; lesson: string; screen: number; again: string | null },
): Promise<LessonScreen | null> {
  const learner = learnerOf(principal);
  const { sitting, version } = await moduleFor(ctx, learner, where.module);
  const { module } = version;
  const lesson = lessonOf(module, where.lesson);
  const screen = lesson.screens[where.screen - 1];
  if (!screen)
    throw new AmendsError("not-found", "There is no such screen", "Choose a lesson from the module's page.");
  if (!sitting) return null;

  const [answers, reflections, sharings, progress, filler] = await Promise.all([
    answersOf(ctx.read, sitting.registration),
    reflectionsOf(ctx.read, sitting.registration),
    sharedIn(ctx.read, sitting.registration),
    progressOf(ctx.read, learner.actor),
    slotFiller(ctx, principal.force.id),
  ]);
  await moveTo(ctx, sitting, where.lesson, where.screen);

  const ask = (question: Question): AskedQuestion => {
    const ordinal = answers.filter((one) => one.question === question.id).length;
    const text = reflections.find((one) => one.question === question.id)?.text ?? null;
    const sharing = sharings.find((one) => one.question === question.id);
    const response = question.type === "reflection" ? text : sitting.draft.answers[question.id];
    const answered = ordinal > 0 && response !== undefined && response !== null;
    const seen = answered && where.again !== question.id;
    return {
      question: publicQuestion(question, sitting.seed),
      ordinal,
      given: answered ? formValues(question, response, sitting.seed) : {},
      feedback: seen ? feedbackFor(question, response, sitting.seed) : null,
      facts: seen ? notesOf(question.facts, filler.note) : [],
      cited: [],
      text,
      shared: sharing ? { named: sharing.named === 1, on: dayWords(dayOf(sharing.shared_at)) } : null,
    };
  };
  const see = async (block: Block): Promise<SeenBlock> => {
    if (block.kind !== "question") return showContent(ctx, module, filler, block);
    const question = module.questions.find((one) => one.id === block.id);
    if (!question)
      throw new AmendsError("misconfigured", `Lesson ${lesson.slug} asks ${block.id}, which is not there`);
    return { kind: "question", ...ask(question) };
  };
  const blocks: SeenBlock[] = [];
  for (const block of screen.blocks) blocks.push(await see(block));
  const facts = filler.facts();
  const citedAbove = new Set(facts.map((fact) => fact.id));

  const at = module.lessons.findIndex((one) => one.slug === where.lesson);
  const before = module.lessons[at - 1];
  const after = module.lessons[at + 1];
  const path = (slug: string, number: number) => `/modules/${where.module}/lessons/${slug}/${number}`;
  return {
    registration: sitting.registration,
    module: { slug: where.module, title: module.document.title },
    lesson: { slug: lesson.slug, title: lesson.title, number: at + 1, of: module.lessons.length },
    screen: { number: where.screen, of: lesson.screens.length, title: screen.title },
    minutesLeft: Math.max(
      1,
      Math.ceil((lesson.minutes * (lesson.screens.length - where.screen + 1)) / lesson.screens.length),
    ),
    blocks: blocks.map((block) =>
      block.kind === "question"
        ? {
            ...block,
            facts: block.facts.filter((fact) => !citedAbove.has(fact.id)),
            cited: block.facts.flatMap((fact) => (citedAbove.has(fact.id) ? [fact.id] : [])),
          }
        : block,
    ),
    facts,
    locals: filler.locals(),
    lessons: module.lessons.map((one) => ({
      slug: one.slug,
      title: one.title,
      done: progress.some(
        (row) => row.module === where.module && row.lesson === one.slug && row.completed_at !== null,
      ),
    })),
    back:
      where.screen > 1
        ? path(lesson.slug, where.screen - 1)
        : before
          ? path(before.slug, before.screens.length)
          : `/modules/${where.module}`,
    next: lesson.screens[where.screen]?.title ?? after?.title ?? "the check",
  };
}

async function moveTo(ctx: Context, sitting: Sitting, lesson: string, screen: number): Promise<void> {
  if (sitting.bookmark.lesson === lesson && sitting.bookmark.screen === screen) return;
  await updateSitting(ctx.db, sitting.registration, { bookmark: JSON.stringify({ lesson, screen }) });
}
