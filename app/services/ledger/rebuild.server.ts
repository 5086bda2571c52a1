import { lockLedger } from "#db/dialect.ts";
import { statementsAfter } from "#db/queries/ledger.ts";
import {
  clearReadings,
  countReading,
  READINGS,
  updateStatement,
  type ReadingName,
} from "#db/queries/readings.ts";
import type { Trx } from "#db/connect.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Context } from "../context.server.ts";
import { foldRows } from "./fold.server.ts";
import { FOLDED_AT_ONCE, foldedRow, foldingOf, readAgain, type ReadAgain } from "./read-again.server.ts";

export interface RebuildReport {
  readonly statements: number;
  readonly rows: Record<ReadingName, number>;
}

/**
 * Makes every reading again in place, from the statements alone, in one transaction: nobody sees half of it, and
 * nobody writes until it is done.
 * @throws AmendsError `conflict` naming a statement that cannot be read; then nothing is changed.
 */
export async function rebuildReadings(ctx: Context): Promise<RebuildReport> {
  const { iriBase } = ctx.config;
  return ctx.transact(async (trx) => {
    await lockLedger(trx);
    await clearReadings(trx);
    // Columns first, all of them: folding a statement looks at those that refer to it, later ones too.
    await eachBatch(trx, iriBase, async (rows) => {
      for (const { row, columns } of rows) {
        const names = Object.keys(columns) as (keyof typeof columns)[];
        if (names.some((name) => row[name] !== columns[name])) await updateStatement(trx, row.seq, columns);
      }
    });
    const statements = await eachBatch(trx, iriBase, (rows) =>
      foldingOf(rows, () => foldRows(trx, iriBase, rows.map(foldedRow))),
    );
    const rows = {} as Record<ReadingName, number>;
    for (const reading of READINGS) rows[reading] = await countReading(trx, reading);
    return { statements, rows };
  });
}

async function eachBatch(
  trx: Trx,
  iriBase: string,
  work: (rows: readonly ReadAgain[]) => Promise<void>,
): Promise<number> {
  let seq = 0;
  let count = 0;
  for (;;) {
    const batch = await statementsAfter(trx, seq, FOLDED_AT_ONCE);
    if (batch.length === 0) return count;
    await work(
      batch.map((row) => {
        const again = readAgain(row, iriBase);
        if (again) return again;
        throw new AmendsError(
          "conflict",
          `The statement ${row.id} (number ${row.seq}) cannot be read, so nothing was rebuilt`,
          "Run `amends ledger verify`, and bring the statement back from a backup.",
        );
      }),
    );
    count += batch.length;
    seq = batch.at(-1)?.seq ?? seq;
  }
}
