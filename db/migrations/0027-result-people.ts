import type { Kysely } from "kysely";

/** How many different people are in a count. What was counted before is counted again from the ledger. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ["choice_count", "score_count"]) {
    await db.deleteFrom(table as never).execute();
    await db.schema
      .alterTable(table)
      .addColumn("persons", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
  }
  await db
    .updateTable("result_mark" as never)
    .set({ seq: 0 } as never)
    .execute();
}
