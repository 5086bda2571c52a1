import { setImmediate } from "node:timers/promises";
import { insertSeal, lastSeal, sealableAfter, type SealRow } from "#db/queries/seals.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { nextSeal, SEAL_CAPACITY, type Seal } from "#app/domain/ledger/seal.ts";
import type { Context } from "../context.server.ts";
import { leafOf } from "./digest.server.ts";
import { redactionCheck } from "./redaction.server.ts";
import { sha256 } from "./sha256.server.ts";
import { audit } from "../identity/write-audit.server.ts";

/** What the audit trail calls the making of a seal; its detail holds the hash, a second witness. */
export const SEALED = "ledger.seal";

const STATEMENTS_AT_ONCE = 1_000;

/**
 * Seals every statement since the last seal, in seals of at most 16,384, each in a transaction of its own. Returns
 * the seals made: none when nothing is new. Of two processes that seal at once, one makes each seal.
 * @throws AmendsError `conflict` naming the first statement that is not what was stored, or that is missing; what
 * comes before it is sealed, and nothing after.
 */
export async function sealLedger(ctx: Context, by = "amends"): Promise<Seal[]> {
  const made: Seal[] = [];
  for (;;) {
    const last = await lastSeal(ctx.read);
    const { leaves, refused } = await leavesAfter(ctx, last);
    if (leaves.length > 0) {
      const seal = nextSeal(sha256, last ? sealOf(last) : null, leaves, ctx.now());
      if (await keep(ctx, seal, leaves, by)) made.push(seal);
      // Another process made this seal: what it left is sealed next.
      else continue;
    }
    if (refused) throw refused;
    if (leaves.length === 0) return made;
  }
}

export function sealOf(row: SealRow): Seal {
  return {
    number: row.number,
    fromSeq: row.from_seq,
    toSeq: row.to_seq,
    root: row.root,
    previous: row.previous,
    sealedAt: row.sealed_at,
    hash: row.hash,
  };
}

interface Unsealed {
  readonly leaves: readonly string[];
  /** Why the statement after the last leaf cannot be sealed. */
  readonly refused: AmendsError | null;
}

/** The leaves that the next seal is over, each made again from its body. */
async function leavesAfter(ctx: Context, last: SealRow | undefined): Promise<Unsealed> {
  const leaves: string[] = [];
  const redacted = redactionCheck(ctx.read, ctx.config.iriBase);
  let seq = last?.to_seq ?? 0;
  while (leaves.length < SEAL_CAPACITY) {
    const room = Math.min(STATEMENTS_AT_ONCE, SEAL_CAPACITY - leaves.length);
    const rows = await sealableAfter(ctx.read, seq, room);
    for (const row of rows) {
      if (row.seq !== seq + 1) return { leaves, refused: refusal(`No statement has the number ${seq + 1}`) };
      const bodyLeaf = leafOf(row.body);
      if (row.leaf !== bodyLeaf) {
        const verdict =
          row.redacted_by === null
            ? null
            : await redacted({ id: row.id, leaf: row.leaf, redactedBy: row.redacted_by, bodyLeaf });
        if (verdict?.redacted !== true) {
          const but = verdict ? `; it says that it was redacted, but ${verdict.problem}` : "";
          return {
            leaves,
            refused: refusal(`The statement ${row.id} (number ${row.seq}) is not what was stored${but}`),
          };
        }
      }
      leaves.push(row.leaf);
      seq = row.seq;
    }
    if (rows.length < room) break;
    // Lets the site answer others: SQLite's answers come so soon that nothing else would have its turn.
    await setImmediate();
  }
  return { leaves, refused: null };
}

function refusal(what: string): AmendsError {
  return new AmendsError(
    "conflict",
    `${what}, so nothing from there on is sealed`,
    "Run `amends ledger verify` to see all that does not fit, and bring the statement back from a backup.",
  );
}

async function keep(ctx: Context, seal: Seal, leaves: readonly string[], by: string): Promise<boolean> {
  return ctx.transact(async (trx) => {
    const row: SealRow = {
      number: seal.number,
      from_seq: seal.fromSeq,
      to_seq: seal.toSeq,
      root: seal.root,
      previous: seal.previous,
      hash: seal.hash,
      sealed_at: seal.sealedAt,
      leaves: leaves.join(""),
    };
    if (!(await insertSeal(trx, row))) return false;
    await audit(
      ctx,
      trx,
      by,
      SEALED,
      String(seal.number),
      { hash: seal.hash, fromSeq: seal.fromSeq, toSeq: seal.toSeq },
      seal.sealedAt,
    );
    return true;
  });
}
