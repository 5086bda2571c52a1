import { lastSeal, sealableById, sealOver, type SealableStatement } from "#db/queries/seals.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { verifyProof, type Proof } from "#app/domain/ledger/proof.ts";
import { sealPath, splitLeaves } from "#app/domain/ledger/seal.ts";
import type { Context } from "../context.server.ts";
import { leafOf } from "./digest.server.ts";
import { sealOf } from "./seal.server.ts";
import { sha256 } from "./sha256.server.ts";

/**
 * The proof that a statement is under a seal, to be checked by `verifyProof` without the database. A redacted
 * statement brings the proof of its erasure with it.
 * @throws AmendsError `not-found` for a statement that is not in the ledger, `stale` for one that is not sealed yet,
 * `conflict` for one that is not as it was sealed.
 */
export async function prove(ctx: Context, statementId: string): Promise<Proof> {
  const row = await sealableById(ctx.read, statementId.toLowerCase());
  if (!row) {
    throw new AmendsError(
      "not-found",
      `There is no statement ${statementId}`,
      "Check the id: it is the statement's own, a UUID.",
    );
  }
  const proof = await inclusionOf(ctx, row);
  const erased = row.redacted_by !== null && leafOf(row.body) !== row.leaf ? row.redacted_by : null;
  const erasure = erased === null ? undefined : await sealableById(ctx.read, erased);
  const whole = erasure ? { ...proof, erasure: await inclusionOf(ctx, erasure) } : proof;
  const verdict = verifyProof(sha256, whole);
  if (!verdict.holds) throw notAsSealed(row.id, verdict.problem);
  return whole;
}

async function inclusionOf(ctx: Context, row: SealableStatement): Promise<Proof> {
  const found = await sealOver(ctx.read, row.seq);
  if (!found) {
    const last = await lastSeal(ctx.read);
    throw new AmendsError(
      "stale",
      `The statement ${row.id} is not sealed yet: it is number ${row.seq}, and ` +
        (last ? `seal ${last.number} ends at number ${last.to_seq}` : "nothing is sealed"),
      "Run `amends ledger seal` first.",
    );
  }
  const seal = sealOf(found);
  const leaves = splitLeaves(found.leaves) ?? [];
  const leafIndex = row.seq - seal.fromSeq;
  if (leaves[leafIndex] !== row.leaf)
    throw notAsSealed(row.id, `Seal ${seal.number} has another leaf for it`);
  return {
    kind: "amends-proof-1",
    statement: row.id,
    seq: row.seq,
    body: row.body,
    leaf: row.leaf,
    leafIndex,
    treeSize: leaves.length,
    path: sealPath(sha256, leaves, leafIndex),
    seal,
  };
}

function notAsSealed(id: string, problem: string): AmendsError {
  return new AmendsError(
    "conflict",
    `The statement ${id} cannot be proved: ${problem}`,
    "Run `amends ledger verify` to see all that does not fit.",
  );
}
