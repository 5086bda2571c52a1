/** Everything that says who somebody is, to be read once more and then removed. */
import { sql } from "kysely";
import type { ForceId, PersonId, StatementId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Day, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import { removeNotices } from "./notices.ts";

export function personToErase(db: Db, id: string) {
  return db
    .selectFrom("person")
    .leftJoin("actor", "actor.person_id", "person.id")
    .select([
      "person.id",
      "person.force_id",
      "person.employee_number",
      "person.erased_at",
      "actor.name as actor",
    ])
    .where("person.id", "=", id as PersonId)
    .executeTakeFirst();
}

export async function isInPost(db: Db, personId: PersonId, day: Day): Promise<boolean> {
  const row = await db
    .selectFrom("posting")
    .select("id")
    .where("person_id", "=", personId)
    .where("known_to", "=", END_OF_TIME)
    .where("valid_from", "<=", day)
    .where("valid_to", ">", day)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Every name, collar number and e-mail that the person ever had here. */
export async function identityOf(db: Db, personId: PersonId) {
  const versions = await db
    .selectFrom("person_version")
    .select(["surname", "forenames", "known_as", "work_email", "collar_number"])
    .where("person_id", "=", personId)
    .execute();
  const accounts = await db.selectFrom("account").select("email").where("person_id", "=", personId).execute();
  return { versions, emails: accounts.map((row) => row.email) };
}

/** Reports that the person wrote, with whom they are for; returns how many went. */
async function removeReports(db: Db, personId: PersonId): Promise<number> {
  const theirs = db.selectFrom("content_report").select("id").where("person_id", "=", personId);
  await db.deleteFrom("content_report_owner").where("report_id", "in", theirs).execute();
  const done = await db.deleteFrom("content_report").where("person_id", "=", personId).executeTakeFirst();
  return Number(done.numDeletedRows);
}

/** Removes what says who the person is; returns how many rows of each table were removed or emptied. */
export async function removeIdentity(
  db: Db,
  person: { id: PersonId; force_id: ForceId; employee_number: string | null },
  agents: readonly string[],
  at: Instant,
): Promise<Record<string, number>> {
  const count = (done: { numDeletedRows?: bigint; numUpdatedRows?: bigint }) =>
    Number(done.numDeletedRows ?? done.numUpdatedRows ?? 0n);
  const accounts = db.selectFrom("account").select("id").where("person_id", "=", person.id);
  const sittings = db.selectFrom("sitting").select("registration").where("person_id", "=", person.id);
  const sessions = count(
    await db.deleteFrom("session").where("account_id", "in", accounts).executeTakeFirst(),
  );
  const removed: Record<string, number> = {
    sessions,
    // Files between two steps of an import may hold anybody.
    uploads: count(
      await db.deleteFrom("import_upload").where("force_id", "=", person.force_id).executeTakeFirst(),
    ),
    links: count(await db.deleteFrom("password_link").where("account_id", "in", accounts).executeTakeFirst()),
    accounts: count(await db.deleteFrom("account").where("person_id", "=", person.id).executeTakeFirst()),
    grants: count(await db.deleteFrom("role_grant").where("person_id", "=", person.id).executeTakeFirst()),
    names: count(
      await db
        .updateTable("person_version")
        .set({
          surname: "person",
          forenames: "Erased",
          known_as: null,
          work_email: null,
          collar_number: null,
        })
        .where("person_id", "=", person.id)
        .executeTakeFirst(),
    ),
    notes: count(await db.deleteFrom("cpd_entry").where("person_id", "=", person.id).executeTakeFirst()),
    adjustments: count(
      await db.deleteFrom("adjustment").where("person_id", "=", person.id).executeTakeFirst(),
    ),
    reports: await removeReports(db, person.id),
    notices: await removeNotices(db, person.id),
    owning: count(await db.deleteFrom("fact_owner").where("person_id", "=", person.id).executeTakeFirst()),
    cases: count(await db.deleteFrom("integrity_case").where("person_id", "=", person.id).executeTakeFirst()),
    computers: count(
      await db.deleteFrom("attempt_device").where("registration", "in", sittings).executeTakeFirst(),
    ),
    reflections: count(
      await db.deleteFrom("reflection").where("registration", "in", sittings).executeTakeFirst(),
    ),
    drafts: count(
      await db
        .updateTable("sitting")
        .set({ draft: JSON.stringify({ answers: {} }) })
        .where("person_id", "=", person.id)
        .executeTakeFirst(),
    ),
    documents:
      agents.length === 0
        ? 0
        : count(
            await db
              .deleteFrom("document")
              .where("agent", "in", [...agents])
              .executeTakeFirst(),
          ),
  };
  if (person.employee_number !== null) {
    removed.trainingRecords = count(
      await db
        .updateTable("training_record")
        // A number that names nobody, and no other's: records of one day and provider differ by it alone.
        .set({ employee_number: person.id, evidence: null })
        .where("person_id", "=", person.id)
        .executeTakeFirst(),
    );
    removed.waitingRecords = count(
      await db
        .deleteFrom("training_record")
        .where("force_id", "=", person.force_id)
        .where("person_id", "is", null)
        .where("employee_number", "=", person.employee_number)
        .executeTakeFirst(),
    );
  }
  await db
    .updateTable("person")
    .set({ employee_number: null, erased_at: at })
    .where("id", "=", person.id)
    .execute();
  return removed;
}

/** What imports into a force complained of. */
export function importProblemsOf(db: Db, forceId: ForceId) {
  return db
    .selectFrom("import_problem")
    .innerJoin("roster_import", "roster_import.id", "import_problem.import_id")
    .selectAll("import_problem")
    .where("roster_import.force_id", "=", forceId)
    .execute();
}

type ImportProblem = Awaited<ReturnType<typeof importProblemsOf>>[number];

export async function rewriteImportProblem(db: Db, problem: ImportProblem, message: string): Promise<void> {
  await db
    .updateTable("import_problem")
    .set({ message })
    .where("import_id", "=", problem.import_id)
    .where("line", "=", problem.line)
    .where("column", "=", problem.column)
    .where("message", "=", problem.message)
    .execute();
}

function mentions(column: string, words: readonly string[]) {
  const patterns = words.map((word) => `%${word.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  return sql<boolean>`(${sql.join(
    patterns.map((pattern) => sql`lower(${sql.ref(column)}) like ${pattern} escape '\\'`),
    sql` or `,
  )})`;
}

/** Events of the audit trail whose details hold one of some words. Seals are left out: they name nobody. */
export function auditEventsMentioning(db: Db, words: readonly string[]) {
  return db
    .selectFrom("audit_event")
    .select(["id", "detail"])
    .where("action", "<>", "ledger.seal")
    .where(mentions("detail", words))
    .execute();
}

export async function rewriteAuditDetail(db: Db, id: string, detail: string): Promise<void> {
  await db.updateTable("audit_event").set({ detail }).where("id", "=", id).execute();
}

/** What destinations answered that holds one of some words. */
export async function answersMentioning(db: Db, words: readonly string[]) {
  const letters = await db
    .selectFrom("dead_letter")
    .select(["destination_id", "seq", "answer as text"])
    .where(mentions("answer", words))
    .execute();
  const problems = await db
    .selectFrom("destination")
    .select(["id as destination_id", "last_problem as text"])
    .where(mentions("last_problem", words))
    .execute();
  return [...letters, ...problems.map((one) => ({ ...one, seq: null, text: one.text ?? "" }))];
}

/** `seq` null: why the destination waits; else its answer to that statement. */
export async function rewriteAnswer(
  db: Db,
  { destination_id, seq }: { destination_id: string; seq: number | null },
  text: string,
): Promise<void> {
  if (seq === null)
    await db
      .updateTable("destination")
      .set({ last_problem: text })
      .where("id", "=", destination_id)
      .execute();
  else
    await db
      .updateTable("dead_letter")
      .set({ answer: text })
      .where("destination_id", "=", destination_id)
      .where("seq", "=", seq)
      .execute();
}

/** Statements of others after a place whose text holds one of some words (lower case), in the ledger's order. */
export function othersMentioning(db: Db, words: readonly string[], after: number, limit: number) {
  return db
    .selectFrom("statement")
    .select(["seq", "id", "body", "leaf"])
    .where("key_id", "is not", null)
    .where("seq", ">", after)
    .where(mentions("body", words))
    .orderBy("seq")
    .limit(limit)
    .execute();
}

export async function redactStatement(
  db: Db,
  seq: number,
  change: { body: string; actor: string; object: string; redacted_by: StatementId },
): Promise<void> {
  await db.updateTable("statement").set(change).where("seq", "=", seq).execute();
}

/** The statements that a search finds because of one: itself, and those that refer to it. */
export async function foundThrough(db: Db, subject: number): Promise<number[]> {
  const rows = await db.selectFrom("statement_target").select("seq").where("subject", "=", subject).execute();
  return [subject, ...rows.map((row) => row.seq)];
}

export async function deleteAgentRows(
  db: Db,
  agents: readonly string[],
  subject: number,
  seqs: readonly number[],
): Promise<void> {
  await db
    .deleteFrom("statement_agent")
    .where("agent", "in", [...agents])
    .where("direct", "in", [0, 1])
    .where("seq", "in", [...seqs])
    .where("subject", "=", subject)
    .execute();
}

/** Statements after a place that name attachments, in the ledger's order. */
export function bodiesWithAttachments(db: Db, after: number, limit: number) {
  return db
    .selectFrom("statement")
    .select(["seq", "body"])
    .where("key_id", "is not", null)
    .where("seq", ">", after)
    .where(mentions("body", ['"sha2":']))
    .orderBy("seq")
    .limit(limit)
    .execute();
}

export async function deleteAttachments(db: Db, sums: readonly string[]): Promise<number> {
  let count = 0n;
  for (const sum of sums)
    count += (await db.deleteFrom("attachment").where("sha2", "=", sum).executeTakeFirst()).numDeletedRows;
  return Number(count);
}

/** Of some statements, those that were redacted. */
export async function redactedAmong(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom("statement")
    .select("id")
    .where("id", "in", [...ids] as StatementId[])
    .where("redacted_by", "is not", null)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** What destinations that were removed since had been sent, as the audit trail tells. */
export function removedDestinations(db: Db) {
  return db
    .selectFrom("audit_event")
    .select(["at", "detail"])
    .where("action", "=", "destination.remove")
    .orderBy("at")
    .execute();
}

/** Of some statements, those that a destination refused for good. */
export async function refusedAmong(
  db: Db,
  destinationId: string,
  seqs: readonly number[],
): Promise<number[]> {
  if (seqs.length === 0) return [];
  const rows = await db
    .selectFrom("dead_letter")
    .select("seq")
    .where("destination_id", "=", destinationId)
    .where("sent_at", "is", null)
    .where("seq", "in", [...seqs])
    .execute();
  return rows.map((row) => row.seq);
}
