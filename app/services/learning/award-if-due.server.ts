import type { Trx } from "#db/connect.ts";
import { attemptsOf, awardsOf, lastWithdrawal } from "#db/queries/learning.ts";
import type { StatementId } from "#app/domain/ids.ts";
import { awardEarned, type AttemptContext } from "#app/domain/ledger/statements.ts";
import type { Statement } from "#app/domain/ledger/statement.ts";
import { dayOf } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { PinnedModule } from "./pinned.server.ts";

/**
 * The `earned` statement that an attempt brings, or none: the module's check and
 * every required scenario must be passed, counting the attempt that has just been
 * passed, and an award that holds today is not earned again. It names the module's
 * `version`, whose check was passed, also when a scenario brings it. The readings in
 * `trx` must already know of earlier attempts. Core awards do not lapse (DESIGN.md).
 */
export async function awardIfDue(
  ctx: Context,
  trx: Trx,
  attempt: AttemptContext,
  version: PinnedModule,
  basis: StatementId,
): Promise<Statement[]> {
  const { slug, title, scenarios } = version.module.document;
  const today = dayOf(attempt.at);
  const held = (await awardsOf(trx, attempt.actor)).some(
    (award) =>
      award.module === slug && award.day_from <= today && (award.day_to === null || today < award.day_to),
  );
  if (held) return [];
  // What was passed before an award was taken back does not give it again.
  const since = await lastWithdrawal(trx, attempt.actor, slug);
  const passed = (await attemptsOf(trx, attempt.actor)).filter(
    (one) => one.outcome === "passed" && (since === null || (one.finished_at ?? "") > since),
  );
  const has = (kind: "check" | "scenario", subject: string) =>
    (attempt.kind === kind && attempt.subject === subject) ||
    passed.some((one) => one.kind === kind && one.subject === subject);
  const due = has("check", slug) && scenarios.every((one) => !one.required || has("scenario", one.slug));
  if (!due) return [];
  const terms = { module: slug, title, from: today, to: null, via: "check" as const, code: ctx.newCode() };
  return [awardEarned({ ...attempt, version: version.hash }, terms, basis)];
}
