import { describe, expect, it } from "vitest";
import { drawsFrom } from "./random.ts";

const TIMES = 20_000;

function moments(draw: () => number): { mean: number; variance: number } {
  const values = Array.from({ length: TIMES }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / TIMES;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / TIMES };
}

describe("draws from a seed", () => {
  it("are the same for the same seed and others for another", () => {
    const three = (seed: string) => {
      const draws = drawsFrom(seed);
      return [draws.uniform(), draws.gamma(2), draws.binomial(500, 0.3)];
    };
    expect(three("a")).toEqual(three("a"));
    expect(three("a")).not.toEqual(three("b"));
  });

  it.each([
    [7, 0.02],
    [40, 0.9],
    [1_000, 0.002],
    [1_000, 0.3],
  ])("a binomial of %d at %d has its mean and variance, and stays within its count", (count, chance) => {
    const draws = drawsFrom(`binomial ${count} ${chance}`);
    const { mean, variance } = moments(() => {
      const drawn = draws.binomial(count, chance);
      expect(Number.isInteger(drawn) && drawn >= 0 && drawn <= count).toBe(true);
      return drawn;
    });
    const expected = count * chance * (1 - chance);
    expect(Math.abs(mean - count * chance)).toBeLessThan(4 * Math.sqrt(expected / TIMES) + 0.01);
    expect(variance / expected).toBeGreaterThan(0.92);
    expect(variance / expected).toBeLessThan(1.08);
  });

  it.each([0.4, 1, 9])("a gamma of shape %d has that mean and variance", (shape) => {
    const draws = drawsFrom(`gamma ${shape}`);
    const { mean, variance } = moments(() => draws.gamma(shape));
    expect(mean / shape).toBeGreaterThan(0.95);
    expect(mean / shape).toBeLessThan(1.05);
    expect(variance / shape).toBeGreaterThan(0.85);
    expect(variance / shape).toBeLessThan(1.15);
  });

  it("nothing comes of nobody, of no chance, and of no shape", () => {
    const draws = drawsFrom("nothing");
    expect([draws.binomial(0, 0.5), draws.binomial(9, 0), draws.gamma(0)]).toEqual([0, 0, 0]);
    expect(draws.binomial(9, 1)).toBe(9);
  });
});
