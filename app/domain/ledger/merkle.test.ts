import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { inclusionPath, leafHash, merkleRoot, rootFromPath, type Hash } from "./merkle.ts";

const sha256: Hash = (bytes) => createHash("sha256").update(bytes).digest();
const hex = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString("hex");

/**
 * The reference inputs of Certificate Transparency and what they make: `inputs` and the tables `kSHA256Roots` and
 * `kSHA256PathTestVectors` of cpp/merkletree/merkle_tree_test.cc in github.com/google/certificate-transparency.
 */
const INPUTS = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((input) => Buffer.from(input, "hex"));
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
/** Index of the leaf from 0, size of the tree, path. */
const PATHS: [number, number, string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  ],
  [
    5,
    8,
    [
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  ],
  [2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]],
  [
    1,
    5,
    [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
  ],
];
const LEAVES = INPUTS.map((input) => leafHash(sha256, input));

/** MTH(D[n]) word for word from RFC 9162 §2.1.1. */
function headByTheBook(entries: readonly Uint8Array[]): Buffer {
  const [only] = entries;
  if (!only) return createHash("sha256").digest();
  if (entries.length === 1) return createHash("sha256").update("\0").update(only).digest();
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  return createHash("sha256")
    .update("\x01")
    .update(headByTheBook(entries.slice(0, split)))
    .update(headByTheBook(entries.slice(split)))
    .digest();
}

/** PATH(m, D[n]) word for word from RFC 9162 §2.1.3.1. */
function pathByTheBook(index: number, entries: readonly Uint8Array[]): Buffer[] {
  if (entries.length <= 1) return [];
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  const [left, right] = [entries.slice(0, split), entries.slice(split)];
  return index < split
    ? [...pathByTheBook(index, left), headByTheBook(right)]
    : [...pathByTheBook(index - split, right), headByTheBook(left)];
}

describe("the Merkle tree of Certificate Transparency", () => {
  it.each(ROOTS.map((root, size) => [size, root] as const))(
    "has the published root over %d",
    (size, root) => {
      expect(hex(merkleRoot(sha256, LEAVES.slice(0, size)))).toBe(root);
    },
  );

  it.each(PATHS)("has the published path from leaf %d of %d", (index, size, path) => {
    expect(inclusionPath(sha256, LEAVES.slice(0, size), index).map(hex)).toEqual(path);
    const nodes = path.map((node) => Buffer.from(node, "hex"));
    const leaf = LEAVES[index] ?? Buffer.alloc(0);
    expect(hex(rootFromPath(sha256, leaf, index, size, nodes))).toBe(ROOTS[size]);
  });

  it("is the RFC's construction for every size up to 70, and every path leads to its root", () => {
    const entries = Array.from({ length: 70 }, (_, at) => Buffer.from(`statement ${at}`));
    for (let size = 1; size <= entries.length; size += 1) {
      const some = entries.slice(0, size);
      const leaves = some.map((entry) => leafHash(sha256, entry));
      const root = hex(headByTheBook(some));
      expect(hex(merkleRoot(sha256, leaves))).toBe(root);
      for (const [index, leaf] of leaves.entries()) {
        const path = inclusionPath(sha256, leaves, index);
        expect(path.map(hex)).toEqual(pathByTheBook(index, some).map(hex));
        expect(hex(rootFromPath(sha256, leaf, index, size, path))).toBe(root);
      }
    }
  });

  it("leads elsewhere from another leaf, another place or another path", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 300 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (size, which, other, bit) => {
          const leaves = Array.from({ length: size }, (_, at) => leafHash(sha256, Buffer.from(`${at}`)));
          const root = hex(merkleRoot(sha256, leaves));
          const index = which % size;
          const leaf = leaves[index] as Uint8Array;
          const path = inclusionPath(sha256, leaves, index);
          const elsewhere = (index + 1 + (other % (size - 1))) % size;
          expect(hex(rootFromPath(sha256, leaves[elsewhere] as Uint8Array, index, size, path))).not.toBe(
            root,
          );
          expect(hex(rootFromPath(sha256, leaf, elsewhere, size, path))).not.toBe(root);
          expect(hex(rootFromPath(sha256, leaf, index, size, path.slice(1)))).not.toBe(root);
          expect(hex(rootFromPath(sha256, leaf, index, size, [...path, leaf]))).not.toBe(root);
          const bent = path.map((node) => Uint8Array.from(node));
          const node = bent[bit % bent.length] as Uint8Array;
          node[bit % 32] = (node[bit % 32] as number) ^ (1 << (bit % 8));
          expect(hex(rootFromPath(sha256, leaf, index, size, bent))).not.toBe(root);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("knows no leaf beyond the last", () => {
    expect(() => inclusionPath(sha256, LEAVES, 8)).toThrow("There is no leaf 8 in a tree of 8");
    expect(rootFromPath(sha256, LEAVES[0] as Uint8Array, 8, 8, [])).toBeNull();
    expect(rootFromPath(sha256, LEAVES[0] as Uint8Array, -1, 8, [])).toBeNull();
  });
});

describe("base64url", () => {
  it("gives bytes back, and spells them as others do", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64url"));
        expect(Buffer.from(fromBase64url(text) ?? []).equals(bytes)).toBe(true);
      }),
    );
  });

  it.each(["A", "AB", "AA=", "A A", "+A", "AAAAB"])("knows no bytes that are written %j", (text) => {
    expect(fromBase64url(text)).toBeNull();
  });
});
