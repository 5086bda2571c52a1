import { sql, type Kysely } from "kysely";
import { createTable, identityColumn } from "../dialect.ts";

/** The spine: forces, people, accounts, the ledger and its readings, content, targets. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, "force")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "setting")
    .addColumn("key", "text", (column) => column.primaryKey().notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "unit")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("code", "text")
    .addColumn("key", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "unit_version")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("unit_id", "text", (column) => column.notNull().references("unit.id"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("parent_id", "text", (column) => column.references("unit.id"))
    .addColumn("valid_from", "text", (column) => column.notNull())
    .addColumn("valid_to", "text", (column) => column.notNull())
    .addColumn("known_from", "text", (column) => column.notNull())
    .addColumn("known_to", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "person")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("employee_number", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "person_version")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("surname", "text", (column) => column.notNull())
    .addColumn("forenames", "text", (column) => column.notNull())
    .addColumn("known_as", "text")
    .addColumn("work_email", "text")
    .addColumn("collar_number", "text")
    .addColumn("valid_from", "text", (column) => column.notNull())
    .addColumn("valid_to", "text", (column) => column.notNull())
    .addColumn("known_from", "text", (column) => column.notNull())
    .addColumn("known_to", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "roster_import")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("file_name", "text", (column) => column.notNull())
    .addColumn("sha256", "text", (column) => column.notNull())
    .addColumn("as_at", "text", (column) => column.notNull())
    .addColumn("imported_at", "text", (column) => column.notNull())
    .addColumn("imported_by", "text", (column) => column.notNull())
    .addColumn("rows", "integer", (column) => column.notNull())
    .addColumn("rejected", "integer", (column) => column.notNull())
    .addColumn("changes", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "import_problem")
    .addColumn("import_id", "text", (column) => column.notNull().references("roster_import.id"))
    .addColumn("line", "integer", (column) => column.notNull())
    .addColumn("column", "text", (column) => column.notNull())
    .addColumn("message", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "posting")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("unit_id", "text", (column) => column.notNull().references("unit.id"))
    .addColumn("staff_group", "text", (column) => column.notNull())
    .addColumn("rank", "text", (column) => column.notNull())
    .addColumn("fte", "real", (column) => column.notNull())
    .addColumn("end_reason", "text")
    .addColumn("import_id", "text", (column) => column.notNull().references("roster_import.id"))
    .addColumn("valid_from", "text", (column) => column.notNull())
    .addColumn("valid_to", "text", (column) => column.notNull())
    .addColumn("known_from", "text", (column) => column.notNull())
    .addColumn("known_to", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "absence")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("import_id", "text", (column) => column.notNull().references("roster_import.id"))
    .addColumn("valid_from", "text", (column) => column.notNull())
    .addColumn("valid_to", "text", (column) => column.notNull())
    .addColumn("known_from", "text", (column) => column.notNull())
    .addColumn("known_to", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "training_record")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("employee_number", "text", (column) => column.notNull())
    .addColumn("module", "text", (column) => column.notNull())
    .addColumn("completed_on", "text", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("import_id", "text", (column) => column.notNull().references("roster_import.id"))
    .addColumn("person_id", "text", (column) => column.references("person.id"))
    .addColumn("statement_id", "text")
    .execute();

  await createTable(db, "account")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("password_hash", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("disabled_at", "text")
    .execute();

  await createTable(db, "session")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("account_id", "text", (column) => column.notNull().references("account.id"))
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "role_grant")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("unit_id", "text", (column) => column.references("unit.id"))
    .addColumn("valid_from", "text", (column) => column.notNull())
    .addColumn("valid_to", "text", (column) => column.notNull())
    .addColumn("granted_at", "text", (column) => column.notNull())
    .addColumn("granted_by", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "actor")
    .addColumn("name", "text", (column) => column.primaryKey().notNull())
    .addColumn("home_page", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .execute();

  await createTable(db, "statement")
    .addColumn("seq", identityColumn(db).type, identityColumn(db).build)
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("stored", "text", (column) => column.notNull())
    .addColumn("timestamp", "text", (column) => column.notNull())
    .addColumn("verb", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("object", "text", (column) => column.notNull())
    .addColumn("registration", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "activity")
    .addColumn("iri", "text", (column) => column.primaryKey().notNull())
    .addColumn("definition", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "attempt")
    .addColumn("registration", "text", (column) => column.primaryKey().notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("version", "text", (column) => column.notNull())
    .addColumn("outcome", "text")
    .addColumn("score", "integer")
    .addColumn("score_max", "integer")
    .addColumn("started_at", "text", (column) => column.notNull())
    .addColumn("finished_at", "text")
    .execute();

  await createTable(db, "progress")
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("module", "text", (column) => column.notNull())
    .addColumn("lesson", "text", (column) => column.notNull())
    .addColumn("share", "real", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .addColumn("completed_at", "text")
    .addPrimaryKeyConstraint("progress_pk", ["actor", "module", "lesson"] as never)
    .execute();

  await createTable(db, "answer")
    .addColumn("registration", "text", (column) => column.notNull())
    .addColumn("question", "text", (column) => column.notNull())
    .addColumn("ordinal", "integer", (column) => column.notNull())
    .addColumn("response", "text")
    .addColumn("success", "integer")
    .addColumn("answered_at", "text", (column) => column.notNull())
    .addColumn("statement_id", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("answer_pk", ["registration", "question", "ordinal"] as never)
    .execute();

  await createTable(db, "decision")
    .addColumn("registration", "text", (column) => column.notNull())
    .addColumn("ordinal", "integer", (column) => column.notNull())
    .addColumn("scene", "text", (column) => column.notNull())
    .addColumn("choice", "text", (column) => column.notNull())
    .addColumn("decided_at", "text", (column) => column.notNull())
    .addColumn("statement_id", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("decision_pk", ["registration", "ordinal"] as never)
    .execute();

  await createTable(db, "award")
    .addColumn("statement_id", "text", (column) => column.primaryKey().notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("module", "text", (column) => column.notNull())
    .addColumn("day_from", "text", (column) => column.notNull())
    .addColumn("day_to", "text")
    .addColumn("stored", "text", (column) => column.notNull())
    .addColumn("via", "text", (column) => column.notNull())
    .addColumn("provider", "text")
    .addColumn("version", "text")
    .addColumn("code", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "content_version")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("change", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("compiled", "text", (column) => column.notNull())
    .addColumn("published_at", "text", (column) => column.notNull())
    .addColumn("published_by", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "content_live")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("version_id", "text", (column) => column.notNull().references("content_version.id"))
    .addPrimaryKeyConstraint("content_live_pk", ["kind", "slug"] as never)
    .execute();

  await createTable(db, "sitting")
    .addColumn("registration", "text", (column) => column.primaryKey().notNull())
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("version_id", "text", (column) => column.notNull().references("content_version.id"))
    .addColumn("seed", "text", (column) => column.notNull())
    .addColumn("drawn", "text", (column) => column.notNull())
    .addColumn("draft", "text", (column) => column.notNull())
    .addColumn("bookmark", "text", (column) => column.notNull())
    .addColumn("opened_at", "text", (column) => column.notNull())
    .addColumn("closed_at", "text")
    .execute();

  await createTable(db, "submission")
    .addColumn("registration", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("submission_pk", ["registration", "key"] as never)
    .execute();

  await createTable(db, "reflection")
    .addColumn("registration", "text", (column) => column.notNull())
    .addColumn("question", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("written_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("reflection_pk", ["registration", "question"] as never)
    .execute();

  await createTable(db, "programme")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "programme_module")
    .addColumn("programme_id", "text", (column) => column.notNull().references("programme.id"))
    .addColumn("module", "text", (column) => column.notNull())
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("required_from", "text", (column) => column.notNull())
    .addColumn("required_to", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("programme_module_pk", ["programme_id", "module", "required_from"] as never)
    .execute();

  await createTable(db, "target")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("force_id", "text", (column) => column.notNull().references("force.id"))
    .addColumn("slug", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("programme_id", "text", (column) => column.notNull().references("programme.id"))
    .addColumn("staff_group", "text", (column) => column.notNull())
    .addColumn("due_on", "text", (column) => column.notNull())
    .addColumn("share", "real", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();

  await createTable(db, "audit_event")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("detail", "text", (column) => column.notNull())
    .execute();

  await db.schema.createIndex("unit_key").on("unit").columns(["force_id", "key"]).unique().execute();
  await db.schema.createIndex("force_slug").on("force").columns(["slug"]).unique().execute();
  await db.schema
    .createIndex("person_employee_number")
    .on("person")
    .columns(["force_id", "employee_number"])
    .unique()
    .execute();
  await db.schema
    .createIndex("unit_version_current")
    .on("unit_version")
    .columns(["unit_id"])
    .where(sql.ref("known_to"), "=", sql.lit("9999-12-31T00:00:00.000Z"))
    .execute();
  await db.schema
    .createIndex("unit_version_unit")
    .on("unit_version")
    .columns(["unit_id", "valid_from"])
    .execute();
  await db.schema
    .createIndex("person_version_current")
    .on("person_version")
    .columns(["person_id"])
    .where(sql.ref("known_to"), "=", sql.lit("9999-12-31T00:00:00.000Z"))
    .execute();
  await db.schema
    .createIndex("person_version_person")
    .on("person_version")
    .columns(["person_id", "valid_from"])
    .execute();
  await db.schema
    .createIndex("posting_current")
    .on("posting")
    .columns(["force_id", "valid_from"])
    .where(sql.ref("known_to"), "=", sql.lit("9999-12-31T00:00:00.000Z"))
    .execute();
  await db.schema.createIndex("posting_person").on("posting").columns(["person_id", "valid_from"]).execute();
  await db.schema.createIndex("posting_force").on("posting").columns(["force_id", "valid_from"]).execute();
  await db.schema
    .createIndex("absence_current")
    .on("absence")
    .columns(["force_id", "valid_from"])
    .where(sql.ref("known_to"), "=", sql.lit("9999-12-31T00:00:00.000Z"))
    .execute();
  await db.schema.createIndex("absence_person").on("absence").columns(["person_id", "valid_from"]).execute();
  await db.schema.createIndex("absence_force").on("absence").columns(["force_id", "valid_from"]).execute();
  await db.schema.createIndex("import_problem_import").on("import_problem").columns(["import_id"]).execute();
  await db.schema
    .createIndex("roster_import_force")
    .on("roster_import")
    .columns(["force_id", "as_at"])
    .execute();
  await db.schema
    .createIndex("training_record_once")
    .on("training_record")
    .columns(["force_id", "employee_number", "module", "completed_on", "outcome", "provider"])
    .unique()
    .execute();
  await db.schema
    .createIndex("training_record_waiting")
    .on("training_record")
    .columns(["force_id"])
    .where(sql.ref("person_id"), "is", sql.lit(null))
    .execute();
  await db.schema.createIndex("account_email").on("account").columns(["email"]).unique().execute();
  await db.schema.createIndex("account_person").on("account").columns(["person_id"]).unique().execute();
  await db.schema.createIndex("session_account").on("session").columns(["account_id"]).execute();
  await db.schema.createIndex("role_grant_person").on("role_grant").columns(["person_id"]).execute();
  await db.schema.createIndex("actor_person").on("actor").columns(["person_id"]).unique().execute();
  await db.schema.createIndex("statement_id").on("statement").columns(["id"]).unique().execute();
  await db.schema.createIndex("statement_actor").on("statement").columns(["actor", "seq"]).execute();
  await db.schema
    .createIndex("statement_registration")
    .on("statement")
    .columns(["registration", "seq"])
    .execute();
  await db.schema.createIndex("statement_stored").on("statement").columns(["stored", "seq"]).execute();
  await db.schema.createIndex("attempt_actor").on("attempt").columns(["actor", "kind", "subject"]).execute();
  await db.schema.createIndex("award_actor").on("award").columns(["actor", "module"]).execute();
  await db.schema.createIndex("award_module").on("award").columns(["module", "day_from"]).execute();
  await db.schema.createIndex("award_code").on("award").columns(["code"]).unique().execute();
  await db.schema
    .createIndex("content_version_hash")
    .on("content_version")
    .columns(["kind", "slug", "hash"])
    .unique()
    .execute();
  await db.schema
    .createIndex("sitting_person")
    .on("sitting")
    .columns(["person_id", "kind", "subject", "opened_at"])
    .execute();
  await db.schema.createIndex("programme_slug").on("programme").columns(["slug"]).unique().execute();
  await db.schema.createIndex("target_slug").on("target").columns(["force_id", "slug"]).unique().execute();
  await db.schema.createIndex("audit_event_at").on("audit_event").columns(["at"]).execute();
}
