/**
 * How fast people take the next step, relative to the whole history's average: a level that wanders from week to
 * week, seen through noisy weeks. Intentionally pure.
 *
 * The level has a gamma distribution that is widened a little each week (a discount) and sharpened by what the week
 * shows, as in M. West and J. Harrison, "Bayesian Forecasting and Dynamic Models" (1997), chapter 14. How fast it
 * wanders and how noisy weeks are is not known either: each pair is weighed by how well it foretold every week of
 * the history from the weeks before.
 */
import type { Draws } from "../random.ts";
import type { Work } from "../work.ts";

/** How much of what was known is kept each week: 1 would be a pace that never changes. */
const DISCOUNTS = [0.65, 0.75, 0.85, 0.92, 0.96, 0.985];
/** Variance of a week's own factor, over and above chance: 2 is a force of classroom days. */
const NOISES = [0, 0.04, 0.12, 0.35, 0.9, 2];
/**
 * How steps depend on how many are left to take one: as their number to this power. 1: everybody left is as likely as
 * ever; 0: so many seats a week, however few are left; above 1: the eager went first.
 */
const POWERS = [
  { power: 0, prior: 0.1 },
  { power: 0.5, prior: 0.15 },
  { power: 1, prior: 0.4 },
  { power: 1.5, prior: 0.2 },
  { power: 2.2, prior: 0.15 },
];
/**
 * How long a programme takes to get under way: the pace climbs towards its full height as 1 - e^(-weeks / this), as
 * word gets round and the means are put in place. 0: it is at its height from the first day. Whoever has seen only the
 * first weeks of a climb cannot tell it from a slow pace; both are weighed.
 */
const CLIMBS = [
  { weeks: 0, prior: 0.4 },
  { weeks: 3, prior: 0.15 },
  { weeks: 6, prior: 0.15 },
  { weeks: 12, prior: 0.15 },
  { weeks: 24, prior: 0.15 },
];
/** After so many weeks any climb is as good as over. */
const CLIMBED_WEEKS = 52;
/** What is believed before the first week: that the pace is the average one, give or take half. */
const PRIOR_WEIGHT = 4;
/** From this much noise on, weeks have a rhythm of their own rather than an even scatter. */
const BURSTY = 0.35;
const RHYTHM_NEEDS = 10;
const LIKE_WEEKS = 4;
const LIKE_CAP = 3;
const STRETCH_WEEKS = 8;
const LEAST_SHAPE = 0.5;
/**
 * The chance in a week that the pace breaks: a system that fails, an order from above, a summer. It is then drawn anew
 * around the whole history's, this far apart on the scale of logarithms.
 */
const BREAKS = 0.015;
const BREAK_SPREAD = 0.8;

export interface Pace {
  readonly fits: readonly PaceFit[];
  /** How many were left in the average week. */
  readonly usual: number;
  /** Each week's steps over what the average rate would have given: 1 on average. */
  readonly factors: readonly number[];
}

interface PaceFit {
  /** Adds up to 1 over the fits. */
  readonly weight: number;
  /** The level now: gamma of this shape and rate. */
  readonly shape: number;
  readonly rate: number;
  /** Standard deviation of the level's logarithm from one week to the next. */
  readonly wander: number;
  readonly noise: number;
  readonly power: number;
  readonly climb: number;
  /** The climb's average height over the history, of which the level speaks. */
  readonly height: number;
}

/** ln Γ(x), x > 0 (Lanczos). */
function logGamma(x: number): number {
  const terms = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 1.208650973866179e-3,
    -5.395239384953e-6,
  ];
  const base = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  const sum = terms.reduce((total, term, at) => total + term / (x + 1 + at), 1.000000000190015);
  return -base + Math.log((Math.sqrt(2 * Math.PI) * sum) / x);
}

/** The logarithm of a negative binomial's chance of `count`; `size` infinite would be Poisson. */
function logChance(count: number, mean: number, size: number): number {
  if (mean <= 0) return count === 0 ? 0 : -50;
  return (
    logGamma(count + size) -
    logGamma(size) -
    logGamma(count + 1) +
    size * Math.log(size / (size + mean)) +
    count * Math.log(mean / (size + mean))
  );
}

/** How high a climb is in the middle of a week, of 1. */
const climbAt = (climb: number, week: number) => (climb === 0 ? 1 : 1 - Math.exp(-(week + 0.5) / climb));

/**
 * @param counts steps taken each week, oldest first
 * @param left how many were left to take one
 * @param rate the chance of a step in a week, over the whole history
 * @param settled neither how many are left nor how young the programme is makes a difference
 */
