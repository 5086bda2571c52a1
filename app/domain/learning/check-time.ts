/**
 * When a check may be begun again and when its time is over, with what was agreed for a person. Intentionally pure.
 * Time limits must be adjustable (WCAG 2.2, 2.2.1); what was agreed is kept without its reason (DOMAIN.md §3).
 */
import { toInstant, type Instant } from "../time.ts";

/** What can be agreed for a person. The percentages are of the time that a check gives. */
export const ADJUSTMENTS = {
  "extra-time-25": "A quarter more time in checks",
  "extra-time-50": "Half as much time again in checks",
  "extra-time-100": "Twice the time in checks",
  "no-time-limit": "No time limit in checks",
  "no-wait": "No wait before a check is tried again",
} as const;
export type Adjustment = keyof typeof ADJUSTMENTS;
export const ADJUSTMENT_NAMES = Object.keys(ADJUSTMENTS) as Adjustment[];

const EXTRA: Partial<Record<Adjustment, number>> = {
  "extra-time-25": 0.25,
  "extra-time-50": 0.5,
  "extra-time-100": 1,
};

const MINUTE_MS = 60_000;
const after = (at: Instant, minutes: number): Instant =>
  toInstant(new Date(Date.parse(at) + minutes * MINUTE_MS));

/** The end of a check's time; null when it has none. Of several extra times the longest holds. */
export function endOfTime(
  openedAt: Instant,
  minutes: number | null,
  agreed: readonly Adjustment[],
): Instant | null {
  if (minutes === null || agreed.includes("no-time-limit")) return null;
  const extra = Math.max(0, ...agreed.map((one) => EXTRA[one] ?? 0));
  return after(openedAt, minutes * (1 + extra));
}

/** From when a check may be begun after one that was failed; null: at once. */
export function mayBeginAgain(
  lastFailedAt: Instant | null,
  waitMinutes: number,
  agreed: readonly Adjustment[],
  now: Instant,
): Instant | null {
  if (lastFailedAt === null || waitMinutes === 0 || agreed.includes("no-wait")) return null;
  const from = after(lastFailedAt, waitMinutes);
  return from > now ? from : null;
}
