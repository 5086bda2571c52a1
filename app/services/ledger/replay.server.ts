/** Makes every reading from the statements again, beside the ones that are kept, and compares. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect, migrateToLatest, type Db, type Trx } from "#db/connect.ts";
import { onSnapshot } from "#db/dialect.ts";
import { insertStatements, statementsAfter } from "#db/queries/ledger.ts";
import {
  readingKey,
  readingPages,
  READINGS,
  type ReadingName,
  type ReadingRow,
} from "#db/queries/readings.ts";
import type { Context } from "../context.server.ts";
import { foldRows } from "./fold.server.ts";
import { FOLDED_AT_ONCE, foldedRow, foldingOf, readAgain } from "./read-again.server.ts";

const ROWS_AT_ONCE = 2_000;

/** How many disagreements of one reading are told one by one; all are counted. */
const TOLD_AT_MOST = 100;

/** A row that the kept reading and the one made again do not agree on. */
export interface Disagreement {
  readonly reading: ReadingName;
  /** The row's key, as `column=value` pairs. */
  readonly row: string;
  readonly what: string;
}

export interface ReplayReport {
  readonly statements: number;
  /** How many rows the statements make. */
  readonly rows: Record<ReadingName, number>;
  /** How many things disagree. */
  readonly disagreeing: Record<ReadingName, number>;
  /** The first hundred of each reading. */
  readonly disagreements: readonly Disagreement[];
}

/**
 * Folds the whole ledger into a scratch database in the temporary folder, which takes about as much room as the
 * ledger, and compares every row of every reading with the one that is kept: both as of one moment, while others go
 * on writing. Reads statements only, never today's configuration of programmes or content. Memory does not grow with
 * the ledger.
 * @throws AmendsError `conflict` when statements do not go together, so that no readings can be made of them.
 */
export async function replayCheck(ctx: Context): Promise<ReplayReport> {
  const folder = await mkdtemp(path.join(tmpdir(), "amends-replay-"));
  const scratch = connect(`file:${path.join(folder, "scratch.db")}`);
  try {
    await migrateToLatest(scratch.db);
    return await onSnapshot(ctx.read, async (kept) => {
      const statements = await foldInto(scratch.db, kept, ctx.config.iriBase);
      return { statements, ...(await onSnapshot(scratch.read, (again) => compareAll(kept, again))) };
    });
  } finally {
    await scratch.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function foldInto(scratch: Db, ledger: Db, iriBase: string): Promise<number> {
  let seq = 0;
  let count = 0;
  for (;;) {
    const batch = await statementsAfter(ledger, seq, FOLDED_AT_ONCE);
    if (batch.length === 0) return count;
    const rows = batch.flatMap((row) => readAgain(row, iriBase) ?? []);
    await foldingOf(rows, () =>
      scratch.transaction().execute(async (trx) => {
        await insertStatements(
          trx,
          rows.map(({ row, columns }) => ({ ...row, ...columns, id: row.id, voided: 0 })),
        );
        await foldRows(trx, iriBase, rows.map(foldedRow));
      }),
    );
    count += batch.length;
    seq = batch.at(-1)?.seq ?? seq;
  }
}

async function compareAll(kept: Trx, again: Trx): Promise<Omit<ReplayReport, "statements">> {
  const rows = {} as ReplayReport["rows"];
  const disagreeing = {} as ReplayReport["disagreeing"];
  const disagreements: Disagreement[] = [];
  for (const reading of READINGS) {
    rows[reading] = 0;
    disagreeing[reading] = 0;
    for await (const [mine, made] of inStep(reading, kept, again)) {
      if (made) rows[reading] += 1;
      for (const what of differences(reading, mine, made)) {
        disagreeing[reading] += 1;
        const row = nameOf(reading, made ?? mine ?? {});
        if (disagreeing[reading] <= TOLD_AT_MOST) disagreements.push({ reading, row, what });
      }
    }
  }
  return { rows, disagreeing, disagreements };
}

/** The rows of two readings, paired by their keys: one of a pair is missing where only the other has the key. */
async function* inStep(
  reading: ReadingName,
  kept: Trx,
  again: Trx,
): AsyncGenerator<[ReadingRow | undefined, ReadingRow | undefined]> {
  const ours = rowsOf(kept, reading);
  const theirs = rowsOf(again, reading);
  let [mine, made] = [await ours(), await theirs()];
  while (mine || made) {
    const order = mine && made ? inOrder(reading, mine, made) : mine ? -1 : 1;
    yield [order <= 0 ? mine : undefined, order >= 0 ? made : undefined];
    if (order <= 0) mine = await ours();
    if (order >= 0) made = await theirs();
  }
}

function rowsOf(trx: Trx, reading: ReadingName): () => Promise<ReadingRow | undefined> {
  const pages = readingPages(trx, reading, ROWS_AT_ONCE);
  let page: ReadingRow[] = [];
  let at = 0;
  return async () => {
    while (at === page.length) {
      const next = await pages.next();
      if (next.done) return undefined;
      [page, at] = [next.value, 0];
    }
    at += 1;
    return page[at - 1];
  };
}

/** Below 0 when the first comes first, text by its bytes as the databases order it. */
function inOrder(reading: ReadingName, one: ReadingRow, other: ReadingRow): number {
  for (const column of Object.keys(readingKey(reading))) {
    const [a, b] = [one[column], other[column]];
    if (a === b) continue;
    return typeof a === "number" && typeof b === "number"
      ? a - b
      : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
  }
  return 0;
}

function differences(
  reading: ReadingName,
  mine: ReadingRow | undefined,
  made: ReadingRow | undefined,
): string[] {
  if (!mine) return ["the statements make it, and it is missing"];
  if (!made) return [reading === "statement" ? "its body is not a statement" : "no statement makes it"];
  return Object.keys(made)
    .filter((column) => made[column] !== mine[column])
    .map(
      (column) =>
        `${column} is ${JSON.stringify(mine[column])}; the statements make ${JSON.stringify(made[column])}`,
    );
}

function nameOf(reading: ReadingName, row: ReadingRow): string {
  return Object.keys(readingKey(reading))
    .map((column) => `${column}=${String(row[column])}`)
    .join(" ");
}
