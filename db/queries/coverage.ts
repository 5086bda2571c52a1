/** All that was ever believed of a force's people: the inputs of coverage. */
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Day, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";

const SPAN = [
  "valid_from as from",
  "valid_to as to",
  "known_from as knownFrom",
  "known_to as knownTo",
] as const;

/** Some of a force's people: by name, no more than one statement may name, or those after one up to another. */
export type Whose = readonly PersonId[] | { readonly after: string; readonly upTo: PersonId };

/** The ids of the next of a force's people after one, in order; "" is before the first. */
export async function nextPeople(db: Db, forceId: ForceId, after: string, most: number) {
  const rows = await db
    .selectFrom("person")
    .select("id")
    .where("force_id", "=", forceId)
    .where("id", ">", after as PersonId)
    .orderBy("id")
    .limit(most)
    .execute();
  return rows.map((row) => row.id);
}

/** The people; what is joined to them is found by their ids. */
function peopleOf(db: Db, forceId: ForceId, whose: Whose) {
  const people = db.selectFrom("person").where("person.force_id", "=", forceId);
  return "after" in whose
    ? people.where("person.id", ">", whose.after as PersonId).where("person.id", "<=", whose.upTo)
    : people.where("person.id", "in", whose);
}

export function postFacts(db: Db, forceId: ForceId, whose: Whose) {
  return peopleOf(db, forceId, whose)
    .innerJoin("posting", "posting.person_id", "person.id")
    .select(["person.id as person", "unit_id as unit", "staff_group as group", "rank", ...SPAN])
    .execute();
}

export function absenceFacts(db: Db, forceId: ForceId, whose: Whose) {
  return peopleOf(db, forceId, whose)
    .innerJoin("absence", "absence.person_id", "person.id")
    .select(["person.id as person", "kind", ...SPAN])
    .execute();
}

export function exemptionFacts(db: Db, forceId: ForceId, whose: Whose) {
  return peopleOf(db, forceId, whose)
    .innerJoin("exemption", "exemption.person_id", "person.id")
    .select(["person.id as person", "kind", ...SPAN])
    .execute();
}

export function roleFacts(db: Db, forceId: ForceId, whose: Whose) {
  return peopleOf(db, forceId, whose)
    .innerJoin("role_grant", "role_grant.person_id", "person.id")
    .select([
      "person.id as person",
      "role",
      "valid_from as from",
      "valid_to as to",
      "granted_at as knownFrom",
    ])
    .execute();
}

export function unitFacts(db: Db, forceId: ForceId) {
  return db
    .selectFrom("unit")
    .innerJoin("unit_version", "unit_version.unit_id", "unit.id")
    .select([
      "unit.id as unit",
      "unit.code",
      "unit_version.name",
      "unit_version.parent_id as parent",
      "unit_version.valid_from as from",
      "unit_version.valid_to as to",
      "unit_version.known_from as knownFrom",
      "unit_version.known_to as knownTo",
    ])
    .where("unit.force_id", "=", forceId)
    .execute();
}

/** How often each part of a force's record has changed: any change of it, by whomever, moves one of them. */
export interface RecordVersions {
  readonly roster: number;
  readonly awards: number;
  readonly units: number;
}

export async function recordVersions(db: Db, forceId: ForceId): Promise<RecordVersions> {
  const rows = await db
    .selectFrom("record_version")
    .select(["part", "version"])
    .where("force_id", "=", forceId)
    .execute();
  const of = (part: keyof RecordVersions) => rows.find((row) => row.part === part)?.version ?? 0;
  return { roster: of("roster"), awards: of("awards"), units: of("units") };
}

/** Whose posts, absences, exemptions, roles or awards have changed since some versions; no more of them than `most`. */
export async function changedSince(
  db: Db,
  forceId: ForceId,
  since: RecordVersions,
  most: number,
): Promise<PersonId[]> {
  const rows = await db
    .selectFrom("record_change")
    .select("person_id")
    .distinct()
    .where("force_id", "=", forceId)
    .where((eb) =>
      eb.or([
        eb.and([eb("part", "=", "roster"), eb("version", ">", since.roster)]),
        eb.and([eb("part", "=", "awards"), eb("version", ">", since.awards)]),
      ]),
    )
    .limit(most)
    .execute();
  return rows.map((row) => row.person_id);
}

export function awardFacts(db: Db, forceId: ForceId, whose: Whose) {
  return peopleOf(db, forceId, whose)
    .innerJoin("actor", "actor.person_id", "person.id")
    .innerJoin("award", "award.actor", "actor.name")
    .select([
      "person.id as person",
      "award.module",
      "award.via",
      "award.provider",
      "award.day_from as from",
      "award.day_to as to",
      "award.stored",
      "award.withdrawn",
    ])
    .execute();
}

/** The force's units as they were called and hung on a day; a unit not yet there then has no row. */
export function unitTreeOn(db: Db, forceId: ForceId, day: Day, knownAt: Instant) {
  return db
    .selectFrom("unit")
    .innerJoin("unit_version", "unit_version.unit_id", "unit.id")
    .select(["unit.id", "unit.code", "unit.key", "unit_version.name", "unit_version.parent_id as parentId"])
    .where("unit.force_id", "=", forceId)
    .where("unit_version.valid_from", "<=", day)
    .where("unit_version.valid_to", ">", day)
    .where("unit_version.known_from", "<=", knownAt)
    .where("unit_version.known_to", ">", knownAt)
    .execute();
}

export function absencesOn(db: Db, forceId: ForceId, day: Day, knownAt: Instant) {
  return db
    .selectFrom("absence")
    .select(["person_id as person", "kind"])
    .where("force_id", "=", forceId)
    .where("valid_from", "<=", day)
    .where("valid_to", ">", day)
    .where("known_from", "<=", knownAt)
    .where("known_to", ">", knownAt)
    .execute();
}

/** What was ever believed of one person's postings and absences. */
export async function factsOf(db: Db, person: PersonId) {
  const posts = await db
    .selectFrom("posting")
    .select(["unit_id as unit", "staff_group as group", "rank", ...SPAN])
    .where("person_id", "=", person)
    .execute();
  const absences = await db
    .selectFrom("absence")
    .select(["kind", ...SPAN])
    .where("person_id", "=", person)
    .execute();
  return { posts, absences };
}

const NAMES_AT_ONCE = 1_000;

/** What people were called on a day, as known now; somebody without a name then is left out. */
export async function namesOf(db: Db, people: readonly PersonId[], day: Day) {
  const found = [];
  for (let at = 0; at < people.length; at += NAMES_AT_ONCE)
    found.push(
      ...(await db
        .selectFrom("person_version")
        .innerJoin("person", "person.id", "person_version.person_id")
        .select([
          "person.id as person",
          "person.employee_number as number",
          "person_version.collar_number as collar",
          "person_version.forenames",
          "person_version.surname",
          "person_version.known_as as knownAs",
        ])
        .where("person.id", "in", people.slice(at, at + NAMES_AT_ONCE))
        .where("person_version.known_to", "=", END_OF_TIME)
        .where("person_version.valid_from", "<=", day)
        .where("person_version.valid_to", ">", day)
        .execute()),
    );
  return found;
}
