/**
 * Coverage: who is trained, of whom, on a day (DESIGN.md, "Coverage, said
 * precisely"). Intentionally pure: the same function answers the page, the
 * command, the files and the tests.
 */
import type { PersonId, UnitId } from "../ids.ts";
import { partsOn } from "../learning/programmes.ts";
import {
  ABSENCE_KINDS,
  EXEMPTION_KINDS,
  type AbsenceKind,
  type ExemptionKind,
  type StaffGroup,
} from "../roster/workforce.ts";
import type { Day } from "../time.ts";
import { compiledBlocks, type PostKind } from "./compiled.ts";
import type { ForceRecord, Moment, PersonRecord } from "./record.ts";
import { EVERYONE, type CoverageRule, type Population } from "./rule.ts";
import {
  absenceOf,
  AVAILABLE,
  CURRENT,
  exemptionOf,
  IN_AUDIENCE,
  NOT_YET_DUE,
  Standings,
  STANDINGS,
  TRAINED,
  type DayView,
} from "./standing.ts";

export { audienceTest, EVERYONE, type CoverageRule, type FitsTest, type Population } from "./rule.ts";

/** A person's place on the day asked about. */
export interface CountedPost {
  readonly unit: UnitId;
  readonly group: StaffGroup;
  /** Whether it puts the person in the audience. */
  readonly fits: boolean;
}

/** One person as counted: everything the figures need to know. */
export interface CountedPerson {
  readonly person: PersonId;
  /** Those within the population. */
  readonly posts: readonly CountedPost[];
  readonly inAudience: boolean;
  readonly absence: AbsenceKind | null;
  readonly exemption: ExemptionKind | null;
  /** Not trained, here, and the rule gives them longer than the promise's own day. */
  readonly notYetDue: boolean;
  /** Counts in the net figure, if in the audience. */
  readonly available: boolean;
  /** Earned, by the day, every award required on it, lapsed or not. */
  readonly trained: boolean;
  /** Trained, and every one of those awards holds on the day. */
  readonly current: boolean;
}

/** Counts are people; rates are shares 0 to 1, null where there is nobody to count. */
export interface Figures {
  /** In post and in the audience: the gross denominator. */
  readonly in_post: number;
  readonly absent: number;
  readonly exempt: number;
  /** Not trained, not away, and given longer than the promise's own day. They are in `net` unless the target says not. */
  readonly not_yet_due: number;
  readonly net: number;
  readonly trained_in_post: number;
  readonly trained_net: number;
  /** Of the net, those none of whose required awards has lapsed. */
  readonly current_net: number;
  readonly gross_rate: number | null;
  readonly net_rate: number | null;
  readonly current_rate: number | null;
}

/** What a rule requires on a day: the slugs of its modules and courses. */
export function requiredOn(rule: CoverageRule, day: Day): string[] {
  return partsOn(rule.programmes, rule.programme, day)
    .map((part) => part.module)
    .sort();
}

/** Everyone of the population in post at the moment, each once, with what counts about them. */
export function countPeople(
  record: ForceRecord,
  rule: CoverageRule,
  moment: Moment,
  population: Population = EVERYONE,
): CountedPerson[] {
  return countThose(standingsAt(record, rule, moment, population));
}

/** How everybody of a record counts at one moment. */
export interface MomentStandings {
  readonly standings: Standings;
  readonly views: readonly DayView[];
  /** By block, in the order of the record's people. */
  readonly values: readonly Uint16Array[];
}

export function standingsAt(
  record: ForceRecord,
  rule: CoverageRule,
  { day, known }: Moment,
  population: Population = EVERYONE,
): MomentStandings {
  const standings = new Standings({ record, rule, known, population, unitsAt: () => population.units });
  const views = standings.views(day, compiledBlocks(record));
  const values = views.map((view) => {
    const of = new Uint16Array(view.block.people.length);
    for (let at = 0; at < of.length; at += 1) of[at] = standings.of(view, at);
    return of;
  });
  return { standings, views, values };
}

/** The figures of the audience at a moment. */
export function figuresAt({ values }: MomentStandings): Figures {
  const counts = new Int32Array(STANDINGS);
  for (const of of values) for (const standing of of) counts[standing] = (counts[standing] as number) + 1;
  return figuresOfStandings(counts);
}

/** Those who count, or of them those of some standings, one by one. */
export function countThose(
  { standings, views, values }: MomentStandings,
  wanted: (block: number, at: number) => boolean = () => true,
): CountedPerson[] {
  const counted: CountedPerson[] = [];
  views.forEach((view, block) => {
    const { people, postKinds } = view.block;
    values[block]?.forEach((value, at) => {
      if (value === 0 || !wanted(block, at)) return;
      const posts: CountedPost[] = [];
      standings.eachPost(view, at, (kind, fits) => {
        const { unit, group } = postKinds[kind] as PostKind;
        posts.push({ unit, group, fits });
      });
      counted.push({
        person: (people[at] as PersonRecord).person,
        posts,
        inAudience: (value & IN_AUDIENCE) !== 0,
        absence: absenceOf(value),
        exemption: exemptionOf(value),
        notYetDue: (value & NOT_YET_DUE) !== 0,
        available: (value & AVAILABLE) !== 0,
        trained: (value & TRAINED) !== 0,
        current: (value & CURRENT) !== 0,
      });
    });
  });
  return counted;
}

