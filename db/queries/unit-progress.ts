/** What a supervisor may see: who is in the unit and which modules they hold. */
import type { ForceId, PersonId, UnitId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Day, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";

export async function unitPeople(
  db: Db,
  forceId: ForceId,
  units: readonly UnitId[],
  day: Day,
  knownAt: Instant,
) {
  if (units.length === 0) return [];
  return db
    .selectFrom("posting")
    .innerJoin("person_version", (join) =>
      join
        .onRef("person_version.person_id", "=", "posting.person_id")
        .on("person_version.known_to", "=", END_OF_TIME)
        .on("person_version.valid_from", "<=", day)
        .on("person_version.valid_to", ">", day),
    )
    .select([
      "posting.person_id as personId",
      "posting.rank",
      "person_version.forenames",
      "person_version.surname",
      "person_version.known_as as knownAs",
    ])
    .where("posting.force_id", "=", forceId)
    .where("posting.unit_id", "in", units)
    .where("posting.valid_from", "<=", day)
    .where("posting.valid_to", ">", day)
    .where("posting.known_from", "<=", knownAt)
    .where("posting.known_to", ">", knownAt)
    .orderBy("person_version.surname")
    .orderBy("person_version.forenames")
    .execute();
}

/** Awards held on a day, and who has begun anything. */
export async function unitProgress(db: Db, people: readonly PersonId[], day: Day) {
  if (people.length === 0) return { awards: [], begun: new Set<PersonId>() };
  const awards = await db
    .selectFrom("award")
    .innerJoin("actor", "actor.name", "award.actor")
    .select(["actor.person_id as personId", "award.module"])
    .where("actor.person_id", "in", people)
    .where("award.day_from", "<=", day)
    .where("award.withdrawn", "is", null)
    .where((eb) => eb.or([eb("award.day_to", "is", null), eb("award.day_to", ">", day)]))
    .execute();
  const attempts = await db
    .selectFrom("attempt")
    .innerJoin("actor", "actor.name", "attempt.actor")
    .select("actor.person_id as personId")
    .distinct()
    .where("actor.person_id", "in", people)
    .execute();
  return { awards, begun: new Set(attempts.map((one) => one.personId)) };
}
