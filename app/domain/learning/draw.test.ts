import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawCheck } from "./draw.ts";
import type { Question } from "./question.ts";

const OUTCOMES = ["one", "two", "three"];
const bank = Array.from({ length: 15 }, (_, at): Question => ({
  id: `q${at}`,
  outcome: OUTCOMES[at % 3] as string,
  use: at === 14 ? "lesson" : "check",
  stem: "?",
  facts: [],
  critical: false,
  type: "reflection",
}));
const ids = (drawn: readonly Question[]) => drawn.map((question) => question.id);

describe("a draw", () => {
  it("is even between outcomes, without repeats, from the check bank only", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 12 }), (seed, count) => {
        const drawn = drawCheck(bank, count, seed, OUTCOMES);
        expect(new Set(ids(drawn)).size).toBe(count);
        expect(drawn.every((question) => question.use === "check")).toBe(true);
        const counts = OUTCOMES.map(
          (outcome) => drawn.filter((question) => question.outcome === outcome).length,
        );
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
  it("is the same for the same seed and differs between seeds", () => {
    expect(ids(drawCheck(bank, 6, "a", OUTCOMES))).toEqual(ids(drawCheck(bank, 6, "a", OUTCOMES)));
    expect(
      new Set(Array.from({ length: 20 }, (_, at) => ids(drawCheck(bank, 6, String(at), OUTCOMES)).join()))
        .size,
    ).toBeGreaterThan(10);
  });
  it("takes what was not seen before what was", () => {
    const seen = ids(drawCheck(bank, 6, "first", OUTCOMES));
    expect(ids(drawCheck(bank, 6, "second", OUTCOMES, seen)).filter((id) => seen.includes(id))).toEqual([]);
    expect(drawCheck(bank, 9, "third", OUTCOMES, ids(bank))).toHaveLength(9);
  });
  it("gives what there is when the bank is small", () => {
    expect(drawCheck(bank, 99, "a", OUTCOMES)).toHaveLength(14);
  });
});
