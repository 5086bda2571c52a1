import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** Exemptions and deferrals of named people; the evidence of training done elsewhere. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "exemption")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("approver", "text", (column) => column.notNull())
    .addColumn("valid_from", "text", (column) => column.notNull())
    .addColumn("valid_to", "text", (column) => column.notNull())
    .addColumn("known_from", "text", (column) => column.notNull())
    .addColumn("known_to", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("exemption_force")
    .on("exemption")
    .columns(["force_id", "valid_from"])
    .execute();
  await db.schema.alterTable("training_record").addColumn("evidence", "text").execute();
}
