/**
 * Opens a case about a check or a scenario where there is reason to ask; it and its award stay as they are. Nobody is
 * asked about a quick attempt that gave them nothing.
 */
import { createHash } from "node:crypto";
import type { Trx } from "#db/connect.ts";
import { noteDevice, openCase, othersOnDevicesOf } from "#db/queries/integrity.ts";
import { attemptsOf } from "#db/queries/learning.ts";
import { forceOfPerson } from "#db/queries/people.ts";
import type { PersonId, Registration } from "#app/domain/ids.ts";
import { leastSeconds, wentBackAndForth, wordsToRead } from "#app/domain/learning/integrity.ts";
import { interactionOf } from "#app/domain/learning/interaction.ts";
import { countWords, type CompiledQuestion } from "#app/domain/learning/lesson.ts";
import type { Play } from "#app/domain/scenarios/play.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { listLive } from "./read-content.server.ts";
import type { Learner, Sitting } from "./sitting.server.ts";

/** Notes that a check was answered on a computer, known by the random `mark` that its browser keeps for a day. */
export async function noteComputer(
  ctx: Context,
  trx: Trx,
  registration: Registration,
  mark: string | null,
): Promise<void> {
  if (mark === null) return;
  const device = createHash("sha256").update(mark).digest("hex");
  await noteDevice(trx, registration, device, ctx.now());
}

interface Asked {
  readonly person: PersonId;
  readonly registration: Registration;
  readonly subject: string;
  readonly seconds: number;
}

/** Opens a case, once for an attempt and kind. */
async function ask(
  ctx: Context,
  trx: Trx,
  of: Asked,
  kind: "fast" | "together",
  least: number | null,
): Promise<void> {
  await openCase(trx, {
    id: ctx.newId(),
    force_id: await forceOfPerson(trx, of.person),
    person_id: of.person,
    registration: of.registration,
    kind,
    subject: of.subject,
    seconds: of.seconds,
    least_seconds: least,
    opened_at: ctx.now(),
    account: null,
    account_at: null,
    closed_at: null,
    closed_by: null,
    reason: null,
  });
}

function asked(ctx: Context, learner: Learner, sitting: Sitting): Asked {
  return {
    person: learner.personId,
    registration: sitting.registration,
    subject: sitting.subject,
    seconds: secondsBetween(sitting.openedAt as Instant, ctx.now()),
  };
}

/**
 * Asks about a scenario that a module requires and that was passed just now: whoever plays it for the first time has
 * to read the scenes and what followed.
 */
export async function askAboutPlay(
  ctx: Context,
  trx: Trx,
  learner: Learner,
  sitting: Sitting,
  path: Play["path"],
): Promise<void> {
  const before = (await attemptsOf(trx, learner.actor)).some(
    (one) => one.kind === "scenario" && one.subject === sitting.subject && one.finished_at !== null,
  );
  if (before || !(await isRequired(ctx, sitting.subject))) return;
  const words = path.flatMap(({ scene, choice }) => [
    scene.text,
    scene.decision,
    choice.text,
    // What the last decision led to is read once the play has ended.
    ...(choice === path.at(-1)?.choice ? [] : [choice.consequence]),
  ]);
  const least = leastSeconds(words.reduce((sum, text) => sum + countWords(text), 0));
  const own = asked(ctx, learner, sitting);
  if (own.seconds < least) await ask(ctx, trx, own, "fast", least);
}

async function isRequired(ctx: Context, scenario: string): Promise<boolean> {
  return (await listLive(ctx, "module")).some(({ compiled }) =>
    compiled.document.scenarios.some((one) => one.required && one.slug === scenario),
  );
}

/**
 * Asks about a check that was finished just now, in the transaction that finishes it: about its time when it was
 * passed, and about one computer when it or a check that it went back and forth with was passed.
 */
export async function askAboutCheck(
  ctx: Context,
  trx: Trx,
  learner: Learner,
  sitting: Sitting,
  { questions, passed }: { questions: readonly CompiledQuestion[]; passed: boolean },
): Promise<void> {
  const own = asked(ctx, learner, sitting);
  const least = leastSeconds(
    questions.reduce((sum, question) => sum + wordsToRead(interactionOf(question)), 0),
  );
  if (passed && own.seconds < least) await ask(ctx, trx, own, "fast", least);

  const together = (await othersOnDevicesOf(trx, sitting.registration)).filter((row) =>
    wentBackAndForth({ from: row.first_at, to: row.last_at }, { from: row.other_first, to: row.other_last }),
  );
  // Whoever has not finished is asked when they do; of checks that all failed there is nothing to ask.
  const finished = together.flatMap(({ finished_at: at, outcome, ...row }) =>
    at !== null && (passed || outcome === "passed") ? [{ ...row, at }] : [],
  );
  if (passed ? together.length > 0 : finished.length > 0) await ask(ctx, trx, own, "together", null);
  for (const { person_id: person, registration, opened_at, at } of finished) {
    const seconds = secondsBetween(opened_at, at);
    await ask(ctx, trx, { person, registration, subject: sitting.subject, seconds }, "together", null);
  }
}

const secondsBetween = (from: Instant, to: Instant): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1_000));
