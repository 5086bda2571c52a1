import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** What learners say is wrong in a lesson, a question or a scenario, and what they were answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "content_report")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("version_id", "text", (column) => column.notNull().references("content_version.id"))
    .addColumn("lesson", "text")
    .addColumn("screen", "integer")
    .addColumn("question", "text")
    .addColumn("scene", "text")
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("reported_at", "text", (column) => column.notNull())
    .addColumn("answer", "text")
    .addColumn("answered_at", "text")
    .addColumn("answered_by", "text")
    .execute();
  await db.schema
    .createIndex("content_report_force")
    .on("content_report")
    .columns(["force_id", "reported_at"])
    .execute();
  await db.schema
    .createIndex("content_report_person")
    .on("content_report")
    .columns(["person_id", "subject"])
    .execute();
}
