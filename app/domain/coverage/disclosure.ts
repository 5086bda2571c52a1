/**
 * Which totals everyone may be told, of all the targets that a force has (decision 0026). Intentionally pure.
 *
 * A total is exact, so it may only be that of a whole group or of everyone in the force, of ten people at least.
 * Anything narrower could be taken away from it, and so could two whole totals from each other: everyone less the
 * officers and the PCSOs may leave three specials. So each total is held against all that were told before it.
 */
import { STAFF_GROUPS, type StaffGroup } from "../roster/workforce.ts";
import type { Day } from "../time.ts";
import type { Counts } from "./coverage.ts";
import { FEWEST, publish, type Publication, type UnitCount } from "./publish.ts";
import { soleGroup, type TargetAudience } from "./target.ts";

/** An audience that nobody of its kind is left out of. */
export type Whole = StaffGroup | "everyone";

/** A withheld month holds nothing that could leave by mistake. */
export type StoredPublication = (Publication & { readonly told?: true }) | Withheld;

interface Withheld {
  readonly day: Day;
  readonly told: false;
}

/** A target's month as it was frozen. */
export interface FrozenMonth {
  readonly target: string;
  /** As it was when the month was frozen. */
  readonly audience: TargetAudience;
  /** The programme's slug. */
  readonly programme: string;
  readonly published: StoredPublication;
}

/** A month that everyone may be told. */
export interface ToldMonth {
  readonly target: string;
  readonly whole: Whole;
  readonly programme: string;
  readonly publication: Publication;
}

/** A target's month that is about to be frozen. */
export interface Candidate {
  readonly target: string;
  readonly audience: TargetAudience;
  readonly programme: string;
  readonly total: Counts;
  /** Every unit with anybody in the audience, counted as `openCounts` does. */
  readonly units: readonly UnitCount[];
}

/** Somebody in post on the day, whatever the audience. */
export interface Present {
  readonly groups: readonly StaffGroup[];
  /** Neither away nor exempt. */
  readonly available: boolean;
}

/** The group that an audience is the whole of, or everyone; null for anything narrower, or made of several. */
export function wholeOf(audience: TargetAudience): Whole | null {
  if (audience === "everyone") return "everyone";
  const [clause, another] = audience;
  return clause && !another && Object.keys(clause).length === 1 ? soleGroup(audience) : null;
}

/**
 * What may be told of the months that were frozen, the earliest first. Months from before totals were held against
 * each other are told by a stricter rule: everyone's only where no group's ever was.
 */
export function toldOf(months: readonly FrozenMonth[]): ToldMonth[] {
  const wholes = months.map(({ audience }) => wholeOf(audience));
  const anyGroup = wholes.some((whole) => whole !== null && whole !== "everyone");
  const told: ToldMonth[] = [];
  const inOrder = months
    .map((month, at) => ({ ...month, whole: wholes[at] ?? null }))
    .sort((a, b) => (a.published.day < b.published.day ? -1 : a.published.day > b.published.day ? 1 : 0));
  for (const { target, whole, programme, published } of inOrder) {
    if (published.told === false || whole === null) continue;
    const earlier =
      published.told === undefined &&
      (isFew(published.total) ||
        (whole === "everyone" && anyGroup) ||
        told.some((one) => sameTotal(one, { whole, programme }) && one.publication.day === published.day));
    if (earlier) continue;
    const rows = mayTellUnits({ whole, programme }, told) ? published.rows : [];
    const publication = { ...published, rows, total: openCounts(published.total) };
    told.push({ target, whole, programme, publication });
  }
  return told;
}

/**
 * What is published of a day, for each target whose month is about to be frozen.
 * @param before all that was told until now, of any target
 * @param present everyone in post on the day
 */
export function tell(
  day: Day,
  candidates: readonly Candidate[],
  before: readonly ToldMonth[],
  present: readonly Present[],
): Map<string, StoredPublication> {
  const told = [...before];
  const published = new Map<string, StoredPublication>();
  // Of two targets for the same people, the one that was told of last goes on.
  const lately = new Set(before.filter((one) => one.publication.day < day).map((one) => one.target));
  const inOrder = [...candidates].sort((a, b) => Number(lately.has(b.target)) - Number(lately.has(a.target)));
  for (const { target, audience, programme, total: counted, units } of inOrder) {
    const whole = wholeOf(audience);
    const total = openCounts(counted);
    if (whole === null || !mayTell({ whole, programme, day, total }, told, present)) {
      published.set(target, { day, told: false });
      continue;
    }
    const publication = publish(
      day,
      total,
      mayTellUnits({ whole, programme }, told) ? units : [],
      told.filter((one) => sameTotal(one, { whole, programme })).map((one) => one.publication),
    );
    told.push({ target, whole, programme, publication });
    published.set(target, { ...publication, told: true });
  }
  return published;
}

