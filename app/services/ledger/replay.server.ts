/** Rebuilds every reading from the statements, beside the ones that are kept. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect, migrateToLatest, type Db } from "#db/connect.ts";
import {
  applyEffects,
  READINGS,
  readingRows,
  statementsAfter,
  type ReadingName,
} from "#db/queries/ledger.ts";
import { effectsOf } from "#app/domain/ledger/readings.ts";
import type { StoredStatement } from "#app/domain/ledger/statement.ts";
import type { Context } from "../context.server.ts";

const STATEMENTS_AT_ONCE = 1_000;

/** A row that the kept reading and the rebuilt one do not agree on. */
export interface Disagreement {
  readonly reading: ReadingName;
  /** The row's key, as `column=value` pairs. */
  readonly row: string;
  readonly what: string;
}

export interface ReplayReport {
  readonly statements: number;
  readonly rows: Record<ReadingName, number>;
  readonly disagreements: readonly Disagreement[];
}

/**
 * Folds the whole ledger into a scratch database and compares every row of
 * every reading with the one that is kept. Reads statements only, never
 * today's configuration of programmes or content.
 */
export async function replayCheck(ctx: Context): Promise<ReplayReport> {
  const folder = await mkdtemp(path.join(tmpdir(), "amends-replay-"));
  const scratch = connect(`file:${path.join(folder, "scratch.db")}`);
  try {
    await migrateToLatest(scratch.db);
    return await ctx.db.transaction().execute(async (kept) => {
      const statements = await foldInto(scratch.db, kept, ctx.config.iriBase);
      const rows = {} as Record<ReadingName, number>;
      const disagreements: Disagreement[] = [];
      for (const reading of Object.keys(READINGS) as ReadingName[]) {
        const keptRows = await readingRows(kept, reading);
        const rebuilt = await readingRows(scratch.db, reading);
        rows[reading] = rebuilt.length;
        disagreements.push(...compare(reading, keptRows, rebuilt));
      }
      return { statements, rows, disagreements };
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
    const batch = await statementsAfter(ledger, seq, STATEMENTS_AT_ONCE);
    if (batch.length === 0) return count;
    const effects = batch.flatMap((row) => effectsOf(JSON.parse(row.body) as StoredStatement, iriBase));
    await scratch.transaction().execute((trx) => applyEffects(trx, effects));
    count += batch.length;
    seq = batch.at(-1)?.seq ?? seq;
  }
}

function compare(
  reading: ReadingName,
  kept: readonly Record<string, unknown>[],
  rebuilt: readonly Record<string, unknown>[],
): Disagreement[] {
  const nameOf = (row: Record<string, unknown>) =>
    READINGS[reading].map((column) => `${column}=${String(row[column])}`).join(" ");
  const keptByName = new Map(kept.map((row) => [nameOf(row), row]));
  const found: Disagreement[] = [];
  for (const row of rebuilt) {
    const name = nameOf(row);
    const mine = keptByName.get(name);
    keptByName.delete(name);
    if (!mine) {
      found.push({ reading, row: name, what: "the statements make it, and it is missing" });
      continue;
    }
    for (const column of Object.keys(row)) {
      if (row[column] !== mine[column]) {
        found.push({
          reading,
          row: name,
          what: `${column} is ${JSON.stringify(mine[column])}; the statements make ${JSON.stringify(row[column])}`,
        });
      }
    }
  }
  for (const name of keptByName.keys()) {
    found.push({ reading, row: name, what: "no statement makes it" });
  }
  return found;
}
