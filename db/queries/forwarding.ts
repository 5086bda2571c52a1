/** Destinations, how far each has come in the ledger, and what each refused for good. */
import type { Insertable, Selectable } from "kysely";
import type { StatementId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { DeadLetterTable } from "../schema/dead-letter.ts";
import type { DestinationTable } from "../schema/destination.ts";
import type { Db } from "../connect.ts";

export type DestinationRow = Selectable<DestinationTable>;
export type DeadLetterRow = Selectable<DeadLetterTable>;

/** Every destination, with how many refused statements it has that were not taken since. */
export function destinations(db: Db): Promise<(DestinationRow & { dead_letters: number })[]> {
  return db
    .selectFrom("destination")
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom("dead_letter")
        .select((inner) => inner.fn.countAll<number>().as("count"))
        .whereRef("dead_letter.destination_id", "=", "destination.id")
        .where("dead_letter.sent_at", "is", null)
        .$asScalar()
        .$notNull()
        .as("dead_letters"),
    )
    .orderBy("name")
    .execute();
}

export function destinationByName(db: Db, name: string): Promise<DestinationRow | undefined> {
  return db.selectFrom("destination").selectAll().where("name", "=", name).executeTakeFirst();
}

export function destinationById(db: Db, id: string): Promise<DestinationRow | undefined> {
  return db.selectFrom("destination").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The destinations that have statements before them and need not wait any longer; who was sent to last comes last. */
export async function destinationsDue(db: Db, now: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom("destination")
    .select("id")
    .where("paused_at", "is", null)
    .where((eb) => eb.or([eb("next_try_at", "is", null), eb("next_try_at", "<=", now)]))
    .where("sent_seq", "<", (eb) =>
      eb.selectFrom("statement").select((inner) => inner.fn.max("seq").as("end")),
    )
    .orderBy((eb) => eb.fn.coalesce("last_sent_at", eb.val("")))
    .orderBy("id")
    .execute();
  return rows.map((row) => row.id);
}

export async function insertDestination(db: Db, row: Insertable<DestinationTable>): Promise<void> {
  await db.insertInto("destination").values(row).execute();
}

/** Its dead letters go with it. */
export async function deleteDestination(db: Db, id: string): Promise<void> {
  await db.deleteFrom("dead_letter").where("destination_id", "=", id).execute();
  await db.deleteFrom("destination").where("id", "=", id).execute();
}

/** What may change of a destination besides how far it has come. */
export type DestinationChange = Partial<
  Pick<DestinationRow, "username" | "secret" | "attempts" | "next_try_at" | "last_problem" | "paused_at">
>;

export async function updateDestination(db: Db, id: string, change: DestinationChange): Promise<void> {
  await db.updateTable("destination").set(change).where("id", "=", id).execute();
}

/** Where a destination is after a try. */
export type Advance = Pick<
  DestinationRow,
  "sent_seq" | "attempts" | "next_try_at" | "last_problem" | "last_sent_at"
>;

/** Moves a destination on from where it was; false when it is there no longer, or another moved it meanwhile. */
export async function advanceDestination(
  db: Db,
  id: string,
  from: number,
  advance: Advance,
): Promise<boolean> {
  const done = await db
    .updateTable("destination")
    .set(advance)
    .where("id", "=", id)
    .where("sent_seq", "=", from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** A statement as passing it on needs it. */
export interface LedgerStatement {
  readonly seq: number;
  readonly id: StatementId;
  readonly verb: string;
  readonly target: string | null;
  readonly voided: number;
  readonly body: string;
}
const PASSED = ["seq", "id", "verb", "target", "voided", "body"] as const;

/** Statements after a place in the ledger, in its order. */
export function statementsToPass(db: Db, after: number, limit: number): Promise<LedgerStatement[]> {
  return db
    .selectFrom("statement")
    .select([...PASSED])
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit)
    .execute();
}

export function statementsAt(db: Db, seqs: readonly number[]): Promise<LedgerStatement[]> {
  if (seqs.length === 0) return Promise.resolve([]);
  return db
    .selectFrom("statement")
    .select([...PASSED])
    .where("seq", "in", [...seqs])
    .orderBy("seq")
    .execute();
}

/** The statements with a verb that refer to another one and stand before it. */
export function referringBefore(
  db: Db,
  target: string,
  verb: string,
  seq: number,
): Promise<LedgerStatement[]> {
  return db
    .selectFrom("statement")
    .select([...PASSED])
    .where("target", "=", target)
    .where("verb", "=", verb)
    .where("seq", "<", seq)
    .orderBy("seq")
    .execute();
}

/** A statement that was refused again after it had been sent again keeps the newest answer. */
export async function insertDeadLetters(db: Db, rows: readonly Insertable<DeadLetterTable>[]): Promise<void> {
  for (const row of rows)
    await db
      .insertInto("dead_letter")
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(["destination_id", "seq"]).doUpdateSet((eb) => ({
          status: eb.ref("excluded.status"),
          answer: eb.ref("excluded.answer"),
          refused_at: eb.ref("excluded.refused_at"),
          sent_at: eb.ref("excluded.sent_at"),
        })),
      )
      .execute();
}

/** Refused statements that were not taken since, in the ledger's order. */
export function deadLetters(
  db: Db,
  destinationId: string,
  page: { readonly after: number; readonly limit: number; readonly statement?: string | undefined },
): Promise<DeadLetterRow[]> {
  let query = db
    .selectFrom("dead_letter")
    .selectAll()
    .where("destination_id", "=", destinationId)
    .where("sent_at", "is", null)
    .where("seq", ">", page.after);
  if (page.statement !== undefined) query = query.where("statement_id", "=", page.statement as StatementId);
  return query.orderBy("seq").limit(page.limit).execute();
}

export async function countDeadLetters(db: Db, destinationId: string): Promise<number> {
  const row = await db
    .selectFrom("dead_letter")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("destination_id", "=", destinationId)
    .where("sent_at", "is", null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Says that these were taken after all. */
export async function markSentAgain(
  db: Db,
  destinationId: string,
  seqs: readonly number[],
  at: Instant,
): Promise<void> {
  if (seqs.length === 0) return;
  await db
    .updateTable("dead_letter")
    .set({ sent_at: at })
    .where("destination_id", "=", destinationId)
    .where("seq", "in", [...seqs])
    .execute();
}
