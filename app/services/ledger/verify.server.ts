/** Recomputes every seal from the statements, and says what does not fit. */
import { sealAfter, sealEvents } from "#db/queries/seals.ts";
import { chainHash, splitLeaves, type Seal } from "#app/domain/ledger/seal.ts";
import type { Context } from "../context.server.ts";
import { checkSeal, findSealsCutOff, leavesOf } from "./check-seal.server.ts";
import {
  checkUnsealed,
  compareSealed,
  tell,
  type Check,
  type Finding,
  type Redacted,
} from "./compare-sealed.server.ts";
import { redactionCheck } from "./redaction.server.ts";
import { SEALED, sealOf } from "./seal.server.ts";
import { sha256 } from "./sha256.server.ts";
import { readStatements } from "./statement-reader.server.ts";

export interface VerifyReport {
  /** True when nothing was found. */
  readonly sound: boolean;
  /** How many statements the ledger holds. */
  readonly statements: number;
  readonly seals: number;
  /** The last seal, whose hash is worth writing down elsewhere. */
  readonly last: Seal | null;
  /** The first hundred, in the ledger's order; `found` counts all. */
  readonly findings: readonly Finding[];
  readonly found: number;
  /** The first statement that was changed, removed or added. */
  readonly firstStatement: Finding | null;
  /** The first hundred; `redactedCount` counts all. */
  readonly redacted: readonly Redacted[];
  readonly redactedCount: number;
  /** The seal with the chain hash that was given; null when none was given or none has it. */
  readonly against: Seal | null;
}

/**
 * Recomputes every leaf, root and chain hash and compares them with what is kept, and with what the audit trail says
 * of the seals. Reads a page at a time: memory does not grow with the ledger. `against` is a chain hash that was
 * written down elsewhere; without one, whoever rewrites statements, seals and audit trail alike is not noticed.
 */
export async function verifyLedger(
  ctx: Context,
  { against = null }: { against?: string | null } = {},
): Promise<VerifyReport> {
  const check = beginCheck(ctx);
  const witnessed = await sealsWitnessed(ctx);
  await findBeforeFirst(check);
  let seals = 0;
  // Null when a seal's range cannot be told.
  let sealedTo: number | null = 0;
  let last: Seal | null = null;
  let matched: Seal | null = null;
  let row = await sealAfter(ctx.read, 0);
  while (row) {
    const following = await sealAfter(ctx.read, row.number);
    const seal = sealOf(row);
    const sound = checkSeal(check, seal, last, sealedTo, witnessed.get(seal.number));
    // A range that the seal's own hash does not vouch for says nothing: seals follow one another.
    const begins: number = (sealedTo ?? check.next - 1) + 1;
    const from = sound && seal.fromSeq > begins ? seal.fromSeq : begins;
    await checkUnsealed(check, from - 1);
    const leaves = await leavesOf(check, seal, row.leaves, sound);
    if (leaves) {
      await compareSealed(check, seal, from, leaves, () => splitLeaves(following?.leaves ?? "") ?? []);
      sealedTo = from + leaves.length - 1;
    } else {
      if (sound) await checkUnsealed(check, seal.toSeq);
      sealedTo = sound ? seal.toSeq : null;
    }
    if (chainHash(sha256, seal) === against) matched = seal;
    seals += 1;
    last = seal;
    row = following;
  }
  await checkUnsealed(check, Infinity);
  findSealsCutOff(check, witnessed, last);
  if (against !== null && matched === null) {
    const text = `No seal has the chain hash ${against}: since it was written down, the chain was rewritten or cut.`;
    tell(check, { kind: "seal", statement: null, seal: null, text });
  }
  return {
    sound: check.found === 0,
    statements: check.rows.dropped(),
    seals,
    last,
    findings: check.findings,
    found: check.found,
    firstStatement: check.first,
    redacted: check.redacted,
    redactedCount: check.redactedCount,
    against: matched,
  };
}

function beginCheck(ctx: Context): Check {
  return {
    rows: readStatements(ctx.read),
    findings: [],
    found: 0,
    first: null,
    redacted: [],
    redactedCount: 0,
    next: 1,
    shift: 0,
    isRedacted: redactionCheck(ctx.read, ctx.config.iriBase),
  };
}

/** The hash of each seal, by its number, as the audit trail tells it. */
async function sealsWitnessed(ctx: Context): Promise<Map<number, string>> {
  const events = await sealEvents(ctx.read, SEALED);
  return new Map(
    events.flatMap(({ subject, detail }) => {
      const hash = /"hash":"([^"]+)"/.exec(detail)?.[1];
      return hash === undefined ? [] : [[Number(subject), hash]];
    }),
  );
}

/** The ledger numbers from 1. */
async function findBeforeFirst(check: Check): Promise<void> {
  for (;;) {
    const row = await check.rows.peek(0);
    if (!row || row.seq >= 1) return;
    const text = `The statement ${row.id} (number ${row.seq}) was added: the ledger's first has the number 1.`;
    tell(check, { kind: "added", statement: { id: row.id, seq: row.seq }, seal: null, text });
    check.rows.drop(1);
  }
}
