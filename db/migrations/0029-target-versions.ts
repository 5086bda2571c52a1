import { sql, type Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/**
 * A target as it was known, and when: changing one ends a version and begins another, so that what was counted by it
 * before stays countable. Of targets that were changed before, only the last version is there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "target_next")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("programme_id", "text", (column) => column.notNull().references("programme.id"))
    .addColumn("audience", "text")
    .addColumn("due_on", "text")
    .addColumn("joining_days", "integer")
    .addColumn("returning_days", "integer")
    .addColumn("grace_leaves_net", "integer", (column) => column.notNull())
    .addColumn("share", "real", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("ended_at", "text")
    .addColumn("known_from", "text", (column) => column.notNull())
    .addColumn("known_to", "text", (column) => column.notNull())
    .execute();
  await sql`
    insert into target_next
      (id, force_id, slug, title, programme_id, audience, due_on, joining_days, returning_days, grace_leaves_net,
       share, created_at, ended_at, known_from, known_to)
    select id, force_id, slug, title, programme_id, audience, due_on, joining_days, returning_days, grace_leaves_net,
      share, created_at, ended_at, created_at, '9999-12-31T00:00:00.000Z'
    from target`.execute(db);
  await db.schema.dropTable("target").execute();
  await db.schema.alterTable("target_next").renameTo("target").execute();
  await db.schema
    .createIndex("target_version")
    .on("target")
    .columns(["force_id", "slug", "known_from"])
    .unique()
    .execute();
  await db.schema
    .createIndex("target_now")
    .on("target")
    .columns(["force_id", "slug"])
    .unique()
    .where(sql.ref("known_to"), "=", sql.lit("9999-12-31T00:00:00.000Z"))
    .execute();
}
