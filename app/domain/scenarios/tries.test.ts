import { describe, expect, it } from "vitest";
import { firstAndBest, type TryResult } from "./tries.ts";

const one = (registration: string, passed: boolean, harmful: number, good: number): TryResult => ({
  registration,
  passed,
  decisions: 6,
  harmful,
  good,
});

describe("the first and the best of several tries", () => {
  it("are none without a try, and one when there is one", () => {
    expect(firstAndBest([])).toBeNull();
    const only = one("a", false, 3, 1);
    expect(firstAndBest([only])).toEqual({ first: only, best: only });
  });
  it("put passing before everything, then harm, then what was good, then what came first", () => {
    const tries = [one("a", false, 0, 6), one("b", true, 1, 5), one("c", true, 0, 2), one("d", true, 0, 4)];
    expect(firstAndBest(tries)).toEqual({ first: tries[0], best: tries[3] });
    expect(firstAndBest([one("a", true, 0, 4), one("b", true, 0, 4)])?.best.registration).toBe("a");
  });
});
