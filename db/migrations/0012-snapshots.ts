import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** Figures frozen at a month's end, and each force's figures as folded each day for the nation's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "snapshot")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("day", "text", (column) => column.notNull())
    .addColumn("known_at", "text", (column) => column.notNull())
    .addColumn("made_by", "text", (column) => column.notNull())
    .addColumn("rule", "text", (column) => column.notNull())
    .addColumn("figures", "text", (column) => column.notNull())
    .addColumn("published", "text", (column) => column.notNull())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("snapshot_once")
    .on("snapshot")
    .columns(["force_id", "target", "day"])
    .unique()
    .execute();

  await createTable(db, "coverage_day")
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("programme", "text", (column) => column.notNull())
    .addColumn("staff_group", "text", (column) => column.notNull())
    .addColumn("day", "text", (column) => column.notNull())
    .addColumn("known_at", "text", (column) => column.notNull())
    .addColumn("in_post", "integer", (column) => column.notNull())
    .addColumn("absent", "integer", (column) => column.notNull())
    .addColumn("exempt", "integer", (column) => column.notNull())
    .addColumn("net", "integer", (column) => column.notNull())
    .addColumn("trained_in_post", "integer", (column) => column.notNull())
    .addColumn("trained_net", "integer", (column) => column.notNull())
    .addColumn("current_net", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("coverage_day_pk", ["programme", "staff_group", "day", "force_id"] as never)
    .execute();

  // Who holds what, read from the index alone and in the order of the holders.
  await db.schema.dropIndex("award_actor").execute();
  await db.schema
    .createIndex("award_actor")
    .on("award")
    .columns(["actor", "module", "day_from", "day_to", "stored", "withdrawn"])
    .execute();
}
