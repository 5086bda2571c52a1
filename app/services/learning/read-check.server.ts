/** What a check's review and result pages show. */
import { awardOfAttempt } from "#db/queries/certificates.ts";
import { attemptByRegistration, attemptsOf, awardsOf } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { plainText } from "#app/domain/learning/interaction.ts";
import {
  feedbackFor,
  formValues,
  publicQuestion,
  type Feedback,
  type PublicQuestion,
} from "#app/domain/learning/marking.ts";
import type { CompiledModule } from "#app/domain/learning/lesson.ts";
import { isRight } from "#app/domain/learning/judge.ts";
import { dayOf, type Day, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { questionAt, readCheck, timeEnds } from "./check-sitting.server.ts";
import { factNotes, notesOf, type FactNote } from "./read-facts.server.ts";
import { liveScenario, type PinnedModule } from "./pinned.server.ts";
import { scenariosDue } from "./scenarios-due.server.ts";
import type { Learner, Sitting } from "./sitting.server.ts";

export interface CheckQuestionPage {
  readonly registration: string;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  readonly answered: number;
  /** When its time ends; null: it has no limit. */
  readonly ends: Instant | null;
  readonly module: { readonly slug: string; readonly title: string };
  readonly question: PublicQuestion;
  readonly given: Readonly<Record<string, readonly string[]>>;
}

/**
 * One question of a check as it is asked; null when the check is finished.
 * @throws AmendsError `not-found`
 */
export async function readQuestion(
  ctx: Context,
  learner: Learner,
  registration: string,
  number: number,
): Promise<CheckQuestionPage | null> {
  const check = await readCheck(ctx, learner, registration);
  if (check.sitting.closed) return null;
  const question = questionAt(check, number);
  const { seed, draft } = check.sitting;
  const given = draft.answers[question.id];
  return {
    registration,
    number,
    of: check.questions.length,
    ends: await timeEnds(ctx.read, learner, check.sitting, check.version.module.document),
    answered: check.questions.filter((one) => draft.answers[one.id] !== undefined).length,
    module: { slug: check.sitting.subject, title: check.version.title },
    question: publicQuestion(question, seed),
    given: given === undefined ? {} : formValues(question, given, seed),
  };
}

export interface CheckReview {
  readonly registration: string;
  readonly closed: boolean;
  readonly module: { readonly slug: string; readonly title: string };
  readonly questions: readonly {
    readonly number: number;
    readonly stem: string;
    readonly answered: boolean;
  }[];
  /** When its time ends; null: it has no limit. */
  readonly ends: Instant | null;
  readonly timeOver: boolean;
}

export async function readReview(ctx: Context, learner: Learner, registration: string): Promise<CheckReview> {
  const { sitting, version, questions } = await readCheck(ctx, learner, registration);
  const ends = await timeEnds(ctx.read, learner, sitting, version.module.document);
  return {
    ends,
    timeOver: ends !== null && ctx.now() >= ends,
    registration,
    closed: sitting.closed,
    module: { slug: sitting.subject, title: version.title },
    questions: questions.map((question, at) => ({
      number: at + 1,
      stem: plainText(question.stem),
      answered: sitting.draft.answers[question.id] !== undefined,
    })),
  };
}

export interface CheckResult {
  readonly registration: string;
  readonly module: { readonly slug: string; readonly title: string };
  readonly passed: boolean;
  readonly right: number;
  readonly of: number;
  readonly needed: number;
  /** How many questions that nobody may get wrong were answered wrongly. */
  readonly criticalMissed: number;
  readonly outcomes: readonly {
    readonly text: string;
    readonly right: number;
    readonly of: number;
    /** The lessons about it, to read again when something was not right. */
    readonly lessons: readonly { readonly title: string; readonly to: string }[];
  }[];
  readonly questions: readonly {
    readonly number: number;
    readonly question: PublicQuestion;
    readonly given: Readonly<Record<string, readonly string[]>>;
    /** Null: it was not answered before time ran out. */
    readonly feedback: Feedback | null;
    readonly critical: boolean;
    /** The facts it rests on. */
    readonly facts: readonly FactNote[];
  }[];
  /** The certificate that this check, or a scenario after it, brought; else that of the award held already. */
  readonly award: { readonly code: string; readonly from: Day; readonly already: boolean } | null;
  /** What to try now: a scenario that the module waits for, or one that was never played to an end. */
  readonly scenario: {
    readonly slug: string;
    readonly title: string;
    readonly minutes: number;
    readonly required: boolean;
  } | null;
}

/** How a finished check went; null while it is open. */
export async function readResult(
  ctx: Context,
  learner: Learner,
  registration: string,
): Promise<CheckResult | null> {
  const { sitting, version, questions } = await readCheck(ctx, learner, registration);
  const attempt = await attemptByRegistration(ctx.read, sitting.registration);
  if (!sitting.closed || !attempt?.finished_at) return null;
  if (attempt.outcome === "abandoned") {
    throw new AmendsError(
      "stale",
      "This check was left open for 90 days and was given up",
      "Nothing else was lost. Begin a new check from the module's page.",
    );
  }
  const { answers } = sitting.draft;
  const went = questions.map((question) => ({ question, right: isRight(question, answers[question.id]) }));
  const note = await factNotes(ctx);
  const { document } = version.module;
  return {
    registration,
    module: { slug: sitting.subject, title: version.title },
    passed: attempt.outcome === "passed",
    right: attempt.score ?? 0,
    of: questions.length,
    needed: document.check.pass,
    criticalMissed: went.filter((one) => one.question.critical && !one.right).length,
    outcomes: document.outcomes.flatMap((outcome) => {
      const asked = went.filter((one) => one.question.outcome === outcome.id);
      return asked.length > 0
        ? [
            {
              text: outcome.text,
              right: asked.filter((one) => one.right).length,
              of: asked.length,
              lessons: asked.every((one) => one.right) ? [] : lessonsAbout(version.module, outcome.id),
            },
          ]
        : [];
    }),
    questions: questions.map((question, at) => {
      const response = answers[question.id];
      const { seed } = sitting;
      return {
        number: at + 1,
        question: publicQuestion(question, seed),
        given: response === undefined ? {} : formValues(question, response, seed),
        feedback: response === undefined ? null : feedbackFor(question, response, seed),
        critical: question.critical,
        facts: response === undefined ? [] : notesOf(question.facts, note),
      };
    }),
    award: await awardOf(ctx, learner, sitting),
    scenario: attempt.outcome === "passed" ? await scenarioToTry(ctx, learner, version) : null,
  };
}

/** Which award a check is about: its own, or the one held when it was taken. A scenario's, played after it, is its own too. */
async function awardOf(ctx: Context, learner: Learner, sitting: Sitting): Promise<CheckResult["award"]> {
  const own = await awardOfAttempt(ctx.read, sitting.registration);
  if (own) return { code: own.code, from: own.day_from, already: false };
  const held = (await awardsOf(ctx.read, learner.actor)).filter((one) => one.module === sitting.subject);
  const before = held.findLast((one) => one.stored < sitting.openedAt);
  if (before) return { code: before.code, from: before.day_from, already: true };
  const [after] = held;
  return after ? { code: after.code, from: after.day_from, already: false } : null;
}

async function scenarioToTry(
  ctx: Context,
  learner: Learner,
  version: PinnedModule,
): Promise<CheckResult["scenario"]> {
  const { slug: module, scenarios } = version.module.document;
  const [due, attempts] = await Promise.all([
    scenariosDue(ctx, learner.actor, dayOf(ctx.now())),
    attemptsOf(ctx.read, learner.actor),
  ]);
  const waiting = due.find((one) => one.module === module)?.scenario;
  const played = (slug: string) =>
    attempts.some((one) => one.kind === "scenario" && one.subject === slug && one.finished_at !== null);
  const slug = waiting ?? scenarios.find((one) => !played(one.slug))?.slug;
  if (slug === undefined) return null;
  const { title, minutes } = await liveScenario(ctx, slug);
  return { slug, title, minutes, required: slug === waiting };
}

/** The lessons that ask something about an outcome, each at its first screen. */
function lessonsAbout(module: CompiledModule, outcome: string): { title: string; to: string }[] {
  const about = new Set(module.questions.filter((one) => one.outcome === outcome).map((one) => one.id));
  return module.lessons
    .filter((lesson) =>
      lesson.screens.some((screen) =>
        screen.blocks.some((block) => block.kind === "question" && about.has(block.id)),
      ),
    )
    .map(({ title, slug }) => ({ title, to: `/modules/${module.document.slug}/lessons/${slug}/1` }));
}
