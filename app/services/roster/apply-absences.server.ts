import { closeKnowledge, currentAbsences, insertRows } from "#db/queries/roster.ts";
import type { PersonId } from "#app/domain/ids.ts";
import { absencesAfter, type AbsenceSpan } from "#app/domain/roster/timeline.ts";
import { END_OF_TIME } from "#app/domain/time.ts";
import type { ImportStep } from "./import-step.ts";

type AbsenceRow = Awaited<ReturnType<typeof currentAbsences>>[number];

const spanOf = (row: AbsenceRow): AbsenceSpan => ({ kind: row.kind, from: row.valid_from, to: row.valid_to });
const sameSpan = (a: AbsenceSpan, b: AbsenceSpan) => a.kind === b.kind && a.from === b.from && a.to === b.to;

/** Brings the absences of the people shown to what the extract says; only what differs is written. */
export async function applyAbsences(
  step: ImportStep,
  idByNumber: ReadonlyMap<string, PersonId>,
): Promise<{ absencesOpened: number; absencesChanged: number }> {
  const { ctx, trx, force, importId, now, asAt, extract } = step;
  const believedOf = new Map<PersonId, AbsenceRow[]>();
  for (const row of await currentAbsences(trx, force.id)) {
    believedOf.set(row.person_id, [...(believedOf.get(row.person_id) ?? []), row]);
  }
  const closed: string[] = [];
  const rows = [];
  let absencesOpened = 0;
  for (const row of extract.rows) {
    const personId = idByNumber.get(row.employeeNumber) as PersonId;
    const believedRows = believedOf.get(personId) ?? [];
    const believed = believedRows.map(spanOf);
    const after = absencesAfter(believed, row, asAt);
    for (const one of believedRows) {
      if (!after.some((other) => sameSpan(other, spanOf(one)))) closed.push(one.id);
    }
    for (const span of after) {
      if (believed.some((other) => sameSpan(other, span))) continue;
      if (!believed.some((other) => other.from === span.from)) absencesOpened += 1;
      rows.push({
        id: ctx.newId(),
        force_id: force.id,
        person_id: personId,
        kind: span.kind,
        import_id: importId,
        valid_from: span.from,
        valid_to: span.to,
        known_from: now,
        known_to: END_OF_TIME,
      });
    }
  }
  await closeKnowledge(trx, "absence", closed, now);
  await insertRows(trx, "absence", rows);
  return { absencesOpened, absencesChanged: closed.length };
}
