import { sql, type Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/**
 * Targets for any audience, due on a day or so many days after joining; programmes that honour earlier holders; and the
 * indexes by which coverage sees that nothing has changed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("programme_module").addColumn("honoured_until", "text").execute();

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
    .execute();
  await sql`
    insert into target_next
      (id, force_id, slug, title, programme_id, audience, due_on, joining_days, returning_days, grace_leaves_net,
       share, created_at)
    select id, force_id, slug, title, programme_id, '[{"groups":["' || staff_group || '"]}]', due_on, null, null, 0,
      share, created_at
    from target`.execute(db);
  await db.schema.dropTable("target").execute();
  await db.schema.alterTable("target_next").renameTo("target").execute();
  await db.schema.createIndex("target_slug").on("target").columns(["force_id", "slug"]).unique().execute();

  for (const table of ["posting", "absence"])
    await db.schema
      .createIndex(`${table}_believed`)
      .on(table)
      .columns(["force_id", "known_from", "known_to"])
      .execute();
  await db.schema
    .createIndex("award_withdrawn")
    .on("award")
    .columns(["withdrawn"])
    .where(sql.ref("withdrawn"), "is not", null)
    .execute();
}
