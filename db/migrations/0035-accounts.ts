import type { Kysely } from "kysely";
import { createTable } from "../dialect.ts";

/** When accounts and sessions were last used, links for choosing a password, and whose events the audit trail holds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("account").addColumn("signed_in_at", "text").execute();
  await db.schema.alterTable("session").addColumn("begun_at", "text").execute();
  await db.schema.alterTable("session").addColumn("seen_at", "text").execute();

  await createTable(db, "password_link")
    .addColumn("account_id", "text", (column) => column.primaryKey().notNull().references("account.id"))
    .addColumn("secret_hash", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("password_link_secret")
    .on("password_link")
    .columns(["secret_hash"])
    .unique()
    .execute();

  await db.schema.createIndex("audit_event_by").on("audit_event").columns(["by", "at", "id"]).execute();
}
