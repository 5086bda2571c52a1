/**
 * A page about people and units says in its address at what knowledge it looks: `?known=2018-06-04`, the end of that
 * day, or an instant, `?known=2018-06-04T09:00:00Z`. Without either, it is what is known now.
 */
import { dayOf, endOfDay, instantOf, isDay, type Day, type Instant } from "#app/domain/time.ts";
import { dayWords, instantWords } from "#app/domain/words.ts";

export interface KnownAsked {
  readonly knownAt: Instant;
  /** Null: now. */
  readonly earlier: {
    /** As the address says it. */
    readonly said: string;
    readonly day: Day;
    /** "4 June 2018", or with the time of an instant. */
    readonly words: string;
  } | null;
  /** What was asked is neither day nor instant: what is known now is shown. */
  readonly problem: string | null;
}

/** What is asked; a day or an instant that has not come is now. */
export function knownAsked(url: URL, now: Instant): KnownAsked {
  // In an address that was written by hand, + is a space.
  const said = (url.searchParams.get("known") ?? "").trim().replace(" ", "+");
  const nowadays = { knownAt: now, earlier: null, problem: null };
  if (said === "") return nowadays;
  const instant = instantOf(said);
  if (instant !== null)
    return instant >= now
      ? nowadays
      : {
          knownAt: instant,
          earlier: { said, day: dayOf(instant), words: instantWords(instant) },
          problem: null,
        };
  if (!isDay(said)) {
    const problem = `As known on: "${said.slice(0, 20)}" is not a day; what is known now is shown`;
    return { ...nowadays, problem };
  }
  return said >= dayOf(now)
    ? nowadays
    : { knownAt: endOfDay(said), earlier: { said, day: said, words: dayWords(said) }, problem: null };
}

/** An address with what was known then, where that is not now. */
export function withKnown(
  path: string,
  earlier: KnownAsked["earlier"],
  search: Readonly<Record<string, string>> = {},
): string {
  const said = new URLSearchParams({ ...search, ...(earlier ? { known: earlier.said } : {}) }).toString();
  return said === "" ? path : `${path}?${said}`;
}
