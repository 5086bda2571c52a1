import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** What trainers write in the browser: each draft as it stands, every save of it, and how it was published. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "draft")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("layout", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("base_version_id", "text", (column) => column.references("content_version.id"))
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .addColumn("updated_by", "text", (column) => column.notNull())
    .addColumn("review", "text")
    .execute();
  await db.schema.createIndex("draft_force").on("draft").columns(["force_id", "state"]).execute();
  await createTable(db, "draft_save")
    .addColumn("draft_id", "text", (column) => column.notNull().references("draft.id"))
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("what", "text", (column) => column.notNull())
    .addColumn("undoes", "integer")
    .addColumn("saved_at", "text", (column) => column.notNull())
    .addColumn("saved_by", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("draft_save_key", ["draft_id", "revision"])
    .execute();
  await db.schema.alterTable("content_version").addColumn("draft_id", "text").execute();
}
