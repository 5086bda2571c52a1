/** A check from its first question to the last draft answer. Finishing it is `finish-check.server.ts`. */
import { updateSitting } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Registration } from "#app/domain/ids.ts";
import { drawCheck } from "#app/domain/learning/draw.ts";
import type { CompiledQuestion } from "#app/domain/learning/lesson.ts";
import { parseResponse } from "#app/domain/learning/marking.ts";
import type { Context } from "../context.server.ts";
import { beginSitting } from "./begin-sitting.server.ts";
import { liveModule, pinnedModule, type PinnedModule } from "./pinned.server.ts";
import { holdSitting, ownSitting, type Learner, type Sitting } from "./sitting.server.ts";

export interface Check {
  readonly sitting: Sitting;
  readonly version: PinnedModule;
  /** In the order asked. */
  readonly questions: readonly CompiledQuestion[];
}

/** Begins a check, or finds the one that is open. A new try draws questions not met before, as far as there are any. */
export async function beginCheck(ctx: Context, learner: Learner, slug: string): Promise<Registration> {
  const version = await liveModule(ctx, slug);
  const { document, questions } = version.module;
  const outcomes = document.outcomes.map((outcome) => outcome.id);
  return beginSitting(ctx, learner, {
    kind: "check",
    subject: slug,
    version,
    bookmark: { question: 1 },
    draw: (seed, seen) =>
      drawCheck(questions, document.check.questions, seed, outcomes, seen).map((one) => one.id),
  });
}

/** @throws AmendsError `not-found` when it is not the learner's. */
export async function readCheck(ctx: Context, learner: Learner, registration: string): Promise<Check> {
  const sitting = await ownSitting(ctx.read, learner, registration, "check");
  const version = await pinnedModule(ctx, sitting.versionId);
  const byId = new Map(version.module.questions.map((question) => [question.id, question]));
  const questions = sitting.drawn.flatMap((id) => byId.get(id) ?? []);
  return { sitting, version, questions };
}

/** @throws AmendsError `not-found` */
export function questionAt(check: Check, number: number): CompiledQuestion {
  const question = check.questions[number - 1];
  if (!question) throw new AmendsError("not-found", "There is no such question", "Go back to your check.");
  return question;
}

/**
 * Keeps an answer until the check is finished; no statement is written.
 * @throws AmendsError `stale` when the check is finished, `bad-input` with the problem to show.
 */
export async function saveAnswer(
  ctx: Context,
  learner: Learner,
  input: { registration: string; number: number; entries: Iterable<readonly [string, unknown]> },
): Promise<Check> {
  const check = await readCheck(ctx, learner, input.registration);
  const question = questionAt(check, input.number);
  const parsed = parseResponse(question, input.entries, check.sitting.seed);
  if (!parsed.ok) {
    throw new AmendsError("bad-input", parsed.problem, "", [
      { text: parsed.problem, href: `#${question.id}` },
    ]);
  }
  await ctx.transact(async (trx) => {
    const sitting = await holdSitting(trx, learner, input.registration, "check");
    if (sitting.closed) throw finishedAlready();
    const answers = { ...sitting.draft.answers, [question.id]: parsed.response };
    await updateSitting(trx, sitting.registration, {
      draft: JSON.stringify({ answers }),
      bookmark: JSON.stringify({ question: Math.min(input.number + 1, check.questions.length) }),
    });
  });
  return check;
}

export function finishedAlready(): AmendsError {
  return new AmendsError(
    "stale",
    "You finished this check already",
    "Its answers cannot change now. Your result is on the module's page, and you can take a new check there.",
  );
}
