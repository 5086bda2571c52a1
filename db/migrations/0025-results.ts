import type { Kysely } from "kysely";
import { createKeyedTable, createTable, seqType } from "../dialect.ts";

/** What was chosen and answered, counted: no person is in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createKeyedTable(db, "choice_count")
    .addColumn("force_id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("version", "text", (column) => column.notNull())
    .addColumn("first", "integer", (column) => column.notNull())
    .addColumn("item", "text", (column) => column.notNull())
    .addColumn("option", "text", (column) => column.notNull())
    .addColumn("next", "text", (column) => column.notNull())
    .addColumn("unit_id", "text", (column) => column.notNull())
    .addColumn("staff_group", "text", (column) => column.notNull())
    .addColumn("rank", "text", (column) => column.notNull())
    .addColumn("people", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("choice_count_key", [
      ...(["force_id", "kind", "subject", "version", "first", "item", "option", "next"] as never[]),
      ...(["unit_id", "staff_group", "rank"] as never[]),
    ])
    .execute();
  await createKeyedTable(db, "score_count")
    .addColumn("force_id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("version", "text", (column) => column.notNull())
    .addColumn("first", "integer", (column) => column.notNull())
    .addColumn("item", "text", (column) => column.notNull())
    .addColumn("option", "text", (column) => column.notNull())
    .addColumn("correct", "integer", (column) => column.notNull())
    .addColumn("rest_right", "integer", (column) => column.notNull())
    .addColumn("rest_asked", "integer", (column) => column.notNull())
    .addColumn("people", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("score_count_key", [
      ...(["force_id", "kind", "subject", "version", "first", "item", "option"] as never[]),
      ...(["correct", "rest_right", "rest_asked"] as never[]),
    ])
    .execute();
  await createTable(db, "result_mark")
    .addColumn("id", "integer", (column) => column.primaryKey().notNull())
    .addColumn("seq", seqType(db), (column) => column.notNull())
    .execute();
  await db
    .insertInto("result_mark" as never)
    .values({ id: 1, seq: 0 })
    .execute();
}
