/** What the forecast must beat: two ways in which people reckon by hand, without and with their own past errors. */
import { QUANTILES } from "#app/domain/coverage/forecast.ts";

/** The share at the end of each of some evenly spaced days, up to today's. */
export type Past = readonly number[];

const clamp = (share: number) => Math.min(1, Math.max(0, share));

/** The least-squares line through all the days so far, carried on. */
export function straightLine(past: Past, ahead: number): number {
  const n = past.length;
  const last = past.at(-1) ?? 0;
  if (n < 2) return last;
  const meanAt = (n - 1) / 2;
  const mean = past.reduce((sum, one) => sum + one, 0) / n;
  let across = 0;
  let along = 0;
  past.forEach((share, at) => {
    across += (at - meanAt) ** 2;
    along += (at - meanAt) * (share - mean);
  });
  // Carried on from today's share, which is known.
  return clamp(last + (along / across) * ahead);
}

/** Every coming month gains what the last one did. `month` is how many of the spaces make a month. */
export function sameAsLastMonth(past: Past, ahead: number, month: number): number {
  const last = past.at(-1) ?? 0;
  const before = past[Math.max(0, past.length - 1 - month)] ?? last;
  return clamp(last + ((last - before) / Math.min(month, Math.max(1, past.length - 1))) * ahead);
}

/** A number said with certainty. */
export const certain = (share: number): number[] => QUANTILES.map(() => share);

/** A rule with the spread of the errors that it has made so far over the same time ahead; certain before two of them. */
export function withPastErrors(
  rule: (past: Past, ahead: number) => number,
  past: Past,
  ahead: number,
): number[] {
  const said = rule(past, ahead);
  const errors: number[] = [];
  for (let origin = 2; origin + ahead < past.length; origin += 1)
    errors.push((past[origin + ahead] ?? 0) - rule(past.slice(0, origin + 1), ahead));
  if (errors.length < 2) return certain(said);
  errors.sort((a, b) => a - b);
  return QUANTILES.map((level) => {
    const place = level * (errors.length - 1);
    const low = errors[Math.floor(place)] ?? 0;
    const high = errors[Math.ceil(place)] ?? low;
    return clamp(said + low + (high - low) * (place - Math.floor(place)));
  });
}
