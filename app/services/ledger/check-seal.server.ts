/** Checks seals against themselves, one another and the audit trail. */
import {
  chainHash,
  NO_SEAL_BEFORE,
  SEAL_CAPACITY,
  sealRoot,
  splitLeaves,
  type Seal,
} from "#app/domain/ledger/seal.ts";
import { tell, type Check } from "./compare-sealed.server.ts";
import { sha256 } from "./sha256.server.ts";

/** Checks a seal against its own hash, the seal before and the audit trail. Returns whether its hash is that of what it says. */
export function checkSeal(
  check: Check,
  seal: Seal,
  last: Seal | null,
  sealedTo: number | null,
  witness: string | undefined,
): boolean {
  const { number } = seal;
  const say = (text: string) => tell(check, { kind: "seal", statement: null, seal: number, text });
  const before = last?.number ?? 0;
  if (number > before + 1) {
    say(
      number === before + 2
        ? `Seal ${number - 1} was removed.`
        : `Seals ${before + 1} to ${number - 1} were removed.`,
    );
  }
  const sound = chainHash(sha256, seal) === seal.hash;
  if (!sound) say(`Seal ${number} was changed: its hash is not that of what it says.`);
  if (number === before + 1) {
    const follows = last ? [last.hash, chainHash(sha256, last)] : [NO_SEAL_BEFORE];
    if (!follows.includes(seal.previous)) {
      say(
        `Seal ${number} was changed: it is not chained to ${last ? `seal ${last.number}` : "the beginning"}.`,
      );
    } else if (sound && sealedTo !== null && seal.fromSeq !== sealedTo + 1) {
      say(`Seal ${number} begins at ${seal.fromSeq}; the seal before ended at ${sealedTo}.`);
    }
  }
  if (sound && witness !== undefined && witness !== seal.hash) {
    say(`Seal ${number} is not the one that the audit trail tells of: the chain was rewritten.`);
  }
  return sound;
}

/**
 * The leaves to compare statements with: those that the seal keeps. When they do not make its root and the statements
 * do, only the kept ones were changed, and the statements' own are taken. Null when there are none to go by.
 */
export async function leavesOf(
  check: Check,
  seal: Seal,
  kept: string,
  sound: boolean,
): Promise<readonly string[] | null> {
  const say = (text: string) => tell(check, { kind: "seal", statement: null, seal: seal.number, text });
  const leaves = splitLeaves(kept);
  const size = seal.toSeq - seal.fromSeq + 1;
  const root = leaves && sealRoot(sha256, leaves);
  if (leaves && root === seal.root && (leaves.length === size || !sound)) return leaves;
  if (leaves && root !== null && root !== seal.root && chainHash(sha256, { ...seal, root }) === seal.hash) {
    say(`Seal ${seal.number} was changed: its root is not that of its leaves.`);
    return leaves;
  }
  const own = size <= SEAL_CAPACITY ? await leavesOfRows(check, size) : [];
  if (sealRoot(sha256, own) === seal.root) {
    say(`Seal ${seal.number} was changed: the leaves that it keeps do not make its root. Its statements do.`);
    return own;
  }
  say(`Seal ${seal.number} was changed: the leaves that it keeps do not make its root.`);
  return leaves?.length === size ? leaves : null;
}

async function leavesOfRows(check: Check, size: number): Promise<string[]> {
  const leaves: string[] = [];
  for (let ahead = 0; ahead < size; ahead += 1) {
    const row = await check.rows.peek(ahead);
    if (row) leaves.push(row.leaf);
  }
  return leaves;
}

/** Seals at the end leave no gap behind when they are taken away; the audit trail still tells of them. */
export function findSealsCutOff(
  check: Check,
  witnessed: ReadonlyMap<number, string>,
  last: Seal | null,
): void {
  const numbers = [...witnessed.keys()]
    .filter((number) => number > (last?.number ?? 0))
    .sort((a, b) => a - b);
  for (const seal of numbers) {
    const text = `Seal ${seal} was removed: the audit trail tells that it was made.`;
    tell(check, { kind: "seal", statement: null, seal, text });
  }
}
