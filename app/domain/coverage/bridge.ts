/**
 * Why a figure differs between two moments: two days, or one day as known at two instants. Everyone whose counting
 * changed has one cause, the first that fits in the order of `CAUSES`, so that the bridge adds up exactly, for every
 * count at once. Intentionally pure.
 */
import type { PersonId } from "../ids.ts";
import type { CountedPerson } from "./coverage.ts";

export const CAUSES = [
  "joiner",
  "leaver",
  "transfer",
  "target",
  "audience",
  "absence",
  "exemption",
  "grace",
  "expiry",
  "completion",
] as const;
export type Cause = (typeof CAUSES)[number];

/** `in`: counts now and did not, or is trained now and was not; `out`: the other way round. */
export type Way = "in" | "out";

/** The counts that a bridge explains. */
export const BRIDGED = ["in_post", "net", "trained_in_post", "trained_net", "current_net"] as const;
export type Bridged = Readonly<Record<(typeof BRIDGED)[number], number>>;

export interface BridgeRow extends Bridged {
  readonly cause: Cause;
  readonly way: Way;
  /** Everyone whose counting changed for this cause; a row without any change to a count is left out. */
  readonly people: readonly PersonId[];
}

/** A step of a bridge without the people behind it. */
export interface BridgeLine {
  readonly cause: Cause;
  readonly way: Way;
  readonly words: string;
  readonly people: number;
  readonly net: number;
  readonly trained: number;
  readonly toTrain: number;
}

/** The rows without people; `learnt` when the two ends are one day as known at two instants. */
export function bridgeLines(rows: readonly BridgeRow[], learnt: boolean): BridgeLine[] {
  return rows.map((row) => ({
    cause: row.cause,
    way: row.way,
    words: causeWords(row, learnt),
    people: row.people.length,
    net: row.net,
    trained: row.trained_net,
    toTrain: toTrain(row),
  }));
}

/** Who was looked at, and who was in post anywhere in the force, at one moment. */
export interface BridgeEnd {
  readonly counted: readonly CountedPerson[];
  readonly inForce: ReadonlySet<PersonId>;
}

function marks(person: CountedPerson | undefined): Bridged {
  const inPost = person?.inAudience ?? false;
  const net = inPost && (person?.available ?? false);
  const count = (yes: boolean | undefined) => (yes ? 1 : 0);
  return {
    in_post: count(inPost),
    net: count(net),
    trained_in_post: count(inPost && person?.trained),
    trained_net: count(net && person?.trained),
    current_net: count(net && person?.current),
  };
}

function causeOf(
  before: CountedPerson | undefined,
  after: CountedPerson | undefined,
  wasInForce: boolean,
  isInForce: boolean,
  isRetargeted: boolean,
): { cause: Cause; way: Way } {
  if (!wasInForce && isInForce) return { cause: "joiner", way: "in" };
  if (wasInForce && !isInForce) return { cause: "leaver", way: "out" };
  if (isRetargeted) {
    const [from, to] = [marks(before), marks(after)];
    const first = BRIDGED.find((name) => from[name] !== to[name]);
    return { cause: "target", way: first !== undefined && to[first] < from[first] ? "out" : "in" };
  }
  if (!before) return { cause: "transfer", way: "in" };
  if (!after) return { cause: "transfer", way: "out" };
  if (before.inAudience !== after.inAudience)
    return { cause: "audience", way: after.inAudience ? "in" : "out" };
  if ((before.absence === null) !== (after.absence === null))
    return { cause: "absence", way: after.absence === null ? "in" : "out" };
  const exempt = (person: CountedPerson) => person.absence === null && person.exemption !== null;
  if (exempt(before) !== exempt(after)) return { cause: "exemption", way: exempt(after) ? "out" : "in" };
  const gained =
    Number(after.trained) - Number(before.trained) || Number(after.current) - Number(before.current);
  if (before.available !== after.available && before.trained === after.trained)
    return { cause: "grace", way: after.available ? "in" : "out" };
  return gained > 0 ? { cause: "completion", way: "in" } : { cause: "expiry", way: "out" };
}

/**
 * The changes from one end to the other, cause by cause in the order of `CAUSES`, what came in before what went.
 * @param retargeted whoever the rule of the earlier end would count otherwise at the later one
 */
export function bridge(
  before: BridgeEnd,
  after: BridgeEnd,
  retargeted: ReadonlySet<PersonId> = new Set(),
): BridgeRow[] {
  const was = new Map(before.counted.map((person) => [person.person, person]));
  const is = new Map(after.counted.map((person) => [person.person, person]));
  const rows = new Map<
    string,
    { -readonly [Key in keyof BridgeRow]: BridgeRow[Key] } & { people: PersonId[] }
  >();
  for (const person of new Set([...was.keys(), ...is.keys()])) {
    const [one, other] = [was.get(person), is.get(person)];
    const [from, to] = [marks(one), marks(other)];
    if (BRIDGED.every((name) => from[name] === to[name])) continue;
    const { cause, way } = causeOf(
      one,
      other,
      before.inForce.has(person),
      after.inForce.has(person),
      retargeted.has(person),
    );
    const key = `${CAUSES.indexOf(cause)} ${way}`;
    let row = rows.get(key);
    if (!row) {
      row = {
        cause,
        way,
        people: [],
        in_post: 0,
        net: 0,
        trained_in_post: 0,
        trained_net: 0,
        current_net: 0,
      };
      rows.set(key, row);
    }
    row.people.push(person);
    for (const name of BRIDGED) row[name] += to[name] - from[name];
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** How many are still to train more, for a row: untrained and available. */
export function toTrain(counts: Bridged): number {
  return counts.net - counts.trained_net;
}

/** Between two days. */
const CHANGED: Record<Cause, Record<Way, string>> = {
  joiner: { in: "Joined the force", out: "Joined the force" },
  leaver: { in: "Left the force", out: "Left the force" },
  transfer: { in: "Moved here", out: "Moved away" },
  target: { in: "Count by the changed target", out: "No longer count by the changed target" },
  audience: { in: "Came into the audience", out: "Went out of the audience" },
  absence: { in: "Came back to duty", out: "Went on leave or away" },
  exemption: { in: "An exemption or deferral ended", out: "An exemption or deferral began" },
  grace: { in: "Their own day came", out: "Were given longer" },
  expiry: { in: "No longer trained", out: "An award lapsed, or more is asked" },
  completion: { in: "Finished the programme", out: "Finished the programme" },
};

/** Between two instants of knowledge. */
const LEARNT: Record<Cause, Record<Way, string>> = {
  joiner: { in: "Were in post after all", out: "Were in post after all" },
  leaver: { in: "Had left already", out: "Had left already" },
  transfer: { in: "Were here after all", out: "Had moved away already" },
  target: { in: "Count by the changed target", out: "No longer count by the changed target" },
  audience: { in: "Were in the audience after all", out: "Were not in the audience" },
  absence: { in: "Were not away after all", out: "Were away already" },
  exemption: { in: "Were not exempt after all", out: "Were exempt already" },
  grace: { in: "Were due already", out: "Were not yet due" },
  expiry: { in: "Were not trained after all", out: "Were not trained after all" },
  completion: { in: "Had finished already", out: "Had finished already" },
};

/** What happened, in words; `learnt` when the two ends are one day as known at two instants. */
export function causeWords(row: { readonly cause: Cause; readonly way: Way }, learnt: boolean): string {
  return (learnt ? LEARNT : CHANGED)[row.cause][row.way];
}
