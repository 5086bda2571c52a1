import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** What was agreed for a person in checks. Not why: no reason is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "adjustment")
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("agreed_at", "text", (column) => column.notNull())
    .addColumn("agreed_by", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("adjustment_pk", ["person_id", "kind"] as never)
    .execute();
  // Open attempts are looked for by their day, and there are few of them.
  await db.schema
    .createIndex("sitting_open")
    .on("sitting")
    .columns(["closed_at", "kind", "opened_at"])
    .execute();
}
