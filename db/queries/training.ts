/** Training done elsewhere, and what is needed to turn it into statements. */
import type { ForceId, PersonId, StatementId } from "#app/domain/ids.ts";
import type { Db } from "../connect.ts";

export function trainingRecordsOf(db: Db, forceId: ForceId) {
  return db.selectFrom("training_record").selectAll().where("force_id", "=", forceId).execute();
}

/** Records that wait for an extract to bring their number. */
export function waitingTraining(db: Db, forceId: ForceId) {
  return db
    .selectFrom("training_record")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("person_id", "is", null)
    .orderBy("completed_on")
    .orderBy("id")
    .execute();
}

export async function settleTraining(
  db: Db,
  id: string,
  settled: { person_id: PersonId; statement_id: StatementId },
): Promise<void> {
  await db.updateTable("training_record").set(settled).where("id", "=", id).execute();
}

/** The earliest day from which each actor of a force holds each module, withdrawn awards left out. */
export function earliestAwards(db: Db, forceId: ForceId) {
  return db
    .selectFrom("award")
    .innerJoin("actor", "actor.name", "award.actor")
    .innerJoin("person", "person.id", "actor.person_id")
    .select((eb) => ["award.actor", "award.module", eb.fn.min("award.day_from").as("day_from")])
    .where("person.force_id", "=", forceId)
    .where("award.withdrawn", "is", null)
    .groupBy(["award.actor", "award.module"])
    .execute();
}

/** Every module and every course that some programme ever requires. */
export async function programmeModules(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom("programme_module")
    .select("module")
    .distinct()
    .where("kind", "!=", "coming")
    .orderBy("module")
    .execute();
  return rows.map((row) => row.module);
}

/** Titles of courses in person, which are no modules: other systems cannot bring them. */
export function courseTitles(db: Db) {
  return db
    .selectFrom("programme_module")
    .select(["module as slug", "title"])
    .distinct()
    .where("kind", "=", "in-person")
    .execute();
}

export function moduleTitles(db: Db) {
  return db
    .selectFrom("content_live")
    .innerJoin("content_version", "content_version.id", "content_live.version_id")
    .select(["content_live.slug", "content_version.title"])
    .where("content_live.kind", "=", "module")
    .execute();
}