/** The figures of some people; each is counted once. */
export function figuresOf(people: readonly CountedPerson[]): Figures {
  let absent = 0;
  let exempt = 0;
  let notYetDue = 0;
  let net = 0;
  let trainedInPost = 0;
  let trainedNet = 0;
  let currentNet = 0;
  for (const person of people) {
    if (person.trained) trainedInPost += 1;
    if (person.absence !== null) absent += 1;
    else if (person.exemption !== null) exempt += 1;
    else if (person.notYetDue) notYetDue += 1;
    if (person.available) {
      net += 1;
      if (person.trained) trainedNet += 1;
      if (person.current) currentNet += 1;
    }
  }
  return withRates({
    in_post: people.length,
    absent,
    exempt,
    not_yet_due: notYetDue,
    net,
    trained_in_post: trainedInPost,
    trained_net: trainedNet,
    current_net: currentNet,
  });
}

/** The figures of the audience, of how many there are of each standing. */
export function figuresOfStandings(counts: Int32Array): Figures {
  const figures = { ...NOBODY };
  counts.forEach((people, standing) => {
    if (people > 0 && (standing & IN_AUDIENCE) !== 0) addStanding(figures, standing, people);
  });
  return withRates(figures);
}

const NOBODY = {
  in_post: 0,
  absent: 0,
  exempt: 0,
  not_yet_due: 0,
  net: 0,
  trained_in_post: 0,
  trained_net: 0,
  current_net: 0,
};

/** How many of the audience each kind of absence takes out of the net figure, of how many there are of each standing. */
export function absencesIn(counts: Int32Array): { kind: AbsenceKind; count: number }[] {
  return ABSENCE_KINDS.map((kind) => ({
    kind,
    count: inAudience(counts, (standing) => absenceOf(standing) === kind),
  }));
}

/** How many of the audience each kind of exemption takes out, those who are away already left aside. */
export function exemptionsIn(counts: Int32Array): { kind: ExemptionKind; count: number }[] {
  return EXEMPTION_KINDS.map((kind) => ({
    kind,
    count: inAudience(counts, (standing) => absenceOf(standing) === null && exemptionOf(standing) === kind),
  }));
}

function inAudience(counts: Int32Array, fits: (standing: number) => boolean): number {
  return counts.reduce(
    (sum, people, standing) =>
      people > 0 && (standing & IN_AUDIENCE) !== 0 && fits(standing) ? sum + people : sum,
    0,
  );
}

/** Figures of several places at once; somebody who is added to one place twice counts once. */
export function standingsCounter(): {
  add(place: number, somebody: number, standing: number): void;
  figures(place: number): Figures;
} {
  const counted: (typeof NOBODY)[] = [];
  const last: number[] = [];
  return {
    add: (place, somebody, standing) => {
      if (last[place] === somebody) return;
      last[place] = somebody;
      addStanding((counted[place] ??= { ...NOBODY }), standing, 1);
    },
    figures: (place) => withRates(counted[place] ?? NOBODY),
  };
}

/** Adds people who all have one standing. */
function addStanding(figures: typeof NOBODY, standing: number, people: number): void {
  const trained = (standing & TRAINED) !== 0;
  figures.in_post += people;
  if (trained) figures.trained_in_post += people;
  if (absenceOf(standing) !== null) figures.absent += people;
  else if (exemptionOf(standing) !== null) figures.exempt += people;
  else if ((standing & NOT_YET_DUE) !== 0) figures.not_yet_due += people;
  if ((standing & AVAILABLE) === 0) return;
  figures.net += people;
  if (trained) figures.trained_net += people;
  if ((standing & CURRENT) !== 0) figures.current_net += people;
}

export type Counts = Omit<Figures, "gross_rate" | "net_rate" | "current_rate">;

/** The counts with their three rates. */
export function withRates(counts: Counts): Figures {
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    ...counts,
    gross_rate: share(counts.trained_in_post, counts.in_post),
    net_rate: share(counts.trained_net, counts.net),
    current_rate: share(counts.current_net, counts.net),
  };
}

export function audienceOf(people: readonly CountedPerson[]): CountedPerson[] {
  return people.filter((person) => person.inAudience);
}

/** The audience by the unit of the posting that puts them in it: once in each such unit. One pass. */
export function audienceByUnit(people: readonly CountedPerson[]): Map<UnitId, CountedPerson[]> {
  const byUnit = new Map<UnitId, CountedPerson[]>();
  for (const person of people) {
    for (const post of person.posts) {
      if (!post.fits) continue;
      const there = byUnit.get(post.unit);
      if (!there) byUnit.set(post.unit, [person]);
      else if (there.at(-1) !== person) there.push(person);
    }
  }
  return byUnit;
}
