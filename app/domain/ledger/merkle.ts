/**
 * The Merkle tree of RFC 9162 (Certificate Transparency) §2.1: a leaf is the hash of a zero byte and the entry, a
 * node the hash of a one byte and the nodes below it. Intentionally pure: the hash function is passed in.
 */

/** SHA-256, or another hash of one length. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

const LEAF = 0x00;
const NODE = 0x01;

/** The leaf of an entry (§2.1.1). */
export function leafHash(hash: Hash, entry: Uint8Array): Uint8Array {
  return hash(joined(LEAF, entry));
}

/** The root over leaves that are hashed already (§2.1.1); of none, the hash of nothing. */
export function merkleRoot(hash: Hash, leaves: readonly Uint8Array[]): Uint8Array {
  let level = leaves;
  while (level.length > 1) level = above(hash, level);
  return level[0] ?? hash(new Uint8Array());
}

/**
 * The nodes that lead from the leaf at `index` to the root, from the lowest up (§2.1.3.1).
 * @throws RangeError when there is no such leaf.
 */
export function inclusionPath(hash: Hash, leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new RangeError(`There is no leaf ${index} in a tree of ${leaves.length}`);
  }
  const path: Uint8Array[] = [];
  let level = leaves;
  for (let at = index; level.length > 1; at >>= 1) {
    const beside = level[at ^ 1];
    // The last of an odd number has nothing beside it and rises as it is.
    if (beside) path.push(beside);
    level = above(hash, level);
  }
  return path;
}

/**
 * The root to which a path leads from a leaf (§2.1.3.2); null when no tree of `size` leaves has such a path at
 * `index`. The proof holds when it is the root that is known.
 */
export function rootFromPath(
  hash: Hash,
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | null {
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size) return null;
  let node = leaf;
  let at = index;
  let last = size - 1;
  for (const beside of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      node = hash(joined(NODE, beside, node));
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      node = hash(joined(NODE, node, beside));
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? node : null;
}

function above(hash: Hash, level: readonly Uint8Array[]): Uint8Array[] {
  const nodes: Uint8Array[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const left = level[at];
    const right = level[at + 1];
    if (left) nodes.push(right ? hash(joined(NODE, left, right)) : left);
  }
  return nodes;
}

function joined(prefix: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 1));
  bytes[0] = prefix;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
