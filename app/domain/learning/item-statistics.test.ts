import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alpha,
  correlation,
  guessScore,
  itemStatistics,
  itemWarnings,
  wilson,
  type AnswerCount,
} from "./item-statistics.ts";

describe("Wilson's interval", () => {
  // Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %d in %d is as published", (hits, of, low, high) => {
    const interval = wilson(hits, of);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it("holds the share and stays within 0 and 1, and is none for nobody", () => {
    expect(wilson(0, 0)).toBeNull();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, part) => {
          const hits = Math.round(of * part);
          const { low, high } = wilson(hits, of) ?? { low: 2, high: -1 };
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low - 1e-9).toBeLessThanOrEqual(hits / of);
          expect(high + 1e-9).toBeGreaterThanOrEqual(hits / of);
        },
      ),
    );
  });
});

describe("a quiz of ten items, ten students", () => {
  // Karl L. Wuensch, "The Kuder-Richardson 20", East Carolina University (core.ecu.edu/wuenschk/StatHelp/KR20.txt).
  const ANSWERS = [
    ...["1111110110", "1011011101", "1111011001", "0010001000", "0000010010"],
    ...["1110111111", "1101110111", "1111111101", "0101111101", "1101101110"],
  ].map((line) => [...line].map(Number));
  // As printed, the totals are those of the table's last column.
  const TOTALS = [8, 7, 7, 2, 2, 9, 8, 9, 7, 7];
  const facilities = [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6];

  it("has the variances as published, and the reliability that follows from them", () => {
    const scores = TOTALS.map((right) => ({ right, people: 1 }));
    const mean = TOTALS.reduce((sum, one) => sum + one, 0) / 10;
    expect(TOTALS.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 10).toBeCloseTo(5.84, 10);
    expect(facilities.reduce((sum, p) => sum + p * (1 - p), 0)).toBeCloseTo(2.18, 10);
    const reliability = alpha(
      facilities.map((share) => ({ share, people: 10 })),
      scores,
      10,
    );
    expect(reliability).toBeCloseTo((10 / 9) * (1 - 2.18 / 5.84), 10);
    expect(reliability).toBeCloseTo(0.6963, 4);
  });

  it("gives each item the same correlation as the formula over the answers themselves", () => {
    for (let item = 0; item < 10; item += 1) {
      const counts = ANSWERS.map((line): AnswerCount => {
        const right = line[item] === 1;
        const restRight = line.reduce((sum, one) => sum + one, 0) - (right ? 1 : 0);
        return { option: right ? "a" : "b", right, restRight, restAsked: 9, people: 1 };
      });
      const found = itemStatistics(counts);
      // (M₁ − M₀)/s · √(pq), with the variance over all.
      const rests = counts.map((one) => one.restRight);
      const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
      const of = (right: boolean) =>
        mean(counts.filter((one) => one.right === right).map((one) => one.restRight));
      const spread = Math.sqrt(mean(rests.map((one) => (one - mean(rests)) ** 2)));
      const p = mean(counts.map((one) => (one.right ? 1 : 0)));
      const byHand = ((of(true) - of(false)) / spread) * Math.sqrt(p * (1 - p));
      expect(found.facility).toBeCloseTo(p, 10);
      expect(found.discrimination).toBeCloseTo(byHand, 10);
    }
  });
});

it("correlates a yes or no with a number as published", () => {
  // Statology, "How to Calculate Point-Biserial Correlation in Python": r = 0.21816.
  const x = [0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 0];
  const y = [12, 14, 17, 17, 11, 22, 23, 11, 19, 8, 12];
  expect(correlation(x.map((one, at) => [one, y[at] ?? 0, 1]))).toBeCloseTo(0.21816, 5);
});

describe("item statistics", () => {
  const count = (option: string, right: boolean, restRight: number, people: number): AnswerCount => ({
    ...{ option, right, restRight, restAsked: 3, people },
  });

  it("shares out the thirds by the rest, those on an edge in part", () => {
    const item = itemStatistics([
      count("a", true, 3, 10),
      count("b", false, 3, 5),
      count("b", false, 0, 10),
      count("a", true, 0, 5),
    ]);
    expect(item).toMatchObject({ people: 30, facility: 0.5 });
    const [a, b] = item.options;
    expect(a).toMatchObject({ option: "a", people: 15, share: 0.5 });
    // Of the fifteen strongest ten are a third of all: the same shares as among the fifteen.
    expect(a?.stronger).toBeCloseTo(10 / 15, 10);
    expect(b?.stronger).toBeCloseTo(5 / 15, 10);
    expect(a?.weaker).toBeCloseTo(5 / 15, 10);
  });

  it("warns in words, and says nothing of a few", () => {
    const odd = itemStatistics([count("key", true, 0, 20), count("other", false, 3, 20)]);
    expect(itemWarnings(odd, 4)).toEqual([
      "Stronger officers choose “other”: check the key.",
      "Those who do well elsewhere get this wrong more often than others: it may be unclear.",
    ]);
    const easy = itemStatistics([count("key", true, 2, 400), count("other", false, 1, 4)]);
    expect(itemWarnings(easy, 4)).toEqual([
      "Nearly everyone gets this right: it tells little about who has learnt.",
      "Hardly anyone chooses “other”: it is no real choice.",
    ]);
    expect(itemWarnings(itemStatistics([count("key", true, 0, 4), count("other", false, 3, 5)]), 4)).toEqual(
      [],
    );
    const hard = itemStatistics([count("key", true, 2, 2), count("other", false, 1, 98)]);
    expect(itemWarnings(hard, 4)).toContain(
      "Fewer get this right than would by picking blindly: it misleads, or was never taught.",
    );
  });

  it("never gives what is no number, whoever answered", () => {
    const any = fc.record({
      option: fc.constantFrom("a", "b", "c"),
      right: fc.boolean(),
      restRight: fc.integer({ min: 0, max: 5 }),
      restAsked: fc.constantFrom(0, 5, 7),
      people: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (counts) => {
        const item = itemStatistics(counts);
        const numbers = JSON.stringify(item, (_, value: unknown) =>
          typeof value === "number" && !Number.isFinite(value) ? "no number" : value,
        );
        expect(numbers).not.toContain("no number");
        expect(itemWarnings(item, 3).length).toBeLessThan(20);
      }),
    );
    expect(alpha([], [], 4)).toBeNull();
    expect(alpha([{ share: 1, people: 5 }], [{ right: 4, people: 5 }], 4)).toBeNull();
    expect(guessScore(0)).toBeNull();
    expect(guessScore(4)).toBe(0.25);
  });
});
