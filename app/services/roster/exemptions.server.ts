/** Exemptions and deferrals: said by name, with a reason, somebody who agreed and an end; nothing is overwritten. */
import { personByEmployeeNumber } from "#db/queries/account.ts";
import { currentExemptions, exemptionById, isExemptWithin, namesOf } from "#db/queries/people.ts";
import { closeKnowledge, insertRows } from "#db/queries/roster.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { PersonId } from "#app/domain/ids.ts";
import {
  EXEMPTION_KINDS,
  EXEMPTION_REASONS,
  type ExemptionKind,
  type ExemptionReason,
} from "#app/domain/roster/workforce.ts";
import { addDays, dayOf, END_OF_TIME, isDay, type Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { z } from "zod";
import type { Context } from "../context.server.ts";
import { parseInput } from "../parse-input.ts";
import { findApprover } from "./find-approver.server.ts";
import type { Force } from "./find-force.server.ts";
import { audit } from "../identity/write-audit.server.ts";

const day = z.string().refine(isDay, "give a day");
const schema = z
  .object({
    person: z.string().trim().min(1, "give an employee number"),
    kind: z.enum(EXEMPTION_KINDS, "choose one"),
    reason: z.enum(Object.keys(EXEMPTION_REASONS) as [ExemptionReason], "choose one"),
    from: day,
    lastDay: day,
    approver: z.string().trim().min(1, "give the employee number of whoever agreed"),
  })
  .refine((one) => one.from <= one.lastDay, { path: ["lastDay"], message: "is before the first day" });

const LABELS = {
  person: "Employee number",
  kind: "Kind",
  reason: "Reason",
  from: "First day",
  lastDay: "Last day",
  approver: "Agreed by",
};

/**
 * Grants one, from its first day to its last. It is known from now on.
 * @throws AmendsError `bad-input` naming the fields; `conflict` when the person is exempt within that time already.
 */
export async function grantExemption(
  ctx: Context,
  input: { force: Force; by: string; values: unknown },
): Promise<string> {
  const values = parseInput(schema, input.values, LABELS);
  const { force, by } = input;
  return ctx.transact(async (trx) => {
    const person = await personByEmployeeNumber(trx, force.id, values.person);
    if (!person) {
      const text = `Employee number: nobody in ${force.name} has the number ${values.person}`;
      throw new AmendsError("bad-input", text, "Check the number.", [{ text, href: "#person" }]);
    }
    const approver = await findApprover(ctx, trx, {
      forceId: force.id,
      number: values.approver,
      about: person.id,
    });
    const to = addDays(values.lastDay, 1);
    if (await isExemptWithin(trx, person.id, values.from, to)) {
      throw new AmendsError(
        "conflict",
        `${values.person} has an exemption or deferral within that time already`,
        "End that one first, or choose other days.",
      );
    }
    const id = ctx.newId();
    const now = ctx.now();
    await insertRows(trx, "exemption", [
      {
        id,
        force_id: force.id,
        person_id: person.id,
        kind: values.kind,
        reason: values.reason,
        approver: approver.id,
        valid_from: values.from,
        valid_to: to,
        known_from: now,
        known_to: END_OF_TIME,
      },
    ]);
    await audit(ctx, trx, by, "exemption.grant", person.id, { id, kind: values.kind, reason: values.reason });
    return id;
  });
}

/**
 * Ends one on another last day, or (null) takes it back as never having been. What was believed stays believed then.
 * @throws AmendsError `not-found`; `bad-input` for a last day before its first, or after the one that was agreed to.
 */
export async function endExemption(
  ctx: Context,
  input: { force: Force; id: string; lastDay: string | null; by: string },
): Promise<void> {
  const { force, id, lastDay, by } = input;
  await ctx.transact(async (trx) => {
    const row = await exemptionById(trx, force.id, id);
    if (!row)
      throw new AmendsError(
        "not-found",
        "There is no such exemption",
        "Look in the list: it may have ended.",
      );
    if (lastDay !== null && (!isDay(lastDay) || lastDay < row.valid_from)) {
      const text = "Last day: give a day that is not before the first";
      throw new AmendsError("bad-input", text, "", [{ text, href: `#lastDay-${id}` }]);
    }
    if (lastDay !== null && addDays(lastDay, 1) > row.valid_to) {
      const agreed = dayWords(addDays(row.valid_to, -1));
      const text = `Last day: it was agreed to until ${agreed}; for longer, grant another`;
      throw new AmendsError("bad-input", text, "", [{ text, href: `#lastDay-${id}` }]);
    }
    const now = ctx.now();
    await closeKnowledge(trx, "exemption", [row.id], now);
    if (lastDay !== null) {
      const to = addDays(lastDay, 1);
      const next = { ...row, id: ctx.newId(), valid_to: to, known_from: now, known_to: END_OF_TIME };
      await insertRows(trx, "exemption", [next]);
    }
    await audit(ctx, trx, by, lastDay === null ? "exemption.withdraw" : "exemption.end", row.person_id, {
      id,
      lastDay,
    });
  });
}

export interface ExemptionLine {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly kind: ExemptionKind;
  readonly reason: string;
  readonly approver: string;
  readonly from: Day;
  readonly lastDay: Day;
  readonly over: boolean;
}

/**
 * Every exemption and deferral that is believed now, the latest first. That it was read is in the audit trail, with the
 * ids of those it named.
 */
export async function readExemptions(ctx: Context, force: Force, by: string): Promise<ExemptionLine[]> {
  const rows = await currentExemptions(ctx.read, force.id);
  const ids = [...new Set(rows.flatMap((row) => [row.person_id, row.approver as PersonId]))];
  const names = new Map(
    (ids.length === 0 ? [] : await namesOf(ctx.read, ids)).map((row) => [
      row.person_id,
      `${row.known_as ?? row.forenames} ${row.surname}`.trim(),
    ]),
  );
  const people = [...new Set(rows.map((row) => row.person_id))];
  await ctx.transact((trx) => audit(ctx, trx, by, "exemption.list", force.id, { people }));
  const today = dayOf(ctx.now());
  return rows.map((row) => ({
    id: row.id,
    number: row.employee_number ?? "",
    name: names.get(row.person_id) ?? "",
    kind: row.kind,
    reason: EXEMPTION_REASONS[row.reason as ExemptionReason] ?? row.reason,
    approver: names.get(row.approver as PersonId) ?? row.approver,
    from: row.valid_from,
    lastDay: addDays(row.valid_to, -1),
    over: row.valid_to <= today,
  }));
}
