/** The people of a unit as their supervisor sees them: never an answer, never a score. Intentionally pure. */
import type { PersonId, UnitId } from "../ids.ts";
import { RANKS, rankOf, type Rank } from "../roster/ranks.ts";
import { STAFF_GROUPS, type StaffGroup } from "../roster/workforce.ts";
import type { Day } from "../time.ts";

/**
 * Each person is in one. Whoever is past their own due day is overdue, begun or not; whoever is away or exempt is
 * neither; `open` is somebody of whom the programme is not asked and who does not hold it.
 */
export const PERSON_STATES = ["overdue", "none", "progress", "done", "away", "exempt", "open"] as const;
export type PersonState = (typeof PERSON_STATES)[number];

export const STATE_NAMES: Record<PersonState, string> = {
  overdue: "Overdue",
  none: "Not begun",
  progress: "On the way",
  done: "Done",
  away: "Away",
  exempt: "Exempt for now",
  open: "Not asked",
};

/** A rank, or none for grades that are no police rank. */
export const RANK_CHOICES = [...RANKS, "none"] as const;
export type RankChoice = (typeof RANK_CHOICES)[number];

export interface PersonProgress {
  readonly id: PersonId;
  readonly name: string;
  /** By which two people of one name are told apart: the collar number, or the employee number. */
  readonly number: string | null;
  /** Within the units looked at; two for somebody who is special and staff. */
  readonly posts: readonly {
    readonly unit: UnitId;
    readonly unitName: string;
    readonly group: StaffGroup;
    readonly rank: string;
  }[];
  readonly state: PersonState;
  /** Their own due day, by the soonest target that is for them; null without one, or when nothing is left. */
  readonly dueOn: Day | null;
  /** Titles of the parts held. */
  readonly held: readonly string[];
  /** What is left, with its minutes of reading and check; null for what nobody can do here now. */
  readonly left: readonly { readonly title: string; readonly minutes: number | null }[];
}

/** Somebody of the unit, and whether they can be reminded today. */
export interface UnitPerson extends PersonProgress {
  /** Why they cannot, in words; null: they can. Empty where there is nothing to remind them of. */
  readonly notNow: string | null;
}

/** Who is looked at; null is "any". A unit is named by its id, and those below it count. */
export interface UnitFilter {
  readonly show: PersonState | null;
  readonly group: StaffGroup | null;
  readonly rank: RankChoice | null;
  readonly unit: UnitId | null;
}

/** A unit that can be chosen, with itself and all below it. */
export interface UnitChoice {
  readonly id: UnitId;
  readonly name: string;
  readonly depth: number;
  readonly inside: ReadonlySet<UnitId>;
}

/** How many would be shown by each choice, the other choices staying as they are. */
export interface UnitCounts {
  readonly everyone: number;
  readonly states: Readonly<Record<PersonState, number>>;
  readonly groups: readonly { readonly value: StaffGroup; readonly people: number }[];
  readonly ranks: readonly { readonly value: RankChoice; readonly people: number }[];
  readonly units: readonly {
    readonly value: UnitId;
    readonly name: string;
    readonly depth: number;
    readonly people: number;
  }[];
  /** Those shown were the group, the rank or the unit not chosen. */
  readonly any: { readonly group: number; readonly rank: number; readonly unit: number };
}

/** Those who fit a filter. One post has to fit all that is asked of it. */
export function whoFits(
  people: readonly PersonProgress[],
  filter: UnitFilter,
  units: readonly UnitChoice[],
): PersonProgress[] {
  const { show, group, rank, unit } = filter;
  const inside = unit === null ? null : (units.find((one) => one.id === unit)?.inside ?? new Set());
  return people.filter(
    (person) =>
      (show === null || person.state === show) &&
      person.posts.some(
        (post) =>
          (group === null || post.group === group) &&
          (rank === null || rankChoice(post.rank) === rank) &&
          (inside === null || inside.has(post.unit)),
      ),
  );
}

function rankChoice(words: string): Rank | "none" {
  return rankOf(words) ?? "none";
}

/**
 * The counts beside the choices. The states add up to everyone; so do groups, ranks and units that lie side by side,
 * but for somebody with two posts, who counts once in each.
 */
export function unitCounts(
  people: readonly PersonProgress[],
  filter: UnitFilter,
  units: readonly UnitChoice[],
): UnitCounts {
  const count = (other: Partial<UnitFilter>) => whoFits(people, { ...filter, ...other }, units).length;
  const inAnyState = whoFits(people, { ...filter, show: null }, units);
  const states = Object.fromEntries(PERSON_STATES.map((state) => [state, 0])) as Record<PersonState, number>;
  for (const { state } of inAnyState) states[state] += 1;
  const posts = people.flatMap((one) => one.posts);
  const groups = new Set(posts.map((post) => post.group));
  const ranks = new Set(posts.map((post) => rankChoice(post.rank)));
  return {
    everyone: inAnyState.length,
    states,
    groups: STAFF_GROUPS.filter((value) => groups.has(value)).map((value) => ({
      value,
      people: count({ group: value }),
    })),
    ranks: RANK_CHOICES.filter((value) => ranks.has(value)).map((value) => ({
      value,
      people: count({ rank: value }),
    })),
    units: units.map(({ id, name, depth }) => ({ value: id, name, depth, people: count({ unit: id }) })),
    any: { group: count({ group: null }), rank: count({ rank: null }), unit: count({ unit: null }) },
  };
}

/** What would close the gap: those who are here, are asked and have something left. */
export interface UnitGap {
  readonly people: number;
  /** Minutes of reading and checks that they have left, all together. */
  readonly minutes: number;
  /** Those with one module left, who could finish this week. */
  readonly near: readonly { readonly name: string; readonly module: string; readonly minutes: number }[];
}

export function unitGap(people: readonly PersonProgress[]): UnitGap {
  const here = people.filter((one) => isToRemind(one.state));
  return {
    people: here.length,
    minutes: here.flatMap((one) => one.left).reduce((sum, part) => sum + (part.minutes ?? 0), 0),
    near: here.flatMap(({ name, left: [part, ...more] }) =>
      part && part.minutes !== null && more.length === 0
        ? [{ name, module: part.title, minutes: part.minutes }]
        : [],
    ),
  };
}

/** Whether somebody is here and has something left that is asked of them. */
export function isToRemind(state: PersonState): boolean {
  return state === "overdue" || state === "none" || state === "progress";
}
