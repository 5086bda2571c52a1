/**
 * Classical item statistics from counts of answers beside the score on the rest (Crocker and Algina, Introduction to
 * Classical and Modern Test Theory, 1986, chapters 5 and 14). Intentionally pure; a value that nobody can know is null,
 * never NaN.
 */

/** So many had this share of the rest right and gave this answer. */
export interface AnswerCount {
  /** The option's id, or an answer's pattern. */
  readonly option: string;
  readonly right: boolean;
  /** Of the other items that they were asked: how many were right, and how many there were. */
  readonly restRight: number;
  readonly restAsked: number;
  readonly people: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface OptionStatistics {
  readonly option: string;
  readonly right: boolean;
  readonly people: number;
  readonly share: number;
  /** Among the third with the least of the rest right, and the third with the most; null where there are too few. */
  readonly weaker: number | null;
  readonly stronger: number | null;
}

export interface ItemStatistics {
  readonly people: number;
  /** The share who had it right. */
  readonly facility: number | null;
  readonly facilityInterval: Interval | null;
  /** Corrected point-biserial: with the score on the rest; null where the item or the rest does not vary. */
  readonly discrimination: number | null;
  /** The most chosen first. */
  readonly options: readonly OptionStatistics[];
}

/** Under so many, a share says nothing that should be acted on. */
export const FEWEST_TO_SAY = 10;
const THIRD = 1 / 3;

/**
 * The score interval of a share, 95 % without a correction for continuity (Wilson 1927; Newcombe, Statistics in
 * Medicine 17, 1998, method 3).
 * @returns null for nobody
 */
export function wilson(hits: number, of: number, z = 1.959964): Interval | null {
  if (of <= 0) return null;
  const share = hits / of;
  const scale = 1 + (z * z) / of;
  const middle = share + (z * z) / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}

/** Pearson's correlation of weighted pairs; null where either side does not vary. */
export function correlation(
  pairs: readonly (readonly [x: number, y: number, weight: number])[],
): number | null {
  let [weight, sumX, sumY] = [0, 0, 0];
  for (const [x, y, w] of pairs) {
    weight += w;
    sumX += x * w;
    sumY += y * w;
  }
  if (weight === 0) return null;
  const [meanX, meanY] = [sumX / weight, sumY / weight];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y, w] of pairs) {
    xx += w * (x - meanX) ** 2;
    yy += w * (y - meanY) ** 2;
    xy += w * (x - meanX) * (y - meanY);
  }
  const spread = Math.sqrt(xx * yy);
  return spread < 1e-12 ? null : Math.max(-1, Math.min(1, xy / spread));
}

const restShare = ({ restRight, restAsked }: AnswerCount): number => restRight / restAsked;

/**
 * Everything about one item. For a scenario's decision only those who reached it are counted, and the rest is what
 * else they decided.
 */
export function itemStatistics(counts: readonly AnswerCount[]): ItemStatistics {
  const people = counts.reduce((sum, one) => sum + one.people, 0);
  const right = counts.reduce((sum, one) => sum + (one.right ? one.people : 0), 0);
  // Whoever was asked nothing else has no rest to compare with.
  const compared = counts.filter((one) => one.restAsked > 0);
  const thirds = thirdsOf(compared);
  const options = new Map<string, AnswerCount[]>();
  for (const one of counts) options.set(one.option, [...(options.get(one.option) ?? []), one]);
  return {
    people,
    facility: people === 0 ? null : right / people,
    facilityInterval: wilson(right, people),
    discrimination: correlation(
      compared.map((one): [number, number, number] => [one.right ? 1 : 0, restShare(one), one.people]),
    ),
    options: [...options]
      .map(([option, own]) => {
        const chose = own.reduce((sum, one) => sum + one.people, 0);
        return {
          option,
          right: own.some((one) => one.right),
          people: chose,
          share: people === 0 ? 0 : chose / people,
          weaker: shareIn(thirds?.weaker, option),
          stronger: shareIn(thirds?.stronger, option),
        };
      })
      .sort((a, b) => b.people - a.people || (a.option < b.option ? -1 : 1)),
  };
}

type Parts = readonly (readonly [option: string, people: number])[];

