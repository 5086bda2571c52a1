/**
 * The coverage page's whole view lives in its address: `?target=SLUG&on=DAY&known=DAY`, who is looked at: `group`,
 * `rank`, `role`, `service`, and what it is compared with: `since=DAY&sinceKnown=DAY`; and `order=people`. What was
 * known can be asked for at an instant too, as `2018-06-04T09:00:00Z`: a link that says so keeps its figures, while
 * "known today" means more by the evening.
 */
import { CAUSES, type Cause, type Way } from "#app/domain/coverage/bridge.ts";
import { SERVICE_BANDS, type ServiceBand } from "#app/domain/coverage/target.ts";
import { STEPS, type Step } from "#app/domain/coverage/steps.ts";
import { AmendsError, type Problem } from "#app/domain/errors.ts";
import { ROLES, type Role } from "#app/domain/identity/permissions.ts";
import { RANKS, type Rank } from "#app/domain/roster/ranks.ts";
import { STAFF_GROUPS, type StaffGroup } from "#app/domain/roster/workforce.ts";
import { dayOf, endOfDay, instantOf, isDay, type Day, type Instant } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";

/** Something in an address that cannot be taken, and what a page takes in its place. */
export interface AskedProblem extends Problem {
  /** What is wrong, alone: for an answer that takes nothing in its place. */
  readonly wrong: string;
}

const wrongAnd = (wrong: string, taken: string, name: string): AskedProblem => ({
  text: `${wrong}; ${taken}`,
  href: `#${name}`,
  wrong,
});

export interface CoverageAsked {
  /** Null: the first target there is. */
  readonly target: string | null;
  readonly asOf: Day;
  readonly knownAt: Instant;
  /** The day whose end `knownAt` is; today's stands for now. */
  readonly knownOn: Day;
  /** Where the address says an instant, `knownAt`; null: it says a day, or nothing. */
  readonly knownExactly: Instant | null;
  readonly group: StaffGroup | null;
  readonly rank: Rank | null;
  readonly role: Role | null;
  readonly service: ServiceBand | null;
  /** What the figure is compared with; null: the last month's end, as known on the same day. */
  readonly since: Day | null;
  readonly sinceKnownOn: Day | null;
  readonly sinceKnownAt: Instant | null;
  readonly sinceKnownExactly: Instant | null;
  /** Units with the lowest rate first, or those with most people to train. */
  readonly order: "rate" | "people";
  readonly problems: readonly AskedProblem[];
}

/** What is asked; a day that does not exist or has not come is told, and today taken in its place. */
export function coverageAsked(url: URL, now: Instant): CoverageAsked {
  const today = dayOf(now);
  const problems: AskedProblem[] = [];
  const said = (name: string) => url.searchParams.get(name)?.trim() ?? "";
  const day = (name: "on" | "known", label: string): Day => {
    const text = said(name);
    if (text === "") return today;
    if (!isDay(text)) {
      problems.push(wrongAnd(`${label}: "${text.slice(0, 20)}" is not a day`, "today is shown", name));
      return today;
    }
    if (text > today && name === "on") {
      problems.push(wrongAnd(`${label}: ${dayWords(text)} has not come yet`, "today is shown", name));
      return today;
    }
    return text;
  };
  const oneOf = <Word extends string>(name: string, words: readonly Word[]): Word | null => {
    const text = said(name);
    if (text === "") return null;
    const word = words.find((one) => one === text);
    if (word === undefined)
      problems.push(wrongAnd(`"${text.slice(0, 30)}" is no ${name}`, "everyone is shown", name));
    return word ?? null;
  };
  const asOf = day("on", "As of");
  // In an address that was written by hand, + is a space.
  const exactly = (name: "known" | "sinceKnown") => instantOf(said(name).replace(" ", "+"));
  const knownExactly = exactly("known");
  const knownOn = knownExactly === null ? day("known", "As known on") : dayOf(knownExactly);
  const sinceExactly = exactly("sinceKnown");
  const knownThen = sinceExactly === null ? said("sinceKnown") : dayOf(sinceExactly);
  const compared = comparedWith({ since: said("since"), known: knownThen }, { asOf, knownOn });
  problems.push(...compared.problems);
  const knownAt = (known: Day, instant: Instant | null) => {
    if (instant !== null) return instant < now ? instant : now;
    return known >= today ? now : endOfDay(known);
  };
  const sinceKnownExactly = compared.knownOn === null ? null : sinceExactly;
  return {
    target: said("target") || null,
    asOf,
    knownOn,
    knownExactly,
    knownAt: knownAt(knownOn, knownExactly),
    group: oneOf("group", STAFF_GROUPS),
    rank: oneOf("rank", RANKS),
    role: oneOf("role", ROLES),
    service: oneOf("service", SERVICE_BANDS),
    since: compared.since,
    sinceKnownOn: compared.knownOn,
    sinceKnownAt: compared.knownOn && knownAt(compared.knownOn, sinceKnownExactly),
    sinceKnownExactly,
    order: said("order") === "people" ? "people" : "rate",
    problems,
  };
}

