import type { Kysely } from "kysely";

/** All of a save but its document, so that old ones are found without reading what is in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("draft_save_line")
    .on("draft_save")
    .columns(["draft_id", "revision", "saved_at", "saved_by", "undoes", "what"])
    .execute();
}
