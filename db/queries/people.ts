/** People as an administrator looks them up: names, posts, absences, exemptions and awards over time. */
import type { ActorName, ForceId, PersonId, StatementId } from "#app/domain/ids.ts";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import { END_OF_TIME, type Day, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";

/** Exemptions and deferrals that are believed now, the latest first, with who they are for. */
export function currentExemptions(db: Db, forceId: ForceId) {
  return db
    .selectFrom("exemption")
    .innerJoin("person", "person.id", "exemption.person_id")
    .selectAll("exemption")
    .select("person.employee_number")
    .where("exemption.force_id", "=", forceId)
    .where("exemption.known_to", "=", END_OF_TIME)
    .orderBy("exemption.valid_from", "desc")
    .orderBy("exemption.id", "desc")
    .execute();
}

export function exemptionById(db: Db, forceId: ForceId, id: string) {
  return db
    .selectFrom("exemption")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("id", "=", id)
    .where("known_to", "=", END_OF_TIME)
    .executeTakeFirst();
}

/** Whether an exemption of the person that is believed now overlaps a time. */
export async function isExemptWithin(db: Db, personId: PersonId, from: Day, to: Day): Promise<boolean> {
  const row = await db
    .selectFrom("exemption")
    .select("id")
    .where("person_id", "=", personId)
    .where("known_to", "=", END_OF_TIME)
    .where("valid_from", "<", to)
    .where("valid_to", ">", from)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The current names of some people. */
export function namesOf(db: Db, ids: readonly PersonId[]) {
  return db
    .selectFrom("person_version")
    .select(["person_id", "surname", "forenames", "known_as"])
    .where("known_to", "=", END_OF_TIME)
    .where("person_id", "in", ids)
    .orderBy("valid_from")
    .execute();
}

export async function forceOfPerson(db: Db, personId: PersonId): Promise<ForceId> {
  const row = await db
    .selectFrom("person")
    .select("force_id")
    .where("id", "=", personId)
    .executeTakeFirstOrThrow();
  return row.force_id;
}

/** An award by its certificate's code, with whose it is. */
export function awardToCorrect(db: Db, forceId: ForceId, code: string) {
  return db
    .selectFrom("award")
    .innerJoin("actor", "actor.name", "award.actor")
    .innerJoin("person", "person.id", "actor.person_id")
    .selectAll("award")
    .select("person.id as person_id")
    .where("person.force_id", "=", forceId)
    .where("award.code", "=", code)
    .executeTakeFirst();
}

/** Somebody in post on a day by their number, with the account that stands for them. */
export function colleague(db: Db, forceId: ForceId, number: string, day: Day, knownAt: Instant) {
  return db
    .selectFrom("person")
    .innerJoin("actor", "actor.person_id", "person.id")
    .innerJoin("posting", "posting.person_id", "person.id")
    .select(["person.id", "actor.name as actor"])
    .where("person.force_id", "=", forceId)
    .where("person.employee_number", "=", number)
    .where("posting.valid_from", "<=", day)
    .where("posting.valid_to", ">", day)
    .where("posting.known_from", "<=", knownAt)
    .where("posting.known_to", ">", knownAt)
    .limit(1)
    .executeTakeFirst();
}

/** Every award that holds, with who has it, and their post on a day if they are in one. Nobody who was erased. */
export function completionsOf(db: Db, forceId: ForceId, day: Day) {
  return db
    .selectFrom("award")
    .innerJoin("actor", "actor.name", "award.actor")
    .innerJoin("person", "person.id", "actor.person_id")
    .leftJoin("person_version", (join) =>
      join
        .onRef("person_version.person_id", "=", "person.id")
        .on("person_version.known_to", "=", END_OF_TIME)
        .on("person_version.valid_from", "<=", day)
        .on("person_version.valid_to", ">", day),
    )
    .leftJoin("posting", (join) =>
      join
        .onRef("posting.person_id", "=", "person.id")
        .on("posting.known_to", "=", END_OF_TIME)
        .on("posting.appointment", "=", 0)
        .on("posting.valid_from", "<=", day)
        .on("posting.valid_to", ">", day),
    )
    .leftJoin("unit", "unit.id", "posting.unit_id")
    .leftJoin("unit_version", (join) =>
      join
        .onRef("unit_version.unit_id", "=", "unit.id")
        .on("unit_version.known_to", "=", END_OF_TIME)
        .on("unit_version.valid_from", "<=", day)
        .on("unit_version.valid_to", ">", day),
    )
    .select([
      "person.employee_number",
      "person_version.collar_number",
      "person_version.surname",
      "person_version.forenames",
      "person_version.work_email",
      "posting.staff_group",
      "posting.rank",
      "unit.code as unit_code",
      "unit_version.name as unit_name",
      "award.module",
      "award.day_from",
      "award.day_to",
      "award.code",
      "award.via",
      "award.provider",
    ])
    .where("person.force_id", "=", forceId)
    .where("person.erased_at", "is", null)
    .where("award.withdrawn", "is", null)
    .orderBy("person.employee_number")
    .orderBy("award.module")
    .orderBy("award.day_from")
    .execute();
}

/** Everybody who is or was in a force and not erased, by the names that were known at an instant, the latest last. */
export function everybody(db: Db, forceId: ForceId, knownAt: Instant) {
  return db
    .selectFrom("person")
    .innerJoin("person_version", "person_version.person_id", "person.id")
    .select([
      "person.id",
      "person.employee_number",
      "person_version.surname",
      "person_version.forenames",
      "person_version.known_as",
      "person_version.collar_number",
    ])
    .where("person.force_id", "=", forceId)
    .where("person.erased_at", "is", null)
    .where("person_version.known_from", "<=", knownAt)
    .where("person_version.known_to", ">", knownAt)
    .orderBy("person_version.valid_from")
    .execute();
}

/** Postings as they were known at an instant. */
export function postingsOfPeople(db: Db, ids: readonly PersonId[], knownAt: Instant) {
  return db
    .selectFrom("posting")
    .select([
      "posting.person_id",
      "posting.staff_group",
      "posting.rank",
      "posting.fte",
      "posting.valid_from",
      "posting.valid_to",
      "posting.end_reason",
      "posting.appointment",
      "posting.unit_id",
    ])
    .where("posting.person_id", "in", ids)
    .where("posting.known_from", "<=", knownAt)
    .where("posting.known_to", ">", knownAt)
    .orderBy("posting.valid_from")
    .execute();
}

export function personOfForce(db: Db, forceId: ForceId, id: string) {
  return db
    .selectFrom("person")
    .leftJoin("actor", "actor.person_id", "person.id")
    .select(["person.id", "person.employee_number", "person.erased_at", "actor.name as actor"])
    .where("person.force_id", "=", forceId)
    .where("person.id", "=", id as PersonId)
    .executeTakeFirst();
}

/** What somebody was called, their absences, their exemptions and their awards, as known at an instant; an award that was taken back later has not been. */
export async function lifeOf(db: Db, id: PersonId, knownAt: Instant) {
  const names = await db
    .selectFrom("person_version")
    .selectAll()
    .where("person_id", "=", id)
    .where("known_from", "<=", knownAt)
    .where("known_to", ">", knownAt)
    .orderBy("valid_from")
    .execute();
  const absences = await db
    .selectFrom("absence")
    .selectAll()
    .where("person_id", "=", id)
    .where("known_from", "<=", knownAt)
    .where("known_to", ">", knownAt)
    .execute();
  const exemptions = await db
    .selectFrom("exemption")
    .selectAll()
    .where("person_id", "=", id)
    .where("known_from", "<=", knownAt)
    .where("known_to", ">", knownAt)
    .execute();
  const awards = await db
    .selectFrom("award")
    .innerJoin("actor", "actor.name", "award.actor")
    .selectAll("award")
    .where("actor.person_id", "=", id)
    .where("award.stored", "<=", knownAt)
    .execute();
  return {
    names,
    absences,
    exemptions,
    awards: awards.map((row) =>
      row.withdrawn !== null && row.withdrawn > knownAt ? { ...row, withdrawn: null } : row,
    ),
  };
}

/** What was said when awards were taken back or put right: our own statements that gave them, or that void those. */
export function correctionsOf(db: Db, awards: readonly StatementId[]) {
  return db
    .selectFrom("statement")
    .select(["id", "target", "body"])
    .where("key_id", "is", null)
    .where((eb) =>
      eb.or([eb("id", "in", awards), eb.and([eb("target", "in", awards), eb("verb", "=", VERBS.voided.id)])]),
    )
    .execute();
}

/** Whose some accounts are, by the names of the accounts. */
export function ownersOfActors(db: Db, actors: readonly ActorName[]) {
  return db.selectFrom("actor").select(["name", "person_id"]).where("name", "in", actors).execute();
}

/** Every name and place that a force's units had, as known at an instant. */
export function unitHistory(db: Db, forceId: ForceId, knownAt: Instant) {
  return db
    .selectFrom("unit_version")
    .innerJoin("unit", "unit.id", "unit_version.unit_id")
    .select([
      "unit.id",
      "unit.code",
      "unit_version.name",
      "unit_version.parent_id",
      "unit_version.valid_from",
      "unit_version.valid_to",
    ])
    .where("unit.force_id", "=", forceId)
    .where("unit_version.known_from", "<=", knownAt)
    .where("unit_version.known_to", ">", knownAt)
    .orderBy("unit_version.valid_from")
    .execute();
}

/** How many people each unit has in post on a day, as known at an instant. */
export function headcounts(db: Db, forceId: ForceId, day: Day, knownAt: Instant) {
  return db
    .selectFrom("posting")
    .select((eb) => ["unit_id", eb.fn.count("person_id").distinct().as("people")])
    .where("force_id", "=", forceId)
    .where("known_from", "<=", knownAt)
    .where("known_to", ">", knownAt)
    .where("valid_from", "<=", day)
    .where("valid_to", ">", day)
    .groupBy("unit_id")
    .execute();
}

/** Everybody who ever was in post, as believed now, and in how many posts they are on a day. */
export function postsOn(db: Db, forceId: ForceId, day: Day) {
  return db
    .selectFrom("posting")
    .select((eb) => [
      "person_id",
      eb.fn
        .sum<number>(
          eb
            .case()
            .when(eb.and([eb("valid_from", "<=", day), eb("valid_to", ">", day)]))
            .then(1)
            .else(0)
            .end(),
        )
        .as("here"),
    ])
    .where("force_id", "=", forceId)
    .where("known_to", "=", END_OF_TIME)
    .groupBy("person_id")
    .execute();
}
