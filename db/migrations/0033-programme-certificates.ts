import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** Certificates of whole programmes, each with the awards that it rests on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "programme_certificate")
    .addColumn("code", "text", (column) => column.primaryKey().notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("programme", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("in_person", "integer", (column) => column.notNull())
    .addColumn("rests_on", "text", (column) => column.notNull())
    .addColumn("issued_at", "text", (column) => column.notNull())
    .addUniqueConstraint("programme_certificate_once", ["person_id", "programme", "rests_on"])
    .execute();
}
