import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** Questions to officers about checks that were implausibly fast, or went back and forth with another's on one computer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "attempt_device")
    .addColumn("registration", "text", (column) => column.notNull().references("sitting.registration"))
    .addColumn("device", "text", (column) => column.notNull())
    .addColumn("first_at", "text", (column) => column.notNull())
    .addColumn("last_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("attempt_device_key", ["registration", "device"])
    .execute();
  await db.schema.createIndex("attempt_device_device").on("attempt_device").column("device").execute();
  await createTable(db, "integrity_case")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("registration", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("seconds", "integer", (column) => column.notNull())
    .addColumn("least_seconds", "integer")
    .addColumn("opened_at", "text", (column) => column.notNull())
    .addColumn("account", "text")
    .addColumn("account_at", "text")
    .addColumn("closed_at", "text")
    .addColumn("closed_by", "text")
    .addColumn("reason", "text")
    .addUniqueConstraint("integrity_case_once", ["registration", "kind"])
    .execute();
  await db.schema
    .createIndex("integrity_case_force")
    .on("integrity_case")
    .columns(["force_id", "opened_at"])
    .execute();
  await db.schema.createIndex("integrity_case_person").on("integrity_case").column("person_id").execute();
}
