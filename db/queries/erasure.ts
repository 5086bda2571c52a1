/** Everything that says who somebody is, to be read once more and then removed. */
import { sql } from "kysely";
import type { ForceId, PersonId, StatementId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Day, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";

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
        .set({ employee_number: "" })
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

/** Takes words out of what imports complained of and out of what the audit trail tells. */
export async function removeMentions(db: Db, words: readonly string[]): Promise<Record<string, number>> {
  const removed = { importProblems: 0, auditDetails: 0 };
  for (const word of words) {
    const pattern = `%${word.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    const mentions = (column: string) => sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
    const problems = await db
      .updateTable("import_problem")
      .set({ message: "erased" })
      .where(mentions("message"))
      .executeTakeFirst();
    const audits = await db
      .updateTable("audit_event")
      .set({ detail: JSON.stringify({ erased: true }) })
      .where(mentions("detail"))
      .executeTakeFirst();
    removed.importProblems += Number(problems.numUpdatedRows);
    removed.auditDetails += Number(audits.numUpdatedRows);
  }
  return removed;
}

/** Statements of others after a place whose text holds one of some words (lower case), in the ledger's order. */
export function othersMentioning(db: Db, words: readonly string[], after: number, limit: number) {
  return db
    .selectFrom("statement")
    .select(["seq", "id", "body", "leaf", "defines", "key_id", "verb", "registration", "target"])
    .where("key_id", "is not", null)
    .where("seq", ">", after)
    .where((eb) =>
      eb.or(
        words.map((word) => {
          const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
          return sql<boolean>`lower(body) like ${pattern} escape '\\'`;
        }),
      ),
    )
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

/** Where statements were passed on, and up to which. */
export function destinationsReached(db: Db) {
  return db.selectFrom("destination").select(["name", "sent_seq"]).where("sent_seq", ">", 0).execute();
}
