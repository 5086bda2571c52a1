import type { Kysely } from "kysely";

/** So that a force's record is read some people at a time, however many other forces there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex("person_force").on("person").columns(["force_id", "id"]).execute();
  await db.schema.createIndex("exemption_person").on("exemption").columns(["person_id"]).execute();
}
