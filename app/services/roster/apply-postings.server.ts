import { closeKnowledge, currentPostings, insertRows, unitsOf } from "#db/queries/roster.ts";
import type { PersonId, UnitId } from "#app/domain/ids.ts";
import { postingsAfter, postingsWhenMissing, type PostingSpan } from "#app/domain/roster/timeline.ts";
import { END_OF_TIME } from "#app/domain/time.ts";
import type { ImportStep } from "./import-step.ts";

type PostingRow = Awaited<ReturnType<typeof currentPostings>>[number];

function sameSpan(a: PostingSpan, b: PostingSpan): boolean {
  return (
    a.unit === b.unit &&
    a.group === b.group &&
    a.rank === b.rank &&
    a.fte === b.fte &&
    a.from === b.from &&
    a.to === b.to &&
    a.endReason === b.endReason
  );
}

/** Brings the postings to what the extract says; only what differs is written. */
export async function applyPostings(
  step: ImportStep,
  idByCode: ReadonlyMap<string, UnitId>,
  idByNumber: ReadonlyMap<string, PersonId>,
): Promise<{ counts: { leavers: number; inferredLeavers: number; moves: number } }> {
  const { ctx, trx, force, importId, now, asAt, extract } = step;
  // Units of earlier extracts too: a posting that ended may be in one that is gone.
  const units = await unitsOf(trx, force.id);
  const codeOf = new Map(units.map((unit) => [unit.id, unit.code ?? unit.key]));
  const unitIdOf = new Map([...units.map((unit) => [unit.code ?? unit.key, unit.id] as const), ...idByCode]);
  const spanOf = (row: PostingRow): PostingSpan => ({
    unit: codeOf.get(row.unit_id) ?? "",
    group: row.staff_group,
    rank: row.rank,
    fte: row.fte,
    from: row.valid_from,
    to: row.valid_to,
    endReason: row.end_reason,
  });

  const believedOf = new Map<PersonId, PostingRow[]>();
  for (const row of await currentPostings(trx, force.id)) {
    believedOf.set(row.person_id, [...(believedOf.get(row.person_id) ?? []), row]);
  }
  const rowOf = new Map(extract.rows.map((row) => [idByNumber.get(row.employeeNumber), row]));
  const presentIds = new Set([...extract.present].map((number) => idByNumber.get(number)));

  const counts = { leavers: 0, inferredLeavers: 0, moves: 0 };
  const closed: string[] = [];
  const rows = [];
  for (const personId of new Set([...believedOf.keys(), ...rowOf.keys()])) {
    if (personId === undefined) continue;
    const believedRows = believedOf.get(personId) ?? [];
    const believed = believedRows.map(spanOf);
    const row = rowOf.get(personId);
    // A person whose row was wrong is present: what was believed stays.
    const after = row
      ? postingsAfter(believed, row, asAt)
      : presentIds.has(personId)
        ? believed
        : postingsWhenMissing(believed, asAt);
    believedRows.forEach((one, at) => {
      const span = believed[at];
      if (span && !after.some((other) => sameSpan(other, span))) closed.push(one.id);
    });
    for (const span of after) {
      if (believed.some((other) => sameSpan(other, span))) continue;
      if (span.endReason === "left") counts.leavers += 1;
      if (span.endReason === "inferred") counts.inferredLeavers += 1;
      if (span.endReason === "moved") counts.moves += 1;
      rows.push({
        id: ctx.newId(),
        force_id: force.id,
        person_id: personId,
        unit_id: unitIdOf.get(span.unit) as UnitId,
        staff_group: span.group,
        rank: span.rank,
        fte: span.fte,
        end_reason: span.endReason,
        import_id: importId,
        valid_from: span.from,
        valid_to: span.to,
        known_from: now,
        known_to: END_OF_TIME,
      });
    }
  }
  await closeKnowledge(trx, "posting", closed, now);
  await insertRows(trx, "posting", rows);
  return { counts };
}
