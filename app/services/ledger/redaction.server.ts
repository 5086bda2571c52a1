/** Whether a body that is not its leaf's was redacted by an erasure that the ledger holds. */
import type { Db } from "#db/connect.ts";
import { sealableById, sealOver, type SealableStatement } from "#db/queries/seals.ts";
import { erasureIn, type Redaction } from "#app/domain/ledger/redaction.ts";
import { HASH_CHARACTERS } from "#app/domain/ledger/seal.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import { leafOf } from "./digest.server.ts";

export type RedactionVerdict =
  | { readonly redacted: true; readonly by: string; readonly on: Day }
  /** What is wrong, to follow "it says that it was redacted, but". */
  | { readonly redacted: false; readonly problem: string };

/** What a redacted statement shows of itself. */
export interface RedactedStatement {
  readonly id: string;
  readonly leaf: string;
  readonly redactedBy: string;
  /** The leaf of its body now. */
  readonly bodyLeaf: string;
}

type Erasure =
  | { readonly problem: string }
  | { readonly problem: null; readonly on: Day; readonly redactions: ReadonlyMap<string, Redaction> };

/** Erasures kept at once: a million redacted statements have few. */
const ERASURES_KEPT = 16;

/**
 * Gives a check that asks whether a statement was redacted as it says: its erasure is in the ledger, intact, written
 * by ourselves, and names the statement with the leaf of its body before and after.
 */
export function redactionCheck(
  db: Db,
  iriBase: string,
): (statement: RedactedStatement) => Promise<RedactionVerdict> {
  const kept = new Map<string, Erasure>();
  return async ({ id, leaf, redactedBy, bodyLeaf }) => {
    let erasure = kept.get(redactedBy);
    if (!erasure) {
      if (kept.size === ERASURES_KEPT) kept.clear();
      erasure = await readErasure(db, iriBase, redactedBy);
      kept.set(redactedBy, erasure);
    }
    if (erasure.problem !== null) return { redacted: false, problem: erasure.problem };
    const redaction = erasure.redactions.get(id);
    if (!redaction) return { redacted: false, problem: `the erasure ${redactedBy} does not name it` };
    if (redaction.was !== leaf)
      return { redacted: false, problem: `the erasure ${redactedBy} names another leaf for it` };
    if (redaction.is !== bodyLeaf)
      return { redacted: false, problem: `its body is not the one that the erasure ${redactedBy} left` };
    return { redacted: true, by: redactedBy, on: erasure.on };
  };
}

async function readErasure(db: Db, iriBase: string, id: string): Promise<Erasure> {
  const row = await sealableById(db, id);
  if (!row) return { problem: `the erasure ${id} is not in the ledger` };
  if (!(await isIntact(db, row))) return { problem: `the erasure ${id} was changed itself` };
  const erasure = erasureIn(row.body, iriBase);
  if (!erasure) return { problem: `the statement ${id} is no erasure` };
  return {
    problem: null,
    on: dayOf(erasure.stored),
    redactions: new Map(erasure.redacted.map((one) => [one.statement, one])),
  };
}

/** Whether the body is what was first stored: what its seal keeps when it is sealed, else what its row keeps. */
async function isIntact(db: Db, row: SealableStatement): Promise<boolean> {
  const bodyLeaf = leafOf(row.body);
  if (bodyLeaf !== row.leaf) return false;
  const seal = await sealOver(db, row.seq);
  if (!seal) return true;
  const at = (row.seq - seal.from_seq) * HASH_CHARACTERS;
  return seal.leaves.slice(at, at + HASH_CHARACTERS) === bodyLeaf;
}
