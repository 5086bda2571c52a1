/** What is agreed for a person in checks: set and taken back by administrators, and shown to nobody above the officer. */
import { personByEmployeeNumber } from "#db/queries/account.ts";
import { adjustmentsIn, deleteAdjustment, insertAdjustment } from "#db/queries/adjustments.ts";
import { ADJUSTMENT_NAMES, ADJUSTMENTS, type Adjustment } from "#app/domain/learning/check-time.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Context } from "../context.server.ts";
import { audit } from "../identity/write-audit.server.ts";

/** Everything that can be agreed, as a form offers it. */
export const ADJUSTMENT_CHOICES = ADJUSTMENT_NAMES.map((value) => ({ value, label: ADJUSTMENTS[value] }));

export interface AgreedAdjustment {
  readonly employeeNumber: string;
  readonly name: string;
  readonly kind: Adjustment;
  readonly words: string;
}

export async function listAdjustments(ctx: Context, forceId: ForceId): Promise<AgreedAdjustment[]> {
  const rows = await adjustmentsIn(ctx.read, forceId);
  return rows.map((row) => ({
    employeeNumber: row.employeeNumber ?? "",
    name: `${row.forenames} ${row.surname}`,
    kind: row.kind,
    words: ADJUSTMENTS[row.kind],
  }));
}

/**
 * Agrees an adjustment with a person, or takes it back; said again, it changes nothing. Checks that are open follow
 * at once. Returns whether anything changed.
 * @throws AmendsError `bad-input` for a kind that is none, `not-found` for a number nobody has.
 */
export async function setAdjustment(
  ctx: Context,
  input: { forceId: ForceId; employeeNumber: string; kind: string; agreed: boolean; by: string },
): Promise<boolean> {
  const kind = ADJUSTMENT_NAMES.find((one) => one === input.kind);
  if (!kind) {
    throw new AmendsError(
      "bad-input",
      `"${input.kind}" is no adjustment`,
      `Use one of ${ADJUSTMENT_NAMES.join(", ")}.`,
      [{ text: "Choose what was agreed", href: "#kind" }],
    );
  }
  return ctx.transact(async (trx) => {
    const person = await personByEmployeeNumber(trx, input.forceId, input.employeeNumber.trim());
    if (!person) {
      const text = `Nobody has the employee number "${input.employeeNumber}"`;
      throw new AmendsError("not-found", text, "Check the number, or import the extract that holds it.", [
        { text, href: "#employee" },
      ]);
    }
    const at = ctx.now();
    const changed = input.agreed
      ? await insertAdjustment(trx, { person_id: person.id, kind, agreed_at: at, agreed_by: input.by })
      : await deleteAdjustment(trx, person.id, kind);
    if (changed) {
      await audit(
        ctx,
        trx,
        input.by,
        input.agreed ? "adjustment.agree" : "adjustment.end",
        person.id,
        { kind },
        at,
      );
    }
    return changed;
  });
}
