import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** A reading: the answers to questions that were asked again after a module was held. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "recall_answer")
    .addColumn("statement_id", "text", (column) => column.primaryKey().notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("module", "text", (column) => column.notNull())
    .addColumn("question", "text", (column) => column.notNull())
    .addColumn("ordinal", "integer", (column) => column.notNull())
    .addColumn("success", "integer", (column) => column.notNull())
    .addColumn("answered_at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("recall_answer_actor")
    .on("recall_answer")
    .columns(["actor", "answered_at"])
    .execute();
}
