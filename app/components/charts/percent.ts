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
