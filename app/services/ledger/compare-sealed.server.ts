/** Compares the ledger's statements with the leaves that were sealed. */
import type { Seal } from "#app/domain/ledger/seal.ts";
import type { Day } from "#app/domain/time.ts";
import { instantWords } from "#app/domain/words.ts";
import type { RedactedStatement as Redactable, RedactionVerdict } from "./redaction.server.ts";
import type { ReadStatement, StatementReader } from "./statement-reader.server.ts";

/** Something that is not as it was sealed or stored. */
export interface Finding {
  readonly kind: "changed" | "removed" | "added" | "seal";
  /** The first statement meant; `id` is null for one that is gone. Null when only a seal is meant. */
  readonly statement: { readonly id: string | null; readonly seq: number } | null;
  /** The number of the seal meant, or of the one that the statement is under; null when no seal is over it. */
  readonly seal: number | null;
  /** Sentences that name both. */
  readonly text: string;
}

/** A statement from whose body an erasure took names. */
export interface Redacted {
  readonly id: string;
  readonly seq: number;
  /** The id of the erasure. */
  readonly by: string;
  readonly on: Day;
}

/** How far a check has come, and what it found. */
export interface Check {
  readonly rows: StatementReader;
  readonly findings: Finding[];
  found: number;
  /** The first finding that names a statement. */
  first: Finding | null;
  readonly redacted: Redacted[];
  redactedCount: number;
  /** The next place in the ledger to compare, as it was numbered when it was sealed. */
  next: number;
  /** By how much statements are numbered lower than they were: above 0 after a removal that closed its gap. */
  shift: number;
  isRedacted(statement: Redactable): Promise<RedactionVerdict>;
}

/** How many findings and redactions are told one by one; all are counted. */
export const TOLD_AT_MOST = 100;

/** How far ahead a statement is looked for when others seem to have been put before it. */
const LOOK_AHEAD = 1_000;

export function tell(check: Check, finding: Finding): void {
  check.found += 1;
  if (finding.statement) check.first ??= finding;
  if (check.findings.length < TOLD_AT_MOST) check.findings.push(finding);
}

/**
 * Compares the statements that a seal is over, numbered from `from`, with its leaves, and goes past them.
 * `following` gives the leaves of the seal after.
 */
export async function compareSealed(
  check: Check,
  seal: Seal,
  from: number,
  leaves: readonly string[],
  following: () => readonly string[],
): Promise<void> {
  const { rows } = check;
  // A seal that was changed may hold anything where an instant was.
  const when = Number.isNaN(Date.parse(seal.sealedAt)) ? "no instant" : instantWords(seal.sealedAt);
  const under = `seal ${seal.number} of ${when}`;
  const say = (kind: Finding["kind"], id: string | null, seq: number, text: string) =>
    tell(check, { kind, statement: { id, seq }, seal: seal.number, text });
  for (let at = Math.max(0, check.next - from); at < leaves.length; at = check.next - from) {
    const row = await rows.peek(0);
    const expected = check.next - check.shift;
    if (!row || row.seq > expected) {
      const count = Math.min(row ? row.seq - expected : Infinity, leaves.length - at);
      say("removed", null, expected, `${gone(expected, count)}; ${under} is over ${it(count)}.`);
      check.next += count;
      continue;
    }
    const problem = await problemUnder(check, row, leaves[at] ?? "");
    if (problem === null) {
      rows.drop(1);
      check.next += 1;
      continue;
    }
    // When everything is another, looking ahead for each would take for ever and tell nothing more.
    const lookAhead = check.found < TOLD_AT_MOST;
    const missing = lookAhead ? [...leaves.slice(at), ...following()].indexOf(leafNow(row)) : -1;
    if (missing > 0) {
      const text = `${gone(expected, missing)} and what follows was renumbered; ${under} is over ${it(missing)}.`;
      say("removed", null, expected, text);
      check.next += missing;
      check.shift += missing;
      continue;
    }
    const added = lookAhead ? await findAhead(rows, leaves[at] ?? "") : 0;
    if (added > 0) {
      say(
        "added",
        row.id,
        row.seq,
        `${named(row)} was added${added > 1 ? `, and ${added - 1} after it,` : ""} and what follows was renumbered; ${under} is not over ${it(added)}.`,
      );
      rows.drop(added);
      check.shift -= added;
      continue;
    }
    say("changed", row.id, row.seq, `${named(row)} was changed: ${problem} (${under}).`);
    rows.drop(1);
    check.next += 1;
  }
}

/** Checks statements that no seal is over, up to the place `to` as it was numbered when it was sealed, and goes past them. */
export async function checkUnsealed(check: Check, to: number): Promise<void> {
  const say = (kind: Finding["kind"], id: string | null, seq: number, text: string) =>
    tell(check, { kind, statement: { id, seq }, seal: null, text });
  for (;;) {
    const row = await check.rows.peek(0);
    const expected = check.next - check.shift;
    const end = Math.min(row ? row.seq : Infinity, to - check.shift + 1);
    if (end > expected && end < Infinity) {
      say(
        "removed",
        null,
        expected,
        `${gone(expected, end - expected)}; no seal is over ${it(end - expected)}.`,
      );
      check.next += end - expected;
    }
    if (!row || check.next > to) return;
    const problem = await problemOf(check, row);
    if (problem !== null) {
      say("changed", row.id, row.seq, `${named(row)} was changed: ${problem} (no seal is over it yet).`);
    }
    check.rows.drop(1);
    check.next += 1;
  }
}

/** What is wrong with a statement that a seal has this leaf for; null when it is the one. */
async function problemUnder(check: Check, row: ReadStatement, leaf: string): Promise<string | null> {
  if (row.leaf === leaf) return problemOf(check, row);
  if (row.bodyLeaf === leaf) return "its body is what was sealed, the leaf in its row is not";
  return "neither its body nor the leaf in its row is what was sealed";
}

/** What is wrong between a row's body, its leaf and its id; null when they fit, or an erasure says why not. */
async function problemOf(check: Check, row: ReadStatement): Promise<string | null> {
  const { id, seq, leaf, bodyLeaf, bodyId, redactedBy } = row;
  if (redactedBy !== null) {
    const verdict = await check.isRedacted({ id, leaf, redactedBy, bodyLeaf });
    if (!verdict.redacted) return `it says that it was redacted, but ${verdict.problem}`;
    check.redactedCount += 1;
    if (check.redacted.length < TOLD_AT_MOST)
      check.redacted.push({ id, seq, by: verdict.by, on: verdict.on });
  } else if (bodyLeaf !== leaf) {
    return "its body is not what its leaf was made of";
  }
  return bodyId === id ? null : `its body is of the statement ${bodyId ?? "without an id"}`;
}

/** The leaf that a statement was sealed with, as far as it tells itself. */
function leafNow(row: ReadStatement): string {
  return row.redactedBy === null ? row.bodyLeaf : row.leaf;
}

async function findAhead(rows: StatementReader, leaf: string): Promise<number> {
  for (let ahead = 1; ahead < LOOK_AHEAD; ahead += 1) {
    const row = await rows.peek(ahead);
    if (!row) return 0;
    if (leafNow(row) === leaf) return ahead;
  }
  return 0;
}

function named(row: ReadStatement): string {
  return `The statement ${row.id} (number ${row.seq})`;
}

function gone(seq: number, count: number): string {
  return count === 1
    ? `The statement number ${seq} was removed`
    : `The statements number ${seq} to ${seq + count - 1} were removed`;
}

function it(count: number): string {
  return count === 1 ? "it" : "them";
}
