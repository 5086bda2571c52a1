/** All that was ever believed of a force's people: the inputs of coverage. */
import { sql } from "kysely";
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

/**
 * Marks that any change of a force's record moves: the ledger's last number; how many postings and absences are
 * believed, when the last belief began and the last ended; and the same of units, exemptions and withdrawn awards.
 */
export async function recordMarks(
  db: Db,
  forceId: ForceId,
): Promise<{ seq: number; roster: string; small: string }> {
  const marked = (table: "posting" | "absence" | "exemption") => sql`
    select count(*) as beliefs, max(known_from) as began,
      max(case when known_to < ${END_OF_TIME} then known_to end) as ended
    from ${sql.table(table)} where force_id = ${forceId}`;
  const units = sql`
    select count(*) as beliefs, max(known_from) as began,
      max(case when known_to < ${END_OF_TIME} then known_to end) as ended
    from unit_version join unit on unit.id = unit_version.unit_id where unit.force_id = ${forceId}`;
  const withdrawn = sql`
    select count(*) as beliefs, max(withdrawn) as began, null as ended from award where withdrawn is not null`;
  const ledger = sql`select max(seq) as beliefs, null as began, null as ended from statement`;
  const { rows } = await sql<{ part: string; beliefs: number | null; began: string; ended: string }>`
    select 'posting' as part, p.* from (${marked("posting")}) p
    union all select 'absence', b.* from (${marked("absence")}) b
    union all select 'exemption', e.* from (${marked("exemption")}) e
    union all select 'unit', u.* from (${units}) u
    union all select 'withdrawn', w.* from (${withdrawn}) w
    union all select 'ledger', l.* from (${ledger}) l`.execute(db);
  const of = (...parts: string[]) => JSON.stringify(rows.filter((row) => parts.includes(row.part)));
  return {
    seq: rows.find((row) => row.part === "ledger")?.beliefs ?? 0,
    roster: of("posting", "absence"),
    small: of("exemption", "unit", "withdrawn"),
  };
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
