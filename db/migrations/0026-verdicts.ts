import type { Kysely } from "kysely";

/** What the prover said of a draft, kept with the revision that it was said of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("draft").addColumn("verdict", "text").execute();
}
