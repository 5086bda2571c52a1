/**
 * Coverage: who is trained, of whom, on a day (DESIGN.md, "Coverage, said
 * precisely"). Intentionally pure: the same function answers the page, the
 * command and the tests.
 */
import type { PersonId, UnitId } from "../ids.ts";
import { ABSENCE_KINDS, STAFF_GROUPS, type AbsenceKind, type StaffGroup } from "../roster/workforce.ts";
import { covers, END_OF_DAYS, type Day } from "../time.ts";

/** A person's place on the day asked about. */
export interface PostHeld {
  readonly person: PersonId;
  readonly unit: UnitId;
  readonly group: StaffGroup;
}

export interface AbsenceHeld {
  readonly person: PersonId;
  readonly kind: AbsenceKind;
}

export interface AwardHeld {
  readonly person: PersonId;
  readonly module: string;
  readonly from: Day;
  /** The first day without it; null when it does not lapse. */
  readonly to: Day | null;
}

/** Everything true on day `asOf`, as it was known at one instant. */
export interface CoverageInput {
  readonly asOf: Day;
  readonly posts: readonly PostHeld[];
  readonly absences: readonly AbsenceHeld[];
  readonly awards: readonly AwardHeld[];
  /** The modules that the programme requires on the day. */
  readonly required: readonly string[];
}

/** Counts are people; rates are shares 0 to 1, null where there is nobody to count. */
export interface Figures {
  readonly in_post: number;
  readonly absent: number;
  readonly net: number;
  readonly trained_in_post: number;
  readonly trained_net: number;
  /** Of the net, those none of whose required awards has lapsed. */
  readonly current_net: number;
  readonly gross_rate: number | null;
  readonly net_rate: number | null;
  readonly current_rate: number | null;
}

/** One person as counted: everything the figures need to know. */
export interface CountedPerson {
  readonly person: PersonId;
  readonly absence: AbsenceKind | null;
  /** Earned, by the day, every award required on it, lapsed or not. */
  readonly trained: boolean;
  /** Trained, and every one of those awards holds on the day. */
  readonly current: boolean;
  readonly posts: readonly PostHeld[];
}

/** Everyone in post on the day, each once, with what counts about them. */
export function countedPeople(input: CoverageInput): CountedPerson[] {
  const absenceOf = new Map(input.absences.map((absence) => [absence.person, absence.kind]));
  const earned = new Map<PersonId, Set<string>>();
  const holding = new Map<PersonId, Set<string>>();
  const note = (map: Map<PersonId, Set<string>>, award: AwardHeld) => {
    const modules = map.get(award.person) ?? new Set();
    modules.add(award.module);
    map.set(award.person, modules);
  };
  for (const award of input.awards) {
    if (award.from > input.asOf) continue;
    note(earned, award);
    if (covers({ from: award.from, to: award.to ?? END_OF_DAYS }, input.asOf)) note(holding, award);
  }
  const hasAll = (map: Map<PersonId, Set<string>>, person: PersonId) =>
    // A programme that requires nothing on the day has trained nobody.
    input.required.length > 0 && input.required.every((module) => map.get(person)?.has(module) ?? false);

  const postsOf = new Map<PersonId, PostHeld[]>();
  for (const post of input.posts) {
    const posts = postsOf.get(post.person);
    if (posts) posts.push(post);
    else postsOf.set(post.person, [post]);
  }
  return [...postsOf].map(([person, posts]) => ({
    person,
    posts,
    absence: absenceOf.get(person) ?? null,
    trained: hasAll(earned, person),
    current: hasAll(earned, person) && hasAll(holding, person),
  }));
}

/** The figures of some people; each is counted once. */
export function figuresOf(people: readonly CountedPerson[]): Figures {
  let absent = 0;
  let trainedInPost = 0;
  let trainedNet = 0;
  let currentNet = 0;
  for (const person of people) {
    if (person.trained) trainedInPost += 1;
    if (person.absence !== null) absent += 1;
    else {
      if (person.trained) trainedNet += 1;
      if (person.current) currentNet += 1;
    }
  }
  const inPost = people.length;
  const net = inPost - absent;
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    in_post: inPost,
    absent,
    net,
    trained_in_post: trainedInPost,
    trained_net: trainedNet,
    current_net: currentNet,
    gross_rate: share(trainedInPost, inPost),
    net_rate: share(trainedNet, net),
    current_rate: share(currentNet, net),
  };
}

/**
 * The people of a group (null: of any) in some units (null: in any). Somebody
 * with two postings is in each group and unit they are posted to, once.
 */
export function peopleIn(
  people: readonly CountedPerson[],
  group: StaffGroup | null,
  units: ReadonlySet<UnitId> | null,
): CountedPerson[] {
  return people.filter((person) =>
    person.posts.some(
      (post) => (group === null || post.group === group) && (units === null || units.has(post.unit)),
    ),
  );
}

/** How many people each kind of absence takes out of the net figure. */
export function absencesByKind(people: readonly CountedPerson[]): { kind: AbsenceKind; count: number }[] {
  return ABSENCE_KINDS.map((kind) => ({
    kind,
    count: people.filter((person) => person.absence === kind).length,
  }));
}

/** The figures of each group that has anybody, in the order of the workforce's own list. */
export function figuresByGroup(
  people: readonly CountedPerson[],
  units: ReadonlySet<UnitId> | null,
): { group: StaffGroup; figures: Figures }[] {
  return STAFF_GROUPS.map((group) => ({ group, figures: figuresOf(peopleIn(people, group, units)) })).filter(
    (row) => row.figures.in_post > 0,
  );
}
