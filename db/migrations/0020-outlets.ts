import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** Targets that have ended, and keys by which other systems read the figures. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("target").addColumn("ended_at", "text").execute();
  await createTable(db, "report_key")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("secret_hash", "text", (column) => column.notNull())
    .addColumn("per_minute", "integer", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("ended_at", "text")
    .execute();
  await db.schema
    .createIndex("report_key_name")
    .on("report_key")
    .columns(["force_id", "name"])
    .unique()
    .execute();
}
