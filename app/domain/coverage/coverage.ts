/**
 * Coverage: who is trained, of whom, on a day (DESIGN.md, "Coverage, said
 * precisely"). Intentionally pure: the same function answers the page, the
 * command, the files and the tests.
 */
import type { PersonId, UnitId } from "../ids.ts";
import { meets } from "../learning/attained.ts";
import { partsOn, type Programme, type ProgrammePart } from "../learning/programmes.ts";
import type { Role } from "../identity/permissions.ts";
import { rankOf, type Rank } from "../roster/ranks.ts";
import {
  ABSENCE_KINDS,
  EXEMPTION_KINDS,
  STAFF_GROUPS,
  type AbsenceKind,
  type ExemptionKind,
  type StaffGroup,
} from "../roster/workforce.ts";
import { addDays, type Day, type Instant } from "../time.ts";
import {
  awardHolds,
  compiledPeople,
  momentNumbers,
  postHolds,
  type CompiledPerson,
  type MomentNumbers,
} from "./compiled.ts";
import {
  joinedOn,
  returnedOn,
  trueAt,
  unitTree,
  withBelow,
  type Believed,
  type ForceRecord,
  type Moment,
  type PersonRecord,
  type PostFact,
} from "./record.ts";
import {
  fitsClause,
  inGrace,
  ownDueDay,
  serviceBand,
  type DueRule,
  type ServiceBand,
  type TargetAudience,
} from "./target.ts";

/** What is asked of whom, and by when. */
export interface CoverageRule extends DueRule {
  /** Every programme there is: one may include others. */
  readonly programmes: readonly Programme[];
  /** The slug of the one that must be held. */
  readonly programme: string;
  readonly audience: TargetAudience;
}

/** Who is looked at, whatever the audience: null is "any". */
export interface Population {
  readonly units: ReadonlySet<UnitId> | null;
  readonly group: StaffGroup | null;
  readonly rank: Rank | null;
  readonly role: Role | null;
  readonly service: ServiceBand | null;
}

export const EVERYONE: Population = { units: null, group: null, rank: null, role: null, service: null };

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

interface Requirement {
  readonly by: MomentNumbers;
  readonly parts: readonly ProgrammePart[];
  /** For a part that honours earlier holders still: what was required on the day before it. */
  readonly before: ReadonlyMap<ProgrammePart, Requirement>;
}

function requirementOn(rule: CoverageRule, day: Day, known: Instant): Requirement {
  const parts = partsOn(rule.programmes, rule.programme, day);
  const before = new Map<ProgrammePart, Requirement>();
  for (const part of parts)
    if (part.honouredUntil && day < part.honouredUntil)
      before.set(part, requirementOn(rule, addDays(part.requiredFrom, -1), known));
  return { by: momentNumbers({ day, known }), parts, before };
}

const LAPSED_TOO = -1;

/**
 * Whether somebody had earned everything by the requirement's day. A part that honours earlier holders is met by
 * whoever had met all that was required on the day before it.
 * @param heldOn also, that no award it rests on had lapsed by this day; `LAPSED_TOO`: lapsed ones count
 */
function met(person: CompiledPerson, requirement: Requirement, heldOn: number): boolean {
  const { parts, by, before } = requirement;
  for (const part of parts) {
    const earlier = before.get(part);
    if (!earned(person, part, by, heldOn) && !(earlier && met(person, earlier, heldOn))) return false;
  }
  // A programme that requires nothing on the day has trained nobody.
  return parts.length > 0;
}

function earned(person: CompiledPerson, part: ProgrammePart, by: MomentNumbers, heldOn: number): boolean {
  const { awards } = person.record;
  for (const [at, award] of awards.entries())
    if (award.module === part.module && meets(part, award) && awardHolds(person.awards, at, by, heldOn))
      return true;
  return false;
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
  const requirement = requirementOn(rule, moment.day, moment.known);
  const fits = audienceTest(record, rule.audience, moment);
  const counted: CountedPerson[] = [];
  for (const person of compiledPeople(record)) {
    const posts = postsIn(person, population, requirement.by, fits);
    if (posts === null) continue;
    const { record: facts } = person;
    if (population.role !== null && !hasRole(facts, population.role, moment)) continue;
    if (population.service !== null) {
      const joined = joinedOn(facts, moment);
      if (joined === null || serviceBand(joined, moment.day) !== population.service) continue;
    }
    counted.push(countOne(person, posts, rule, requirement, moment));
  }
  return counted;
}

export type FitsTest = (person: PersonRecord, post: PostFact) => boolean;

