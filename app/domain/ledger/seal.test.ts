import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { Instant } from "../time.ts";
import type { Hash } from "./merkle.ts";
import { chainHash, NO_SEAL_BEFORE, nextSeal, sealRoot, sealText, splitLeaves, type Seal } from "./seal.ts";

const sha256: Hash = (bytes) => createHash("sha256").update(bytes).digest();
const leafOf = (text: string) => createHash("sha256").update("\0").update(text).digest("base64url");
const AT = "2018-06-04T08:00:00.000Z" as Instant;

function twoSeals(): [Seal, Seal] {
  const first = nextSeal(sha256, null, ["a", "b", "c"].map(leafOf), AT);
  return [first, nextSeal(sha256, first, ["d", "e"].map(leafOf), AT)];
}

it("numbers seals and ranges without a gap, each chained to the one before", () => {
  const [first, second] = twoSeals();
  expect(first).toMatchObject({ number: 1, fromSeq: 1, toSeq: 3, previous: NO_SEAL_BEFORE });
  expect(second).toMatchObject({ number: 2, fromSeq: 4, toSeq: 5, previous: first.hash });
  expect(NO_SEAL_BEFORE).toBe(Buffer.alloc(32).toString("base64url"));
});

it("is hashed over a text that anybody can write", () => {
  const [first] = twoSeals();
  const text = `["amends-seal-1",1,1,3,"${first.root}","${NO_SEAL_BEFORE}","2018-06-04T08:00:00.000Z"]`;
  expect(sealText(first)).toBe(text);
  expect(first.hash).toBe(createHash("sha256").update(text).digest("base64url"));
});

it("has another hash when anything in it is another", () => {
  const [, second] = twoSeals();
  const others: Seal[] = [
    { ...second, number: 3 },
    { ...second, fromSeq: 5 },
    { ...second, toSeq: 6 },
    { ...second, root: leafOf("x") },
    { ...second, previous: leafOf("x") },
    { ...second, sealedAt: "2018-06-04T08:00:00.001Z" as Instant },
  ];
  const hashes = [second, ...others].map((seal) => chainHash(sha256, seal));
  expect(new Set(hashes).size).toBe(hashes.length);
});

it("takes only whole leaves that are hashes", () => {
  const leaves = ["a", "b"].map(leafOf);
  expect(splitLeaves(leaves.join(""))).toEqual(leaves);
  expect(splitLeaves(leaves.join("").slice(1))).toBeNull();
  expect(sealRoot(sha256, ["short"])).toBeNull();
  expect(sealRoot(sha256, [`${leafOf("a").slice(0, 42)}=`])).toBeNull();
});