/** The weaker and the stronger third by the rest; people of one score that a third's edge cuts through are shared out. */
function thirdsOf(counts: readonly AnswerCount[]): { weaker: Parts; stronger: Parts } | null {
  const people = counts.reduce((sum, one) => sum + one.people, 0);
  if (people < FEWEST_TO_SAY) return null;
  const sorted = [...counts].sort((a, b) => restShare(a) - restShare(b));
  const take = (from: readonly AnswerCount[]): Parts => {
    const parts: [string, number][] = [];
    let wanted = people * THIRD;
    for (let at = 0; at < from.length && wanted > 1e-9;) {
      const level = restShare(from[at] as AnswerCount);
      const same = from.slice(at).filter((one) => Math.abs(restShare(one) - level) < 1e-12);
      const there = same.reduce((sum, one) => sum + one.people, 0);
      const part = there === 0 ? 0 : Math.min(1, wanted / there);
      for (const one of same) parts.push([one.option, one.people * part]);
      wanted -= there * part;
      at += same.length;
    }
    return parts;
  };
  return { weaker: take(sorted), stronger: take([...sorted].reverse()) };
}

function shareIn(parts: Parts | undefined, option: string): number | null {
  if (!parts) return null;
  const all = parts.reduce((sum, [, people]) => sum + people, 0);
  const own = parts.reduce((sum, [of, people]) => sum + (of === option ? people : 0), 0);
  return all === 0 ? null : own / all;
}

/** What somebody who picks blindly has right of one item: one in so many options. */
export function guessScore(options: number): number | null {
  return options > 0 ? 1 / options : null;
}

/**
 * Cronbach's alpha of items that are right or wrong, which is Kuder and Richardson's formula 20: k/(k−1)·(1 − Σpq/σ²),
 * with the variance of the scores over all who were asked (Cronbach, Psychometrika 16, 1951; Kuder and Richardson,
 * Psychometrika 2, 1937). Where each draws `asked` of the items by lot, Σpq is that of an average draw, and differences
 * between draws count as differences between people: then it is an upper bound.
 * @param facilities each item's share right, with how many were asked it
 * @param scores how many had so many right
 * @returns null for fewer than two items, or scores that do not vary
 */
export function alpha(
  facilities: readonly { readonly share: number; readonly people: number }[],
  scores: readonly { readonly right: number; readonly people: number }[],
  asked: number,
): number | null {
  const people = scores.reduce((sum, one) => sum + one.people, 0);
  const answers = facilities.reduce((sum, one) => sum + one.people, 0);
  if (asked < 2 || people < 2 || answers === 0) return null;
  const mean = scores.reduce((sum, one) => sum + one.right * one.people, 0) / people;
  const variance = scores.reduce((sum, one) => sum + one.people * (one.right - mean) ** 2, 0) / people;
  if (variance < 1e-12) return null;
  const average =
    facilities.reduce((sum, one) => sum + one.people * one.share * (1 - one.share), 0) / answers;
  return (asked / (asked - 1)) * (1 - (asked * average) / variance);
}

/** What an author should look at, as a sentence; none where there are too few to say. */
export function itemWarnings(item: ItemStatistics, options: number): string[] {
  if (item.people < FEWEST_TO_SAY || item.facility === null) return [];
  const warnings: string[] = [];
  const guess = guessScore(options);
  const rightShare = item.options.filter((one) => one.right);
  for (const wrong of item.options) {
    if (wrong.right || wrong.stronger === null || wrong.people < FEWEST_TO_SAY) continue;
    const stronger = rightShare.reduce((sum, one) => sum + (one.stronger ?? 0), 0);
    if (wrong.stronger > stronger)
      warnings.push(`Stronger officers choose “${wrong.option}”: check the key.`);
  }
  if (item.discrimination !== null && item.discrimination < 0)
    warnings.push("Those who do well elsewhere get this wrong more often than others: it may be unclear.");
  if (item.facilityInterval && item.facilityInterval.low > 0.95)
    warnings.push("Nearly everyone gets this right: it tells little about who has learnt.");
  if (guess !== null && item.facilityInterval && item.facilityInterval.high < guess)
    warnings.push("Fewer get this right than would by picking blindly: it misleads, or was never taught.");
  for (const one of item.options)
    if (!one.right && item.people >= 3 * FEWEST_TO_SAY && one.share < 0.02)
      warnings.push(`Hardly anyone chooses “${one.option}”: it is no real choice.`);
  return warnings;
}
