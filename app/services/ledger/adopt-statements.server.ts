import type { Trx } from "#db/connect.ts";
import { fillLeaf, renumber, statementsAfter, statementsWithoutLeaf } from "#db/queries/ledger.ts";
import type { Context } from "../context.server.ts";
import { leafOf } from "./digest.server.ts";
import { rebuildReadings } from "./rebuild.server.ts";

const AT_ONCE = 1_000;

/** The version before let a transaction that was given up leave a gap in `seq`; seals allow none. */
async function closeGaps(trx: Trx): Promise<void> {
  let next = 1;
  for (let after = 0; ;) {
    const rows = await statementsAfter(trx, after, AT_ONCE);
    if (rows.length === 0) return;
    for (const { seq } of rows) {
      if (seq !== next) await renumber(trx, seq, next);
      next += 1;
      after = seq;
    }
  }
}

/**
 * Brings statements that an earlier version wrote to what this one reads: every reading is made again, then each
 * statement gets the leaf that seals are made of. Interrupted, it begins again. Returns how many there were.
 */
export async function adoptStatements(ctx: Context): Promise<number> {
  if ((await statementsWithoutLeaf(ctx.db, 1)).length === 0) return 0;
  await ctx.transact(closeGaps);
  await rebuildReadings(ctx);
  let count = 0;
  for (;;) {
    const filled = await ctx.transact(async (trx) => {
      const rows = await statementsWithoutLeaf(trx, AT_ONCE);
      for (const { seq, body } of rows) await fillLeaf(trx, seq, leafOf(body));
      return rows.length;
    });
    if (filled === 0) return count;
    count += filled;
  }
}
