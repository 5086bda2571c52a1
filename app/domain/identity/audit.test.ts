import { expect, it } from "vitest";
import { actionWords, detailLines } from "./audit.ts";

it("says actions in words, and unknown ones as they are", () => {
  expect(actionWords("award.revoke")).toBe("Took an award back");
  expect(actionWords("toString")).toBe("toString");
});

it("reads details as names and values, with names for ids, and leaves out what holds nothing", () => {
  const detail = {
    fromSeq: 1,
    to: { share: 0.9, rank: null },
    people: ["p1", "p2"],
    of: [{ a: true }],
    no: [],
  };
  expect(detailLines(JSON.stringify(detail), (id) => (id === "p1" ? "Mair" : undefined))).toEqual([
    { name: "from seq", value: "1" },
    { name: "to: share", value: "0.9" },
    { name: "people", value: "Mair, p2" },
    { name: "of: 1: a", value: "yes" },
  ]);
  expect(detailLines("{}", () => undefined)).toEqual([]);
  expect(detailLines("not JSON", () => undefined)).toEqual([{ name: "what", value: "not JSON" }]);
});
