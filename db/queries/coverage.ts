/** What was true on a day as it was known at an instant: the inputs of coverage. */
import type { ForceId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";

export function postsOn(db: Db, forceId: ForceId, day: Day, knownAt: Instant) {
  return db
    .selectFrom("posting")
    .select(["person_id as person", "unit_id as unit", "staff_group as group"])
    .where("force_id", "=", forceId)
    .where("valid_from", "<=", day)
    .where("valid_to", ">", day)
    .where("known_from", "<=", knownAt)
    .where("known_to", ">", knownAt)
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

/** Awards earned by a day in some modules, as known at an instant: an award is known from when its statement was stored until it is withdrawn. */
export async function awardsBy(
  db: Db,
  forceId: ForceId,
  day: Day,
  knownAt: Instant,
  modules: readonly string[],
) {
  if (modules.length === 0) return [];
  return db
    .selectFrom("award")
    .innerJoin("actor", "actor.name", "award.actor")
    .innerJoin("person", "person.id", "actor.person_id")
    .select([
      "person.id as person",
      "award.module",
      "award.day_from as from",
      "award.day_to as to",
      "award.via",
      "award.provider",
    ])
    .where("person.force_id", "=", forceId)
    .where("award.module", "in", modules)
    .where("award.day_from", "<=", day)
    .where("award.stored", "<=", knownAt)
    .where((eb) => eb.or([eb("award.withdrawn", "is", null), eb("award.withdrawn", ">", knownAt)]))
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
