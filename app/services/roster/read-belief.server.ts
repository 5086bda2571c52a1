import type { Db } from "#db/connect.ts";
import {
  currentAbsences,
  currentPersonVersions,
  currentPostings,
  currentUnitVersions,
  newestExtract,
  peopleOf,
  unitsOf,
} from "#db/queries/roster.ts";
import type { BelievedPerson, BelievedUnit, RosterBelief } from "#app/domain/roster/plan.ts";
import type { Force } from "./find-force.server.ts";

/** All that is believed now of a force's people and units: what an extract is compared with. */
export async function readBelief(db: Db, force: Force): Promise<RosterBelief> {
  const units = await unitsOf(db, force.id);
  const keyOf = new Map(units.map((unit) => [unit.id, unit.key]));
  const latestUnits = new Map<string, BelievedUnit["latest"]>();
  // In the order of their first days, so that the last one stays.
  for (const row of await currentUnitVersions(db, force.id)) {
    const parentKey = row.parent_id === null ? null : (keyOf.get(row.parent_id) ?? null);
    latestUnits.set(row.unit_id, { id: row.id, name: row.name, parentKey, from: row.valid_from });
  }

  const details = new Map<string, NonNullable<BelievedPerson["details"]>>();
  for (const row of await currentPersonVersions(db, force.id)) {
    const other = details.get(row.person_id);
    if (other && other.from >= row.valid_from) continue;
    details.set(row.person_id, {
      id: row.id,
      surname: row.surname,
      forenames: row.forenames,
      knownAs: row.known_as,
      workEmail: row.work_email,
      collarNumber: row.collar_number,
      from: row.valid_from,
    });
  }
  const postings = new Map<string, BelievedPerson["postings"][number][]>();
  for (const row of await currentPostings(db, force.id)) {
    const span = {
      id: row.id,
      appointment: row.appointment,
      unit: keyOf.get(row.unit_id) ?? "",
      group: row.staff_group,
      rank: row.rank,
      fte: row.fte,
      from: row.valid_from,
      to: row.valid_to,
      endReason: row.end_reason,
      shownFrom: row.shown_from,
    };
    const others = postings.get(row.person_id);
    if (others) others.push(span);
    else postings.set(row.person_id, [span]);
  }
  const absences = new Map<string, BelievedPerson["absences"][number][]>();
  for (const row of await currentAbsences(db, force.id)) {
    const span = { id: row.id, kind: row.kind, from: row.valid_from, to: row.valid_to };
    const others = absences.get(row.person_id);
    if (others) others.push(span);
    else absences.set(row.person_id, [span]);
  }
  return {
    forceName: force.name,
    newest: await newestExtract(db, force.id),
    units: units.map((unit) => ({
      id: unit.id,
      key: unit.key,
      code: unit.code,
      latest: latestUnits.get(unit.id) ?? null,
    })),
    people: (await peopleOf(db, force.id)).map((person) => ({
      id: person.id,
      number: person.employee_number,
      details: details.get(person.id) ?? null,
      postings: postings.get(person.id) ?? [],
      absences: absences.get(person.id) ?? [],
    })),
  };
}
