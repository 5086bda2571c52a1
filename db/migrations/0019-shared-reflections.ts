import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** A reading: the reflections that officers share with the trainers of their force. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "shared_reflection")
    .addColumn("statement_id", "text", (column) => column.primaryKey().notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("registration", "text", (column) => column.notNull())
    .addColumn("module", "text", (column) => column.notNull())
    .addColumn("question", "text", (column) => column.notNull())
    .addColumn("named", "integer", (column) => column.notNull())
    .addColumn("shared_at", "text", (column) => column.notNull())
    .addColumn("withdrawn", "text")
    .execute();
  await db.schema
    .createIndex("shared_reflection_of")
    .on("shared_reflection")
    .columns(["registration", "question"])
    .execute();
}
