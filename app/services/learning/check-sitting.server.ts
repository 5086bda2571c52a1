/** A check from its first question to the last draft answer. Finishing it is `finish-check.server.ts`. */
import type { Db } from "#db/connect.ts";
import { adjustmentsOf } from "#db/queries/adjustments.ts";
import { attemptsOf, claim, openSittings, updateSitting } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Registration } from "#app/domain/ids.ts";
import { endOfTime, mayBeginAgain } from "#app/domain/learning/check-time.ts";
import { drawCheck } from "#app/domain/learning/draw.ts";
import type { CompiledQuestion } from "#app/domain/learning/lesson.ts";
import type { ModuleDocument } from "#app/domain/learning/module.ts";
import { parseResponse } from "#app/domain/learning/marking.ts";
import type { Instant } from "#app/domain/time.ts";
import { instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { noteComputer } from "./ask-about-check.server.ts";
import { beginSitting } from "./begin-sitting.server.ts";
import { keepDraft, readDraft } from "./draft.server.ts";
import { moduleToCheck } from "./module-sitting.server.ts";
import { pinnedModule, type PinnedModule } from "./pinned.server.ts";
import { holdSitting, ownSitting, type Learner, type Sitting } from "./sitting.server.ts";

export interface Check {
  readonly sitting: Sitting;
  readonly version: PinnedModule;
  /** In the order asked. */
  readonly questions: readonly CompiledQuestion[];
}

/** Begins a check, or finds the one that is open. A new try draws questions not met before, as far as there are any. */
export async function beginCheck(ctx: Context, learner: Learner, slug: string): Promise<Registration> {
  const version = await moduleToCheck(ctx, learner, slug);
  const from = await mayBeginFrom(ctx, learner, version.module.document);
  if (from !== null) {
    throw new AmendsError(
      "conflict",
      `You can try this check again from ${instantWords(from)}`,
      "Read what the last one pointed you to in the meantime.",
    );
  }
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

/** From when the learner may begin a check of the module; null: now, or there is one open to go on with. */
export async function mayBeginFrom(
  ctx: Context,
  learner: Learner,
  { slug, check }: ModuleDocument,
): Promise<Instant | null> {
  if (check.waitMinutes === 0) return null;
  const [open, attempts, agreed] = await Promise.all([
    openSittings(ctx.read, learner.personId),
    attemptsOf(ctx.read, learner.actor),
    adjustmentsOf(ctx.read, learner.personId),
  ]);
  if (open.some((one) => one.kind === "check" && one.subject === slug)) return null;
  const [last] = attempts
    .filter((one) => one.kind === "check" && one.subject === slug && one.finished_at !== null)
    .sort((a, b) => ((a.finished_at ?? "") < (b.finished_at ?? "") ? 1 : -1));
  const failedAt = last?.outcome === "failed" ? last.finished_at : null;
  return mayBeginAgain(failedAt, check.waitMinutes, agreed, ctx.now());
}

/** When the time of an open check ends for this learner; null: it has no limit. */
export async function timeEnds(
  db: Db,
  learner: Learner,
  sitting: Sitting,
  { check }: ModuleDocument,
): Promise<Instant | null> {
  if (check.minutes === null) return null;
  return endOfTime(sitting.openedAt as Instant, check.minutes, await adjustmentsOf(db, learner.personId));
}

export async function isTimeOver(
  ctx: Context,
  db: Db,
  learner: Learner,
  sitting: Sitting,
  document: ModuleDocument,
): Promise<boolean> {
  const ends = await timeEnds(db, learner, sitting, document);
  return ends !== null && ctx.now() >= ends;
}

/** @throws AmendsError `not-found` when it is not the learner's. */
export async function readCheck(ctx: Context, learner: Learner, registration: string): Promise<Check> {
  const sitting = await withDraft(
    ctx,
    ctx.read,
    learner,
    await ownSitting(ctx.read, learner, registration, "check"),
  );
  const version = await pinnedModule(ctx, sitting.versionId);
  const byId = new Map(version.module.questions.map((question) => [question.id, question]));
  const questions = sitting.drawn.flatMap((id) => byId.get(id) ?? []);
  return { sitting, version, questions };
}

/** An open check's sitting with the answers of its draft; a finished one has its own. */
export async function withDraft(ctx: Context, db: Db, learner: Learner, sitting: Sitting): Promise<Sitting> {
  if (sitting.closed) return sitting;
  const draft = await readDraft(ctx, db, { ...sitting, actor: learner.actor });
  // A check begun before drafts were documents has its answers in the sitting.
  return draft ? { ...sitting, draft: { answers: { ...sitting.draft.answers, ...draft.answers } } } : sitting;
}

/** @throws AmendsError `not-found` */
export function questionAt(check: Check, number: number): CompiledQuestion {
  const question = check.questions[number - 1];
  if (!question) throw new AmendsError("not-found", "There is no such question", "Go back to your check.");
  return question;
}

/**
 * Keeps an answer until the check is finished; no statement is written. The same sending again changes nothing, also
 * when the answer was changed in between.
 * @throws AmendsError `stale` when the check is finished, `bad-input` with the problem to show.
 */
export async function saveAnswer(
  ctx: Context,
  learner: Learner,
  input: {
    registration: string;
    number: number;
    entries: Iterable<readonly [string, unknown]>;
    sendKey?: string | null;
    /** The random mark of the browser it came from; null or none: unknown. */
    computer?: string | null;
  },
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
    const held = await holdSitting(trx, learner, input.registration, "check");
    const again = input.sendKey ? `sent:${question.id}:${input.sendKey}` : null;
    if (again && !(await claim(trx, held.registration, again))) return;
    if (held.closed) throw finishedAlready();
    const sitting = await withDraft(ctx, trx, learner, held);
    if (await isTimeOver(ctx, trx, learner, sitting, check.version.module.document)) {
      const problem = "The time of this check is over. Finish it with the answers that are kept.";
      throw new AmendsError("bad-input", problem, "", [
        { text: problem, href: `/checks/${input.registration}/review` },
      ]);
    }
    const answers = { ...sitting.draft.answers, [question.id]: parsed.response };
    await keepDraft(ctx, trx, { ...sitting, actor: learner.actor }, answers);
    await noteComputer(ctx, trx, sitting.registration, input.computer ?? null);
    await updateSitting(trx, sitting.registration, {
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
