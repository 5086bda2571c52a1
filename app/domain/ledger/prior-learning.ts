/** When another system's statement counts as a completion. Intentionally pure. */
import { dayWords } from "../words.ts";
import { addMonths, type Day } from "../time.ts";
import { VERBS } from "./vocabulary.ts";
import type { XapiStatement } from "./xapi/types.ts";

/** Passed or completed, and nothing in the result says otherwise. */
export function saysDone(statement: XapiStatement): boolean {
  const done = statement.verb.id === VERBS.passed.id || statement.verb.id === VERBS.completed.id;
  return done && statement.result?.success !== false && statement.result?.completion !== false;
}

/** A programme that requires the module, and how many months old training elsewhere may be for it (null: any age). */
export interface AgeRule {
  readonly title: string;
  readonly months: number | null;
}

/**
 * Why training on `day` is too old to count on `today`; null when some programme that requires the module still
 * takes it, or none requires it.
 */
export function tooOld(day: Day, today: Day, rules: readonly AgeRule[]): string | null {
  if (rules.length === 0) return null;
  let most: { title: string; months: number } | null = null;
  for (const { title, months } of rules) {
    if (months === null) return null;
    if (!most || months > most.months) most = { title, months };
  }
  if (!most || day >= addMonths(today, -most.months)) return null;
  return (
    `It was done on ${dayWords(day)}. ${most.title} takes training elsewhere that is at most ` +
    `${most.months} months old.`
  );
}
