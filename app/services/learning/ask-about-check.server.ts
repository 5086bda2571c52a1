/** Opens a case about a passed check where there is reason to ask; the check and its award stay as they are. */
import { createHash } from "node:crypto";
import type { Trx } from "#db/connect.ts";
import { noteDevice, openCase, othersOnDevicesOf } from "#db/queries/integrity.ts";
import { forceOfPerson } from "#db/queries/people.ts";
import type { PersonId, Registration } from "#app/domain/ids.ts";
import { leastSeconds, wentBackAndForth, wordsToRead } from "#app/domain/learning/integrity.ts";
import { interactionOf } from "#app/domain/learning/interaction.ts";
import type { CompiledQuestion } from "#app/domain/learning/lesson.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
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

/** Asks about a check that was passed just now, in the transaction that finishes it. */
export async function askAboutCheck(
  ctx: Context,
  trx: Trx,
  learner: Learner,
  sitting: Sitting,
  questions: readonly CompiledQuestion[],
): Promise<void> {
  const now = ctx.now();
  const forceId = await forceOfPerson(trx, learner.personId);
  const open = (
    of: { person: PersonId; registration: Registration; seconds: number },
    kind: "fast" | "together",
    least: number | null,
  ) =>
    openCase(trx, {
      id: ctx.newId(),
      force_id: forceId,
      person_id: of.person,
      registration: of.registration,
      kind,
      subject: sitting.subject,
      seconds: of.seconds,
      least_seconds: least,
      opened_at: now,
      account: null,
      account_at: null,
      closed_at: null,
      closed_by: null,
      reason: null,
    });
  const own = {
    person: learner.personId,
    registration: sitting.registration,
    seconds: secondsBetween(sitting.openedAt as Instant, now),
  };
  const least = leastSeconds(
    questions.reduce((sum, question) => sum + wordsToRead(interactionOf(question)), 0),
  );
  if (own.seconds < least) await open(own, "fast", least);

  const together = (await othersOnDevicesOf(trx, sitting.registration)).filter((row) =>
    wentBackAndForth({ from: row.first_at, to: row.last_at }, { from: row.other_first, to: row.other_last }),
  );
  if (together.length === 0) return;
  await open(own, "together", null);
  for (const row of together) {
    // Whoever has not finished is asked when they pass.
    if (row.outcome !== "passed" || row.finished_at === null) continue;
    const seconds = secondsBetween(row.opened_at, row.finished_at);
    await open({ person: row.person_id, registration: row.registration, seconds }, "together", null);
  }
}

const secondsBetween = (from: Instant, to: Instant): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1_000));