export function* fitPace(
  counts: readonly number[],
  left: readonly number[],
  rate: number,
  { settled }: { readonly settled: boolean },
): Work<Pace> {
  const usual = Math.max(1, mean(left));
  const powers = settled ? POWERS.filter(({ power }) => power === 1) : POWERS;
  const climbs = settled || counts.length >= CLIMBED_WEEKS ? CLIMBS.slice(0, 1) : CLIMBS;
  const fits: (Omit<PaceFit, "weight"> & { score: number })[] = [];
  for (const climb of climbs) {
    yield;
    const heights = left.map((_, week) => climbAt(climb.weeks, week));
    const height = mean(heights);
    for (const { power, prior } of powers) {
      const expected = left.map((people, week) =>
        people <= 0 ? 0 : (people * rate * (people / usual) ** (power - 1) * (heights[week] ?? 1)) / height,
      );
      for (const discount of DISCOUNTS)
        for (const noise of NOISES)
          fits.push({
            ...fitOne(counts, expected, { discount, noise, prior: prior * climb.prior }),
            power,
            climb: climb.weeks,
            height,
          });
    }
  }
  const best = Math.max(...fits.map((fit) => fit.score));
  const raw = fits.map((fit) => Math.exp(fit.score - best));
  const total = raw.reduce((sum, one) => sum + one, 0);
  const ratios = counts.map((count, at) => count / Math.max(1, left[at] ?? 0));
  const usualRatio = mean(ratios);
  return {
    usual,
    factors: ratios.map((one) => (usualRatio === 0 ? 1 : one / usualRatio)),
    fits: fits.map((fit, at) => ({ ...fit, weight: (raw[at] ?? 0) / total })),
  };
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

function fitOne(
  counts: readonly number[],
  expected: readonly number[],
  { discount, noise, prior }: { discount: number; noise: number; prior: number },
): Pick<PaceFit, "shape" | "rate" | "wander" | "noise"> & { score: number } {
  let shape = PRIOR_WEIGHT;
  let rate = PRIOR_WEIGHT;
  let score = Math.log(prior);
  counts.forEach((count, at) => {
    const average = expected[at] ?? 0;
    if (average <= 0) return;
    // Never so little known that the level could be anything.
    const kept = Math.max(discount, Math.min(1, LEAST_SHAPE / shape));
    shape *= kept;
    rate *= kept;
    const mean = (average * shape) / rate;
    score += logChance(count, mean, 1 / (1 / shape + noise));
    const told = 1 / (1 + noise * mean);
    shape += count * told;
    rate += average * told;
  });
  const wander = Math.sqrt((1 / discount - 1) / Math.max(shape, 1));
  return { score, shape, rate, noise, wander };
}

/**
 * One possible future of a pace. Each call is the factor of the next stretch of `weeks` (1 or less) for as many as
 * are left then.
 */
export function futurePace(pace: Pace, draws: Draws): (weeks: number, left: number) => number {
  let until = draws.uniform();
  let fit = pace.fits[0] as PaceFit;
  for (const one of pace.fits) {
    fit = one;
    until -= one.weight;
    if (until < 0) break;
  }
  let level = draws.gamma(fit.shape) / fit.rate;
  // Against the average of the history.
  const heightAt = (week: number) => climbAt(fit.climb, week) / fit.height;
  const rhythm =
    fit.noise >= BURSTY && pace.factors.length >= RHYTHM_NEEDS
      ? rhythmOf(
          pace.factors.map((one, week) => one / heightAt(week)),
          draws,
        )
      : null;
  let week = pace.factors.length;
  return (weeks, left) => {
    if (draws.uniform() < BREAKS * weeks) level = Math.exp(BREAK_SPREAD * draws.normal());
    level *= Math.exp(fit.wander * Math.sqrt(weeks) * draws.normal() - (fit.wander ** 2 * weeks) / 2);
    const crowd = fit.power === 1 || left <= 0 ? 1 : (left / pace.usual) ** (fit.power - 1);
    const height = heightAt(week);
    week += weeks;
    if (rhythm) return level * height * crowd * rhythm();
    const noise = fit.noise / weeks;
    return level * height * crowd * (fit.noise === 0 ? 1 : draws.gamma(1 / noise) * noise);
  };
}

/**
 * Weeks that go on as the history's did: stretches of it, each begun where the weeks before resemble the last ones.
 * So classroom days come at their usual distance, and as many in a quarter as there used to be.
 */
function rhythmOf(factors: readonly number[], draws: Draws): () => number {
  const count = factors.length;
  const capped = factors.map((one) => Math.min(one, LIKE_CAP));
  const lately = capped.slice(-LIKE_WEEKS);
  let at = count;
  let left = 0;
  const begin = () => {
    const weights: number[] = [];
    let total = 0;
    for (let start = LIKE_WEEKS; start < count; start += 1) {
      let apart = 0;
      for (let back = 1; back <= LIKE_WEEKS; back += 1)
        apart += Math.abs((capped[start - back] ?? 0) - (lately.at(-back) ?? 0));
      const weight = Math.exp(-apart) + 1e-6;
      weights.push(weight);
      total += weight;
    }
    let until = draws.uniform() * total;
    at = count - 1;
    for (let one = 0; one < weights.length; one += 1) {
      until -= weights[one] ?? 0;
      if (until < 0) {
        at = one + LIKE_WEEKS;
        break;
      }
    }
    left = STRETCH_WEEKS;
  };
  return () => {
    if (left === 0 || at >= count) begin();
    const factor = factors[at] ?? 1;
    lately.push(Math.min(factor, LIKE_CAP));
    lately.shift();
    at += 1;
    left -= 1;
    return factor;
  };
}
