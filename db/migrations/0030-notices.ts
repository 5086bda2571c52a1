import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** What a supervisor says to somebody, which stands on their start page until they put it away. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "notice")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("sent_by", "text", (column) => column.notNull().references("person.id"))
    .addColumn("sent_at", "text", (column) => column.notNull())
    .addColumn("dismissed_at", "text")
    .execute();
  await db.schema.createIndex("notice_of").on("notice").columns(["person_id", "sent_at"]).execute();
}
