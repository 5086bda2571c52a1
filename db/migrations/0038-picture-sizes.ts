import type { Kysely } from "kysely";

/** How large a picture is shown, so that a page leaves room for it; null for recordings, and for what was kept before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("media").addColumn("width", "integer").execute();
  await db.schema.alterTable("media").addColumn("height", "integer").execute();
}
