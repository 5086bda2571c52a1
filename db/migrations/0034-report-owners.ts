import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** Whom a report is for: the facts it concerns with their owners, or an author; and who answers for an owner. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("content_report")
    .addColumn("facts", "text", (column) => column.notNull().defaultTo("[]"))
    .execute();
  await db.schema.alterTable("content_report").addColumn("author_id", "text").execute();

  await createTable(db, "content_report_owner")
    .addColumn("report_id", "text", (column) => column.notNull().references("content_report.id"))
    .addColumn("owner", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("content_report_owner_pk", ["report_id", "owner"] as never)
    .execute();

  await createTable(db, "fact_owner")
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("changed_at", "text", (column) => column.notNull())
    .addColumn("changed_by", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("fact_owner_pk", ["force_id", "owner"] as never)
    .execute();
}
