import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** What officers write for their own development review. Nobody else reads it, and it is no learning fact. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "cpd_entry")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("day", "text", (column) => column.notNull())
    .addColumn("activity", "text", (column) => column.notNull())
    .addColumn("learnt", "text", (column) => column.notNull())
    .addColumn("difference", "text", (column) => column.notNull())
    .addColumn("written_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("cpd_entry_person").on("cpd_entry").columns(["person_id", "day"]).execute();
}
