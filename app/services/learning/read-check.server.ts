/** What a check's review and result pages show. */
import { attemptByRegistration, awardsOf } from "#db/queries/learning.ts";
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
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { questionAt, readCheck, timeEnds } from "./check-sitting.server.ts";
import { factNotes, notesOf, type FactNote } from "./read-facts.server.ts";
import type { Learner } from "./sitting.server.ts";

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
    readonly feedback: Feedback;
    readonly critical: boolean;
    /** The facts it rests on. */
    readonly facts: readonly FactNote[];
  }[];
  readonly code: string | null;
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
  const award = (await awardsOf(ctx.read, learner.actor)).find((one) => one.module === sitting.subject);
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
    questions: questions.flatMap((question, at) => {
      const response = answers[question.id];
      if (response === undefined) return [];
      return [
        {
          number: at + 1,
          question: publicQuestion(question, sitting.seed),
          given: formValues(question, response, sitting.seed),
          feedback: feedbackFor(question, response, sitting.seed),
          critical: question.critical,
          facts: notesOf(question.facts, note),
        },
      ];
    }),
    code: award?.code ?? null,
  };
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
