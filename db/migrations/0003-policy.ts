import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** What a force decides for itself; and who a programme is for, what it gives and what it builds on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "policy_choice")
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("choice", "text", (column) => column.notNull())
    .addColumn("changed_at", "text", (column) => column.notNull())
    .addColumn("changed_by", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("policy_choice_pk", ["force_id", "key"] as never)
    .execute();

  for (const column of ["attainment", "audience", "includes"])
    await db.schema.alterTable("programme").addColumn(column, "text").execute();
  await db.schema
    .alterTable("programme")
    .addColumn("position", "integer", (column) => column.notNull().defaultTo(1))
    .execute();

  await db.schema.alterTable("programme_module").addColumn("title", "text").execute();
  await db.schema
    .alterTable("programme_module")
    .addColumn("kind", "text", (column) => column.notNull().defaultTo("module"))
    .execute();
}
