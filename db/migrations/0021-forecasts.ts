import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** What was forecast at each month's end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "forecast")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("day", "text", (column) => column.notNull())
    .addColumn("known_at", "text", (column) => column.notNull())
    .addColumn("made_by", "text", (column) => column.notNull())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("seed", "text", (column) => column.notNull())
    .addColumn("due_on", "text", (column) => column.notNull())
    .addColumn("share", "real", (column) => column.notNull())
    .addColumn("chance", "real", (column) => column.notNull())
    .addColumn("band", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("forecast_once")
    .on("forecast")
    .columns(["force_id", "target", "day"])
    .unique()
    .execute();
}
