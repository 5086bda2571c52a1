import type { Trx } from "#db/connect.ts";
import {
  courseTitles,
  earliestAwards,
  moduleTitles,
  settleTraining,
  waitingTraining,
} from "#db/queries/training.ts";
import { programmesRequiring } from "#db/queries/claims.ts";
import { peopleOf } from "#db/queries/roster.ts";
import type { ActorName, ForceId, PersonId, StatementId } from "#app/domain/ids.ts";
import { tooOld } from "#app/domain/ledger/prior-learning.ts";
import type { Statement } from "#app/domain/ledger/statement.ts";
import { trainingStatements } from "#app/domain/ledger/statements.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";

/**
 * Turns waiting training into statements for everyone whose number an extract
 * has brought. What is older than every programme allows is told so and gives nothing. Returns how many records were settled. An award is earned anew
 * only when it begins earlier than any before it.
 */
export async function settleWaitingTraining(ctx: Context, trx: Trx, forceId: ForceId): Promise<number> {
  const waiting = await waitingTraining(trx, forceId);
  if (waiting.length === 0) return 0;
  const people = new Map<string, { id: PersonId; actor: ActorName }>();
  for (const { id, employee_number: number, actor } of await peopleOf(trx, forceId)) {
    if (number !== null && actor !== null) people.set(number, { id, actor });
  }
  const titles = new Map(
    [...(await courseTitles(trx)), ...(await moduleTitles(trx))].map((row) => [row.slug, row.title]),
  );
  const heldFrom = new Map<string, Day>();
  for (const award of await earliestAwards(trx, forceId)) {
    heldFrom.set(`${award.actor}/${award.module}`, award.day_from);
  }
  const today = dayOf(ctx.now());
  const modules = [...new Set(waiting.map((record) => record.module))];
  const rules = await programmesRequiring(trx, modules, today);
  const statements: Statement[] = [];
  const settled: { id: string; person_id: PersonId; statement_id: StatementId }[] = [];
  for (const record of waiting) {
    const person = people.get(record.employee_number);
    if (!person) continue;
    const key = `${person.actor}/${record.module}`;
    const alreadyHeldFrom = heldFrom.get(key) ?? null;
    const old = tooOld(
      record.completed_on,
      today,
      rules.filter((rule) => rule.module === record.module),
    );
    const told = trainingStatements({
      newId: () => ctx.newId<StatementId>(),
      iriBase: ctx.config.iriBase,
      actor: person.actor,
      module: record.module,
      moduleTitle: titles.get(record.module) ?? record.module,
      completedOn: record.completed_on,
      outcome: record.outcome,
      provider: record.provider,
      recordedAt: ctx.now(),
      alreadyHeldFrom,
      code: ctx.newCode(),
      evidence: record.evidence === null ? null : record.id,
      tooOld: old,
    });
    const held =
      old === null &&
      record.outcome !== "fail" &&
      (alreadyHeldFrom === null || record.completed_on < alreadyHeldFrom);
    if (held) heldFrom.set(key, record.completed_on);
    statements.push(...told);
    const [first] = told;
    if (first) settled.push({ id: record.id, person_id: person.id, statement_id: first.id as StatementId });
  }
  await append(ctx, trx, statements);
  for (const { id, ...change } of settled) await settleTraining(trx, id, change);
  return settled.length;
}