/** What is asked, where nothing is taken in the place of what is wrong. @throws AmendsError `bad-input`. */
export function coverageAskedExactly(url: URL, now: Instant): CoverageAsked {
  const asked = coverageAsked(url, now);
  const [problem] = asked.problems;
  if (!problem) return asked;
  throw new AmendsError(
    "bad-input",
    problem.wrong,
    `Write days as YYYY-MM-DD, not after today; what was known also as an instant, 2018-06-04T09:00:00Z. Groups are ${STAFF_GROUPS.join(", ")}; ranks ${RANKS.join(", ")}; roles ${ROLES.join(", ")}; lengths of service ${SERVICE_BANDS.join(", ")}.`,
  );
}

/** The earlier end of a bridge; what is no day, or lies after the figure's own, is told and left out. */
function comparedWith(
  said: { since: string; known: string },
  figure: { asOf: Day; knownOn: Day },
): { since: Day | null; knownOn: Day | null; problems: AskedProblem[] } {
  const problems: AskedProblem[] = [];
  const day = (name: "since" | "sinceKnown", text: string, latest: Day): Day | null => {
    if (text === "") return null;
    if (isDay(text) && text <= latest) return text;
    const wrong = isDay(text)
      ? `${dayWords(text)} is after ${dayWords(latest)}, with which it would be compared`
      : `"${text.slice(0, 20)}" is not a day`;
    problems.push(wrongAnd(`Compare with: ${wrong}`, "the last month's end is taken", name));
    return null;
  };
  const since = day("since", said.since, figure.asOf);
  const knownOn = since === null ? null : day("sinceKnown", said.known, figure.knownOn);
  return { since, knownOn, problems };
}

/** The same view as an address says it, without the question mark; days always, so that a link keeps its figures. */
export function coverageSearch(asked: Omit<CoverageAsked, "knownAt" | "sinceKnownAt" | "problems">): string {
  const search = new URLSearchParams();
  const put = (name: string, value: string | null) => {
    if (value !== null) search.set(name, value);
  };
  put("target", asked.target);
  put("on", asked.asOf);
  put("known", asked.knownExactly ?? asked.knownOn);
  put("group", asked.group);
  put("rank", asked.rank);
  put("role", asked.role);
  put("service", asked.service);
  put("since", asked.since);
  put("sinceKnown", asked.sinceKnownExactly ?? asked.sinceKnownOn);
  put("order", asked.order === "rate" ? null : asked.order);
  return search.toString();
}

/**
 * A row of the bridge, as `?cause=leaver&way=out` names it; null where none is asked for.
 * @throws AmendsError `bad-input` for one that is none.
 */
export function causeAsked(url: URL): { cause: Cause; way: Way } | null {
  const said = url.searchParams.get("cause");
  if (said === null) return null;
  const cause = CAUSES.find((one) => one === said);
  if (!cause)
    throw new AmendsError(
      "bad-input",
      `"${said.slice(0, 30)}" is no cause`,
      `Use one of ${CAUSES.join(", ")}.`,
    );
  return { cause, way: url.searchParams.get("way") === "out" ? "out" : "in" };
}

/** @throws AmendsError `bad-input` for a step that is none. */
export function stepAsked(url: URL): Step {
  const said = url.searchParams.get("step") ?? "to-train";
  const step = STEPS.find((one) => one === said);
  if (step) return step;
  throw new AmendsError("bad-input", `"${said.slice(0, 30)}" is no step`, `Use one of ${STEPS.join(", ")}.`);
}
