/** Shares and chances as people read them. Intentionally pure. */

/**
 * A share from 0 to 1 in words with one decimal: "76.9%". Says 100.0% only of everyone and 0.0% only of nobody, so
 * that rounding never claims what is not so. Null, a share that may not be told, is "not shown".
 */
export function percentWords(share: number | null): string {
  if (share === null) return "not shown";
  const tenths = Math.round(share * 1000);
  const honest = share < 1 && tenths >= 1000 ? 999 : share > 0 && tenths <= 0 ? 1 : tenths;
  return `${(honest / 10).toFixed(1)}%`;
}
/** A chance from 0 to 1 as people say it: "62 in 100". Runs are counted, so it is certain of nothing. */
export function chanceWords(chance: number): string {
  if (chance < 0.01) return "less than 1 in 100";
  if (chance > 0.99) return "more than 99 in 100";
  return `${Math.round(chance * 100)} in 100`;
}

/** Two shares as a range of whole percents: "59 to 62%", "60%". */
export function rangeWords(low: number, high: number): string {
  const [from, to] = [Math.round(low * 100), Math.round(high * 100)];
  return from === to ? `${from}%` : `${from} to ${to}%`;
}