/**
 * Counts as they are published: those who are given longer count as available, whatever the target says, for between
 * two targets, or two versions of one, they could be told by subtraction.
 */
export function openCounts(counts: Counts): Counts {
  return { ...counts, net: counts.in_post - counts.absent - counts.exempt, not_yet_due: 0 };
}

type Kind = Pick<ToldMonth, "whole" | "programme">;

const sameTotal = (one: Kind, other: Kind) => one.whole === other.whole && one.programme === other.programme;
const isFew = (total: Counts) => total.in_post < FEWEST || total.net < FEWEST;
/** Somebody, and too few to be told of. */
const few = (people: number) => people !== 0 && Math.abs(people) < FEWEST;

/** Units are told of groups, and of each for one programme: between two, what was merged otherwise could be told apart. */
function mayTellUnits({ whole, programme }: Kind, told: readonly ToldMonth[]): boolean {
  if (whole === "everyone") return false;
  return told.every(
    (one) => one.whole !== whole || one.programme === programme || one.publication.rows.length === 0,
  );
}

function mayTell(
  candidate: Kind & { readonly day: Day; readonly total: Counts },
  told: readonly ToldMonth[],
  present: readonly Present[],
): boolean {
  const { whole, day, total } = candidate;
  if (isFew(total)) return false;
  const sameDay = told.filter((one) => one.publication.day === day);
  if (sameDay.some((one) => sameTotal(one, candidate))) return false;
  if (sameDay.some((one) => one.whole === whole && tellsApart(one.publication.total, [total]))) return false;

  const everyone = whole === "everyone" || told.some((one) => one.whole === "everyone");
  const groups = STAFF_GROUPS.filter((group) => group === whole || told.some((one) => one.whole === group));
  if (!everyone || groups.length === 0) return true;
  // Whoever compares with an earlier day may guess that nothing has changed since: then what is left is today's truth.
  const isNew = whole === "everyone" || !told.some((one) => one.whole === whole);
  if (isNew && subsets(groups).some((some) => leavesFew(present, some))) return false;
  // And on one day there is nothing to guess.
  const totals = [...sameDay.map((one) => ({ whole: one.whole, total: one.publication.total })), candidate];
  const alternatives = groups.map((group) => totals.filter((one) => one.whole === group));
  return totals
    .filter((one) => one.whole === "everyone")
    .every((one) => choices(alternatives).every((parts) => !tellsApart(one.total, parts)));
}

/** Whether a total less some others is a small count. */
function tellsApart(whole: Counts, parts: readonly Counts[]): boolean {
  return (["in_post", "net"] as const).some((name) =>
    few(parts.reduce((left, part) => left - part[name], whole[name])),
  );
}

/** Whether those in none of the groups are few; or, where there are none, those in several. */
function leavesFew(present: readonly Present[], groups: readonly StaffGroup[]): boolean {
  const within = present.map((one) => groups.filter((group) => one.groups.includes(group)).length);
  const count = (people: (at: number) => number) =>
    [present, present.map((one) => (one.available ? one : null))].map((all) =>
      all.reduce((sum, one, at) => sum + (one === null ? 0 : people(at)), 0),
    );
  const rest = count((at) => (within[at] === 0 ? 1 : 0));
  if (rest.some(few)) return true;
  return rest[0] === 0 && count((at) => (within[at] ?? 0) - 1).some(few);
}

/** Every choice of some of them, at least one. */
function subsets<One>(all: readonly One[]): One[][] {
  return all
    .reduce<One[][]>((found, one) => [...found, ...found.map((some) => [...some, one])], [[]])
    .slice(1);
}

/** Every way to take, from some of the lists and at least one, one total each. */
function choices(lists: readonly (readonly { readonly total: Counts }[])[]): Counts[][] {
  return lists
    .reduce<Counts[][]>(
      (found, list) => [...found, ...found.flatMap((some) => list.map(({ total }) => [...some, total]))],
      [[]],
    )
    .slice(1);
}
