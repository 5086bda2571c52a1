/** The readings: everything that statements alone decide, to be compared and to be made again. */
import type { Updateable } from "kysely";
import type { StatementTable } from "../schema/statement.ts";
import type { Db, Trx } from "../connect.ts";
import { rowsInKeyOrder, type OrderedTable } from "../dialect.ts";

/** Each reading's key. `statement` is here for the columns that are read from its body, and `voided`. */
const KEYS = {
  statement: { seq: "number" },
  statement_agent: { agent: "text", direct: "number", seq: "number", subject: "number" },
  statement_activity: { activity: "text", direct: "number", seq: "number", subject: "number" },
  statement_target: { seq: "number", subject: "number" },
  activity: { iri: "text" },
  attempt: { registration: "text" },
  progress: { actor: "text", module: "text", lesson: "text" },
  answer: { registration: "text", question: "text", ordinal: "number" },
  decision: { registration: "text", ordinal: "number" },
  award: { statement_id: "text" },
  claim: { basis: "text", module: "text" },
  recall_answer: { statement_id: "text" },
  shared_reflection: { statement_id: "text" },
} as const satisfies Record<string, OrderedTable["key"]>;
export type ReadingName = keyof typeof KEYS;
export const READINGS = Object.keys(KEYS) as ReadingName[];

/** The other columns of each reading. */
const VALUES: Record<ReadingName, readonly string[]> = {
  statement: [
    ...["id", "stored", "timestamp", "verb", "actor", "object"],
    ...["registration", "version", "target", "voided"],
  ],
  statement_agent: [],
  statement_activity: [],
  statement_target: ["verb", "registration"],
  activity: ["definition"],
  attempt: [
    "actor",
    "kind",
    "subject",
    "version",
    "outcome",
    "score",
    "score_max",
    "started_at",
    "finished_at",
  ],
  progress: ["share", "updated_at", "completed_at"],
  answer: ["response", "success", "answered_at", "statement_id"],
  decision: ["scene", "choice", "decided_at", "statement_id"],
  award: [
    ...["actor", "module", "day_from", "day_to", "stored", "via"],
    ...["provider", "version", "code", "basis", "withdrawn"],
  ],
  recall_answer: ["actor", "module", "question", "ordinal", "success", "answered_at"],
  shared_reflection: ["actor", "registration", "module", "question", "named", "shared_at", "withdrawn"],
  claim: ["statement_id", "actor", "outcome", "day", "source", "reason", "stored"],
};

export type ReadingRow = Record<string, unknown>;

/** The columns that name a row of a reading, and how each is ordered. */
export function readingKey(reading: ReadingName): OrderedTable["key"] {
  return KEYS[reading];
}

/** Every row of a reading in the order of its key, a page at a time. */
export function readingPages(trx: Trx, reading: ReadingName, atOnce: number): AsyncGenerator<ReadingRow[]> {
  const key = KEYS[reading];
  return rowsInKeyOrder(
    trx,
    { table: reading, columns: [...Object.keys(key), ...VALUES[reading]], key },
    atOnce,
  );
}

/** Takes away what statements make, so that it can be made again. */
export async function clearReadings(db: Db): Promise<void> {
  for (const reading of READINGS) if (reading !== "statement") await db.deleteFrom(reading).execute();
  await db.updateTable("statement").set({ voided: 0 }).where("voided", "<>", 0).execute();
}

export async function countReading(db: Db, reading: ReadingName): Promise<number> {
  const row = await db
    .selectFrom(reading)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function updateStatement(
  db: Db,
  seq: number,
  columns: Updateable<StatementTable>,
): Promise<void> {
  await db.updateTable("statement").set(columns).where("seq", "=", seq).execute();
}
