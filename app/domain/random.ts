/** Draws that look random and are the same for the same seed. Intentionally pure. Not for secrets. */
import { numbersFrom } from "./learning/shuffle.ts";

export interface Draws {
  /** 0 ≤ n < 1 */
  readonly uniform: () => number;
  /** Mean 0, variance 1. */
  readonly normal: () => number;
  /** Mean `shape`, variance `shape`; 0 for a shape that is not positive. */
  readonly gamma: (shape: number) => number;
  /** How many of `count` happen when each does with `chance`. Above ten of either outcome by the normal curve. */
  readonly binomial: (count: number, chance: number) => number;
}

/** Beyond this many expected of both outcomes the normal curve stands in for the binomial. */
const MANY = 10;

export function drawsFrom(seed: string): Draws {
  const uniform = numbersFrom(seed);
  let spare: number | null = null;

  function normal(): number {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Marsaglia and Tsang, ACM TOMS 26(3), 2000. */
  function gamma(shape: number): number {
    if (!(shape > 0)) return 0;
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  function binomial(count: number, chance: number): number {
    if (count <= 0 || !(chance > 0)) return 0;
    if (chance >= 1) return count;
    if (chance > 0.5) return count - binomial(count, 1 - chance);
    const mean = count * chance;
    if (mean > MANY) {
      const drawn = Math.round(mean + Math.sqrt(mean * (1 - chance)) * normal());
      return Math.min(count, Math.max(0, drawn));
    }
    // By inversion: add up the chances of 0, 1, 2 … until the uniform draw is passed.
    let left = uniform();
    // The chance of none is at least this, so most draws of something rare end here.
    if (left <= 1 - mean) return 0;
    const odds = chance / (1 - chance);
    let term = (1 - chance) ** count;
    let drawn = 0;
    while (left > term && drawn < count) {
      left -= term;
      drawn += 1;
      term *= (odds * (count - drawn + 1)) / drawn;
    }
    return drawn;
  }

  return { uniform, normal, gamma, binomial };
}
