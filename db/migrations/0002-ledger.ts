import type { Kysely } from "kysely";
import { blobType, createKeyedTable, createTable, seqType } from "../dialect.ts";

/** The ledger as an LRS: what is searched, voided, sealed, passed on and kept beside statements. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("statement")
    .addColumn("version", "text", (column) => column.notNull().defaultTo("1.0.3"))
    .execute();
  await db.schema.alterTable("statement").addColumn("key_id", "text").execute();
  await db.schema.alterTable("statement").addColumn("target", "text").execute();
  await db.schema
    .alterTable("statement")
    .addColumn("voided", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable("statement")
    .addColumn("defines", "integer", (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable("statement")
    .addColumn("leaf", "text", (column) => column.notNull().defaultTo(""))
    .execute();
  await db.schema.alterTable("statement").addColumn("redacted_by", "text").execute();
  await db.schema.dropIndex("statement_actor").execute();
  await db.schema.createIndex("statement_verb").on("statement").columns(["verb", "seq"]).execute();
  await db.schema
    .createIndex("statement_key")
    .on("statement")
    .columns(["key_id", "seq"])
    .where("key_id" as never, "is not", null)
    .execute();
  await db.schema
    .createIndex("statement_target_id")
    .on("statement")
    .columns(["target"])
    .where("target" as never, "is not", null)
    .execute();

  for (const [table, subject] of [
    ["statement_agent", "agent"],
    ["statement_activity", "activity"],
  ] as const) {
    await createKeyedTable(db, table)
      .addColumn(subject, "text", (column) => column.notNull())
      .addColumn("direct", "integer", (column) => column.notNull())
      .addColumn("seq", seqType(db), (column) => column.notNull())
      .addColumn("subject", seqType(db), (column) => column.notNull())
      .addPrimaryKeyConstraint(`${table}_pk`, [subject, "direct", "seq", "subject"] as never)
      .execute();
  }

  await createTable(db, "statement_target")
    .addColumn("seq", seqType(db), (column) => column.notNull())
    .addColumn("subject", seqType(db), (column) => column.notNull())
    .addColumn("verb", "text", (column) => column.notNull())
    .addColumn("registration", "text")
    .addPrimaryKeyConstraint("statement_target_pk", ["seq", "subject"] as never)
    .execute();
  await db.schema
    .createIndex("statement_target_subject")
    .on("statement_target")
    .columns(["subject", "seq"])
    .execute();
  await db.schema
    .createIndex("statement_target_verb")
    .on("statement_target")
    .columns(["verb", "seq"])
    .execute();
  await db.schema
    .createIndex("statement_target_registration")
    .on("statement_target")
    .columns(["registration", "seq"])
    .execute();

  await createTable(db, "attachment")
    .addColumn("sha2", "text", (column) => column.primaryKey().notNull())
    .addColumn("content_type", "text", (column) => column.notNull())
    .addColumn("content", blobType(db), (column) => column.notNull())
    .execute();

  await createTable(db, "document")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("activity", "text", (column) => column.notNull())
    .addColumn("agent", "text", (column) => column.notNull())
    .addColumn("registration", "text", (column) => column.notNull())
    .addColumn("document_id", "text", (column) => column.notNull())
    .addColumn("content_type", "text", (column) => column.notNull())
    .addColumn("etag", "text", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .addColumn("content", blobType(db), (column) => column.notNull())
    .addPrimaryKeyConstraint("document_pk", [
      "kind",
      "activity",
      "agent",
      "registration",
      "document_id",
    ] as never)
    .execute();
  await db.schema.createIndex("document_agent").on("document").columns(["agent"]).execute();

  await createTable(db, "lrs_key")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("secret_hash", "text", (column) => column.notNull())
    .addColumn("scopes", "text", (column) => column.notNull())
    .addColumn("trusted", "integer", (column) => column.notNull())
    .addColumn("per_minute", "integer")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("revoked_at", "text")
    .execute();
  await db.schema.createIndex("lrs_key_name").on("lrs_key").columns(["name"]).unique().execute();

  await createTable(db, "activity_mapping")
    .addColumn("iri", "text", (column) => column.primaryKey().notNull())
    .addColumn("module", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "agent_matching")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("home_page", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("agent_matching_rule")
    .on("agent_matching")
    .columns(["kind", "home_page", "force_id"])
    .unique()
    .execute();

  await createTable(db, "claim")
    .addColumn("basis", "text", (column) => column.notNull())
    .addColumn("module", "text", (column) => column.notNull())
    .addColumn("statement_id", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("day", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("reason", "text")
    .addColumn("stored", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("claim_pk", ["basis", "module"] as never)
    .execute();
  await db.schema.createIndex("claim_actor").on("claim").columns(["actor", "module"]).execute();
  await db.schema.alterTable("award").addColumn("withdrawn", "text").execute();
  await db.schema.alterTable("award").addColumn("basis", "text").execute();
  await db.schema.createIndex("award_basis").on("award").columns(["basis"]).execute();
  await db.schema.alterTable("programme").addColumn("prior_learning_months", "integer").execute();

  await createTable(db, "seal")
    .addColumn("number", "integer", (column) => column.primaryKey().notNull())
    .addColumn("from_seq", seqType(db), (column) => column.notNull())
    .addColumn("to_seq", seqType(db), (column) => column.notNull())
    .addColumn("root", "text", (column) => column.notNull())
    .addColumn("previous", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("sealed_at", "text", (column) => column.notNull())
    .addColumn("leaves", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "destination")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("version", "text", (column) => column.notNull())
    .addColumn("username", "text", (column) => column.notNull())
    .addColumn("secret", "text", (column) => column.notNull())
    .addColumn("verbs", "text", (column) => column.notNull())
    .addColumn("activities", "text", (column) => column.notNull())
    .addColumn("pseudonym_salt", "text")
    .addColumn("sent_seq", seqType(db), (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_try_at", "text")
    .addColumn("last_sent_at", "text")
    .addColumn("last_problem", "text")
    .addColumn("paused_at", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("destination_name").on("destination").columns(["name"]).unique().execute();

  await createTable(db, "dead_letter")
    .addColumn("destination_id", "text", (column) => column.notNull().references("destination.id"))
    .addColumn("seq", seqType(db), (column) => column.notNull())
    .addColumn("statement_id", "text", (column) => column.notNull())
    .addColumn("status", "integer", (column) => column.notNull())
    .addColumn("answer", "text", (column) => column.notNull())
    .addColumn("refused_at", "text", (column) => column.notNull())
    .addColumn("sent_at", "text")
    .addPrimaryKeyConstraint("dead_letter_pk", ["destination_id", "seq"] as never)
    .execute();

  await db.schema.alterTable("person").addColumn("erased_at", "text").execute();
}
