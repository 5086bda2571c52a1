/** Takes an award back, or puts its days right: by statements, never by editing. */
import { z } from "zod";
import { awardToCorrect } from "#db/queries/people.ts";
import { courseTitles, moduleTitles } from "#db/queries/training.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { StatementId } from "#app/domain/ids.ts";
import { CORRECTION_REASONS, type CorrectionReason } from "#app/domain/ledger/correction-reasons.ts";
import { awardCorrected, withdrawn } from "#app/domain/ledger/statements.ts";
import { dayOf, isDay } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { parseInput } from "../parse-input.ts";
import { findApprover } from "../roster/find-approver.server.ts";
import type { Force } from "../roster/find-force.server.ts";
import { audit } from "../identity/write-audit.server.ts";

const day = z.string().refine(isDay, "give a day");
const schema = z.object({
  code: z.string().trim().toUpperCase().min(1, "give the certificate's code"),
  reason: z.enum(Object.keys(CORRECTION_REASONS) as [CorrectionReason], "choose one"),
  approver: z.string().trim().min(1, "give the employee number of whoever agreed"),
  /** The days that are right; without a first day the award is taken back. */
  from: day.nullable().default(null),
  to: day.nullable().default(null),
});

const LABELS = {
  code: "Certificate",
  reason: "Reason",
  approver: "Agreed by",
  from: "Held from",
  to: "Lapses on",
};

/**
 * Withdraws an award from now on; asked as known before, it was held. With `from` it is earned anew, from that day to
 * `to` (the first day without it; null: it does not lapse), under a new code.
 * @throws AmendsError `not-found`; `bad-input` naming the fields; `conflict` when it is withdrawn already.
 */
export async function correctAward(
  ctx: Context,
  input: { force: Force; by: string; values: unknown },
): Promise<{ code: string | null }> {
  const values = parseInput(schema, input.values, LABELS);
  const { force, by } = input;
  return ctx.transact(async (trx) => {
    const award = await awardToCorrect(trx, force.id, values.code);
    if (!award)
      throw new AmendsError("not-found", `No certificate has the code ${values.code}`, "Check the code.");
    if (award.withdrawn !== null)
      throw new AmendsError("conflict", "It was taken back already", "Nothing is left to do.");
    const now = ctx.now();
    const { from, to } = values;
    if (from !== null && (from > dayOf(now) || (to !== null && to <= from))) {
      const text = "Held from: give a day that is not still to come, and before the day on which it lapses";
      throw new AmendsError("bad-input", text, "", [{ text, href: "#from" }]);
    }
    const approver = await findApprover(ctx, trx, {
      forceId: force.id,
      number: values.approver,
      about: award.person_id,
    });
    const correction = { reason: values.reason, approver: approver.actor };
    const { iriBase } = ctx.config;
    const taken = withdrawn({
      iriBase,
      target: award.statement_id,
      because: null,
      correction,
      at: now,
      id: ctx.newId<StatementId>(),
    });
    const code = from === null ? null : ctx.newCode();
    const titles = new Map(
      [...(await courseTitles(trx)), ...(await moduleTitles(trx))].map((row) => [row.slug, row.title]),
    );
    const again =
      from === null || code === null
        ? []
        : [
            awardCorrected({
              iriBase,
              actor: award.actor,
              terms: {
                module: award.module,
                title: titles.get(award.module) ?? award.module,
                from,
                to,
                via: award.via,
                code,
              },
              basis: award.basis ?? award.statement_id,
              provider: award.provider,
              version: award.version,
              correction,
              at: now,
              id: ctx.newId<StatementId>(),
            }),
          ];
    await append(ctx, trx, [taken, ...again]);
    await audit(
      ctx,
      trx,
      by,
      from === null ? "award.revoke" : "award.correct",
      award.statement_id,
      { reason: values.reason, approver: approver.id, from, to },
      now,
    );
    return { code };
  });
}
