import type { Kysely } from "kysely";
import { blobType, createTable } from "../dialect.ts";

/** How each source writes its files, files between two steps of a page, imports that were undone, two postings at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "import_map")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("map", "text", (column) => column.notNull())
    .addColumn("saved_at", "text", (column) => column.notNull())
    .addColumn("saved_by", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("import_map_source")
    .on("import_map")
    .columns(["force_id", "kind", "source"])
    .unique()
    .execute();

  await createTable(db, "import_upload")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("file_name", "text", (column) => column.notNull())
    .addColumn("content", blobType(db), (column) => column.notNull())
    .addColumn("as_at", "text", (column) => column.notNull())
    .addColumn("map", "text")
    .addColumn("uploaded_at", "text", (column) => column.notNull())
    .addColumn("uploaded_by", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("import_upload_force")
    .on("import_upload")
    .columns(["force_id", "uploaded_at"])
    .execute();

  await db.schema.alterTable("roster_import").addColumn("source", "text").execute();
  await db.schema.alterTable("roster_import").addColumn("undone_at", "text").execute();
  await db.schema.alterTable("roster_import").addColumn("undone_by", "text").execute();
  await db.schema
    .alterTable("posting")
    .addColumn("appointment", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable("posting").addColumn("shown_from", "text").execute();
}
