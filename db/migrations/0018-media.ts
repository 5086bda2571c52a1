import type { Kysely } from "kysely";
import { blobType, createTable } from "../dialect.ts";

/** The recordings that lessons show. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "media")
    .addColumn("sha2", "text", (column) => column.primaryKey().notNull())
    .addColumn("content_type", "text", (column) => column.notNull())
    .addColumn("size", "integer", (column) => column.notNull())
    .addColumn("content", blobType(db), (column) => column.notNull())
    .execute();
}
