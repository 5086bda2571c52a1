import { closeKnowledge, currentPersonVersions, insertRows, peopleOf } from "#db/queries/roster.ts";
import type { ActorName, PersonId } from "#app/domain/ids.ts";
import type { ExtractRow } from "#app/domain/roster/extract.ts";
import { END_OF_DAYS, END_OF_TIME } from "#app/domain/time.ts";
import type { ImportStep } from "./import-step.ts";

function detailsOf(row: ExtractRow) {
  return {
    surname: row.surname,
    forenames: row.forenames,
    known_as: row.knownAs,
    work_email: row.workEmail,
    collar_number: row.collarNumber,
  };
}

/** New people, each with an opaque actor, and people whose name, address or collar number changed. */
export async function applyPeople(
  step: ImportStep,
): Promise<{ idByNumber: ReadonlyMap<string, PersonId>; added: number }> {
  const { ctx, trx, force, now, asAt, extract } = step;
  const idByNumber = new Map(
    (await peopleOf(trx, force.id)).flatMap((person) =>
      person.employee_number === null ? [] : [[person.employee_number, person.id] as const],
    ),
  );
  const added = extract.rows.filter((row) => !idByNumber.has(row.employeeNumber));
  for (const row of added) idByNumber.set(row.employeeNumber, ctx.newId<PersonId>());
  const idOf = (row: ExtractRow) => idByNumber.get(row.employeeNumber) as PersonId;
  await insertRows(
    trx,
    "person",
    added.map((row) => ({
      id: idOf(row),
      force_id: force.id,
      employee_number: row.employeeNumber,
      created_at: now,
    })),
  );
  await insertRows(
    trx,
    "actor",
    added.map((row) => ({
      name: ctx.newOpaqueId<ActorName>(),
      home_page: ctx.config.iriBase,
      person_id: idOf(row),
    })),
  );

  const known = { known_from: now, known_to: END_OF_TIME };
  const latestOf = new Map<PersonId, Awaited<ReturnType<typeof currentPersonVersions>>[number]>();
  for (const version of await currentPersonVersions(trx, force.id)) {
    const other = latestOf.get(version.person_id);
    if (!other || other.valid_from < version.valid_from) latestOf.set(version.person_id, version);
  }
  const closed: string[] = [];
  const rows = [];
  for (const row of extract.rows) {
    const details = detailsOf(row);
    const latest = latestOf.get(idOf(row));
    const same =
      latest &&
      Object.entries(details).every(([name, value]) => latest[name as keyof typeof details] === value);
    if (same) continue;
    const base = { person_id: idOf(row), ...details, valid_to: END_OF_DAYS, ...known };
    rows.push({ ...base, id: ctx.newId(), valid_from: latest ? asAt : row.startedOn });
    if (!latest) continue;
    closed.push(latest.id);
    if (latest.valid_from < asAt) rows.push({ ...latest, ...known, id: ctx.newId(), valid_to: asAt });
  }
  await closeKnowledge(trx, "person_version", closed, now);
  await insertRows(trx, "person_version", rows);
  return { idByNumber, added: added.length };
}