/** Whether a posting puts somebody in an audience; units below those named count as they hung at the moment. */
export function audienceTest(record: ForceRecord, audience: TargetAudience, moment: Moment): FitsTest {
  if (audience === "everyone") return () => true;
  const below = new Map<string, ReadonlySet<UnitId>>();
  if (audience.some((clause) => clause.units)) {
    const tree = unitTree(record, moment);
    for (const code of audience.flatMap((clause) => clause.units ?? [])) {
      const named = tree.flatMap((unit) => (unit.code === code ? [unit.id] : []));
      below.set(code, withBelow(tree, named));
    }
  }
  return (person, post) => {
    for (const clause of audience)
      if (
        fitsClause(
          clause,
          post,
          (role) => hasRole(person, role, moment),
          (code) => below.get(code)?.has(post.unit) ?? false,
        )
      )
        return true;
    return false;
  };
}

function hasRole(person: PersonRecord, role: Role, moment: Moment): boolean {
  // Everyone in post is an officer of the learning.
  return role === "officer" || person.roles.some((held) => held.role === role && trueAt(held, moment));
}

/** The posts of somebody that lie in the population; null where there is none. */
function postsIn(
  person: CompiledPerson,
  population: Population,
  at: MomentNumbers,
  fits: FitsTest,
): CountedPost[] | null {
  let found: CountedPost[] | null = null;
  const { posts } = person.record;
  for (let place = 0; place < posts.length; place += 1) {
    if (!postHolds(person.posts, place, at)) continue;
    const post = posts[place] as PostFact;
    if (population.units !== null && !population.units.has(post.unit)) continue;
    if (population.group !== null && post.group !== population.group) continue;
    if (population.rank !== null && rankOf(post.rank) !== population.rank) continue;
    const one = { unit: post.unit, group: post.group, fits: fits(person.record, post) };
    if (found === null) found = [one];
    else found.push(one);
  }
  return found;
}

/** The first of the kinds, in their own order, that is true at the moment: where there are two at once, always the same. */
function kindAt<Kind extends string>(
  facts: readonly (Believed & { readonly kind: Kind })[],
  kinds: readonly Kind[],
  moment: Moment,
): Kind | null {
  if (facts.length === 0) return null;
  const now = facts.filter((fact) => trueAt(fact, moment)).map((fact) => fact.kind);
  return now.length === 0 ? null : (kinds.find((kind) => now.includes(kind)) ?? null);
}

function countOne(
  person: CompiledPerson,
  posts: readonly CountedPost[],
  rule: CoverageRule,
  requirement: Requirement,
  moment: Moment,
): CountedPerson {
  const { record: facts } = person;
  const absence = kindAt(facts.absences, ABSENCE_KINDS, moment);
  const exemption = kindAt(facts.exemptions, EXEMPTION_KINDS, moment);
  const trained = met(person, requirement, LAPSED_TOO);
  const here = absence === null && exemption === null;
  const hasGrace = rule.joiningDays !== null || rule.returningDays !== null;
  const notYetDue =
    hasGrace &&
    here &&
    !trained &&
    inGrace(rule, ownDueDay(rule, joinedOn(facts, moment), returnedOn(facts, moment)), moment.day);
  return {
    person: facts.person,
    posts,
    inAudience: posts.some((post) => post.fits),
    absence,
    exemption,
    notYetDue,
    available: here && !(notYetDue && rule.graceLeavesNet),
    trained,
    current: trained && met(person, requirement, requirement.by.day),
  };
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

/** How many of the audience each kind of absence takes out of the net figure. */
export function absencesByKind(people: readonly CountedPerson[]): { kind: AbsenceKind; count: number }[] {
  return ABSENCE_KINDS.map((kind) => ({
    kind,
    count: people.filter((person) => person.absence === kind).length,
  }));
}

/** How many of the audience each kind of exemption takes out, those who are away already left aside. */
export function exemptionsByKind(people: readonly CountedPerson[]): { kind: ExemptionKind; count: number }[] {
  return EXEMPTION_KINDS.map((kind) => ({
    kind,
    count: people.filter((person) => person.absence === null && person.exemption === kind).length,
  }));
}

/**
 * The figures of each group that has anybody, in the order of the workforce's own list, whether or not the group is
 * in the audience. Somebody with two postings is once in each of their groups.
 */
export function figuresByGroup(people: readonly CountedPerson[]): { group: StaffGroup; figures: Figures }[] {
  return STAFF_GROUPS.map((group) => ({
    group,
    figures: figuresOf(people.filter((person) => person.posts.some((post) => post.group === group))),
  })).filter((row) => row.figures.in_post > 0);
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
