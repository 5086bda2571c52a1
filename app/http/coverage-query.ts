/** The coverage page's whole view lives in its address: `?on=DAY&known=DAY`. */
import type { Problem } from "#app/domain/errors.ts";
import { dayOf, endOfDay, isDay, type Day, type Instant } from "#app/domain/time.ts";

export interface CoverageAsked {
  readonly asOf: Day;
  readonly knownAt: Instant;
  /** The day whose end `knownAt` is; today's stands for now. */
  readonly knownOn: Day;
  readonly problems: readonly Problem[];
}

/** What is asked; a day that does not exist is told, and today taken in its place. */
export function coverageAsked(url: URL, now: Instant): CoverageAsked {
  const today = dayOf(now);
  const problems: Problem[] = [];
  const day = (name: "on" | "known", label: string): Day => {
    const text = url.searchParams.get(name) ?? "";
    if (text === "") return today;
    if (isDay(text)) return text;
    problems.push({
      text: `${label}: "${text.slice(0, 20)}" is not a day; today is shown`,
      href: `#${name}`,
    });
    return today;
  };
  const asOf = day("on", "As of");
  const knownOn = day("known", "As known on");
  return { asOf, knownOn, knownAt: knownOn >= today ? now : endOfDay(knownOn), problems };
}
