import type { Trx } from "#db/connect.ts";
import { closeKnowledge, insertRows } from "#db/queries/roster.ts";
import type { ActorName, PersonId, UnitId } from "#app/domain/ids.ts";
import type { RosterBelief, RosterPlan, Whose } from "#app/domain/roster/plan.ts";
import { END_OF_TIME, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Force } from "./find-force.server.ts";

interface Step {
  readonly ctx: Context;
  readonly trx: Trx;
  readonly force: Force;
  readonly importId: string;
  /** The one instant from which all that the file says is known. */
  readonly now: Instant;
}

/** Writes what a plan changes, in the caller's transaction. `told` hears what comes next. */
export async function writePlan(
  step: Step,
  belief: RosterBelief,
  plan: RosterPlan,
  told: (what: string) => void,
): Promise<void> {
  told("units");
  const unitIdOf = await writeUnits(step, belief, plan);
  told("people");
  const personIdOf = await writePeople(step, belief, plan);
  const { ctx, trx, force, importId, now } = step;
  const known = { known_from: now, known_to: END_OF_TIME };

  told("postings");
  await closeKnowledge(trx, "posting", plan.postings.closed, now);
  await insertRows(
    trx,
    "posting",
    plan.postings.opened.map((span) => ({
      id: ctx.newId(),
      force_id: force.id,
      person_id: personIdOf(span),
      unit_id: unitIdOf(span.unit),
      staff_group: span.group,
      rank: span.rank,
      fte: span.fte,
      end_reason: span.endReason,
      appointment: span.appointment,
      shown_from: span.shownFrom,
      import_id: importId,
      valid_from: span.from,
      valid_to: span.to,
      ...known,
    })),
  );
  told("absences");
  await closeKnowledge(trx, "absence", plan.absences.closed, now);
  await insertRows(
    trx,
    "absence",
    plan.absences.opened.map((span) => ({
      id: ctx.newId(),
      force_id: force.id,
      person_id: personIdOf(span),
      kind: span.kind,
      import_id: importId,
      valid_from: span.from,
      valid_to: span.to,
      ...known,
    })),
  );
}

async function writeUnits(
  { ctx, trx, force, now }: Step,
  belief: RosterBelief,
  plan: RosterPlan,
): Promise<(key: string) => UnitId> {
  const ids = new Map(belief.units.map((unit) => [unit.key, unit.id]));
  for (const unit of plan.newUnits) ids.set(unit.key, ctx.newId<UnitId>());
  const idOf = (key: string) => ids.get(key) as UnitId;
  await insertRows(
    trx,
    "unit",
    plan.newUnits.map(({ key, code }) => ({ id: idOf(key), force_id: force.id, code, key })),
  );
  await closeKnowledge(trx, "unit_version", plan.unitVersions.closed, now);
  await insertRows(
    trx,
    "unit_version",
    plan.unitVersions.opened.map((version) => ({
      id: ctx.newId(),
      unit_id: idOf(version.key),
      name: version.name,
      parent_id: version.parentKey === null ? null : idOf(version.parentKey),
      valid_from: version.from,
      valid_to: version.to,
      known_from: now,
      known_to: END_OF_TIME,
    })),
  );
  return idOf;
}

/** New people, each with an opaque actor, and what people are called. */
async function writePeople(
  { ctx, trx, force, now }: Step,
  belief: RosterBelief,
  plan: RosterPlan,
): Promise<(whose: Whose) => PersonId> {
  const added = new Map(plan.newPeople.map((number) => [number, ctx.newId<PersonId>()]));
  await insertRows(
    trx,
    "person",
    [...added].map(([number, id]) => ({ id, force_id: force.id, employee_number: number, created_at: now })),
  );
  await insertRows(
    trx,
    "actor",
    [...added.values()].map((id) => ({
      name: ctx.newOpaqueId<ActorName>(),
      home_page: ctx.config.iriBase,
      person_id: id,
    })),
  );
  const idOf = ({ person, number }: Whose) => person ?? (added.get(number) as PersonId);
  await closeKnowledge(trx, "person_version", plan.details.closed, now);
  await insertRows(
    trx,
    "person_version",
    plan.details.opened.map((details) => ({
      id: ctx.newId(),
      person_id: idOf(details),
      surname: details.surname,
      forenames: details.forenames,
      known_as: details.knownAs,
      work_email: details.workEmail,
      collar_number: details.collarNumber,
      valid_from: details.from,
      valid_to: details.to,
      known_from: now,
      known_to: END_OF_TIME,
    })),
  );
  return idOf;
}
