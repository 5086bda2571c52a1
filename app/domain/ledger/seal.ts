/**
 * Seals: a Merkle root over some of the ledger's statements, chained to the seal before, so that whoever wrote one
 * hash down can tell later whether anything before it was changed. Hashes are SHA-256 in base64url, 43 characters.
 * Intentionally pure: the hash function is passed in.
 */
import type { Instant } from "../time.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { inclusionPath, merkleRoot, type Hash } from "./merkle.ts";

/** The most statements that one seal is over. */
export const SEAL_CAPACITY = 16_384;

/** The characters of a hash in base64url. */
export const HASH_CHARACTERS = 43;

/** What the first seal has for the one before: 32 zero bytes. */
export const NO_SEAL_BEFORE = "A".repeat(HASH_CHARACTERS);

/** What a seal says: `root` is over the leaves of the statements `fromSeq` to `toSeq`, both included. */
export interface SealContent {
  /** 1, 2, 3 … without a gap. */
  readonly number: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly root: string;
  /** The hash of the seal before. */
  readonly previous: string;
  readonly sealedAt: Instant;
}

export interface Seal extends SealContent {
  /** Binds all of this seal and, by `previous`, of every seal before. */
  readonly hash: string;
}

/** The canonical text of a seal: a JSON array without spaces, so that no two seals share one. */
export function sealText(seal: SealContent): string {
  return JSON.stringify([
    "amends-seal-1",
    seal.number,
    seal.fromSeq,
    seal.toSeq,
    seal.root,
    seal.previous,
    seal.sealedAt,
  ]);
}

/** The hash of the canonical text, in UTF-8. */
export function chainHash(hash: Hash, seal: SealContent): string {
  return toBase64url(hash(new TextEncoder().encode(sealText(seal))));
}

/**
 * A seal over leaves that follow the last seal; `last` is null for the first.
 * @throws RangeError when a leaf is no hash.
 */
export function nextSeal(hash: Hash, last: Seal | null, leaves: readonly string[], sealedAt: Instant): Seal {
  const root = sealRoot(hash, leaves);
  if (root === null) throw new RangeError("A leaf is not 43 characters of base64url");
  const fromSeq = (last?.toSeq ?? 0) + 1;
  const content: SealContent = {
    number: (last?.number ?? 0) + 1,
    fromSeq,
    toSeq: fromSeq + leaves.length - 1,
    root,
    previous: last?.hash ?? NO_SEAL_BEFORE,
    sealedAt,
  };
  return { ...content, hash: chainHash(hash, content) };
}

/** The root over leaves; null when one of them is no hash. */
export function sealRoot(hash: Hash, leaves: readonly string[]): string | null {
  const bytes = leafBytes(leaves);
  return bytes && toBase64url(merkleRoot(hash, bytes));
}

/** The path from one leaf of a seal to its root. @throws RangeError when a leaf is no hash or the index none. */
export function sealPath(hash: Hash, leaves: readonly string[], index: number): string[] {
  const bytes = leafBytes(leaves);
  if (!bytes) throw new RangeError("A leaf is not 43 characters of base64url");
  return inclusionPath(hash, bytes, index).map(toBase64url);
}

/** The leaves that a seal keeps one after the other; null when the text is not made of whole leaves. */
export function splitLeaves(text: string): string[] | null {
  if (text.length % HASH_CHARACTERS !== 0) return null;
  const leaves: string[] = [];
  for (let at = 0; at < text.length; at += HASH_CHARACTERS) leaves.push(text.slice(at, at + HASH_CHARACTERS));
  return leaves;
}

function leafBytes(leaves: readonly string[]): Uint8Array[] | null {
  const bytes: Uint8Array[] = [];
  for (const leaf of leaves) {
    const one = leaf.length === HASH_CHARACTERS ? fromBase64url(leaf) : null;
    if (!one) return null;
    bytes.push(one);
  }
  return bytes;
}
