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

export function postFacts(db: Db, forceId: ForceId) {
  return db
    .selectFrom("posting")
    .select(["person_id as person", "unit_id as unit", "staff_group as group", "rank", ...SPAN])
    .where("force_id", "=", forceId)
    .execute();
}

export function absenceFacts(db: Db, forceId: ForceId) {
  return db
    .selectFrom("absence")
    .select(["person_id as person", "kind", ...SPAN])
    .where("force_id", "=", forceId)
    .execute();
}

export function exemptionFacts(db: Db, forceId: ForceId) {
  return db
    .selectFrom("exemption")
    .select(["person_id as person", "kind", ...SPAN])
    .where("force_id", "=", forceId)
    .execute();
}

export function roleFacts(db: Db, forceId: ForceId) {
  return db
    .selectFrom("role_grant")
    .select([
      "person_id as person",
      "role",
      "valid_from as from",
      "valid_to as to",
      "granted_at as knownFrom",
    ])
    .where("force_id", "=", forceId)
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

/** How many beliefs a table holds of a force, when the last began and when the last ended: any change changes it. */
export function beliefMark(db: Db, table: "posting" | "absence", forceId: ForceId) {
  return db
    .selectFrom(table)
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      eb.fn.max("known_from").as("began"),
      eb.fn.max(eb.case().when("known_to", "<", END_OF_TIME).then(eb.ref("known_to")).end()).as("ended"),
    ])
    .where("force_id", "=", forceId)
    .executeTakeFirstOrThrow();
}

/** The last statement's number; 0 in an empty ledger. */
export async function lastSeq(db: Db): Promise<number> {
  const row = await db
    .selectFrom("statement")
    .select("seq")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

const awards = (db: Db, forceId: ForceId) =>
  db
    .selectFrom("award")
    .innerJoin("actor", "actor.name", "award.actor")
    .innerJoin("person", "person.id", "actor.person_id")
    .select([
      "award.statement_id as id",
      "person.id as person",
      "award.module",
      "award.via",
      "award.provider",
      "award.day_from as from",
      "award.day_to as to",
      "award.stored",
      "award.withdrawn",
    ])
    .where("person.force_id", "=", forceId);

/** Every award of a force's people, or those that statements after a number made. */
export function awardFacts(db: Db, forceId: ForceId, after: number) {
  if (after === 0) return awards(db, forceId).execute();
  return awards(db, forceId)
    .innerJoin("statement", "statement.id", "award.statement_id")
    .where("statement.seq", ">", after)
    .execute();
}

export function withdrawnAwards(db: Db, forceId: ForceId) {
  return awards(db, forceId).where("award.withdrawn", "is not", null).execute();
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
