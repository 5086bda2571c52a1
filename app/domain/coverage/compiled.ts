/**
 * A force's record in columns of numbers, made once for each record: a figure compares days and instants some hundred
 * thousand times, and text compares slowly. Intentionally pure: nothing is kept but what the record says.
 */
import { ABSENCE_KINDS, EXEMPTION_KINDS } from "../roster/workforce.ts";
import { END_OF_TIME, type Day, type Instant } from "../time.ts";
import type { AwardFact, Believed, ForceRecord, PersonRecord, PostFact } from "./record.ts";

/** Facts of one kind, person after person: those of the one at `i` lie from `first[i]` up to `first[i + 1]`. */
export interface Columns {
  readonly first: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly knownFrom: Float64Array;
  readonly knownTo: Float64Array;
  /** Its place in `ABSENCE_KINDS`, in `EXEMPTION_KINDS` or in the block's own list. */
  readonly kind: Uint16Array;
}

/** What posts of one unit, group and rank have in common, as the first of them. */
export type PostKind = PostFact;
export type AwardKind = Pick<AwardFact, "module" | "via" | "provider">;

/** Some people who lie together. When one of them changes, these are compiled again and no others. */
export interface Block {
  readonly people: readonly PersonRecord[];
  readonly posts: Columns;
  readonly postKinds: readonly PostKind[];
  readonly absences: Columns;
  readonly exemptions: Columns;
  /** Known from when they were stored to when they were withdrawn. */
  readonly awards: Columns;
  readonly awardKinds: readonly AwardKind[];
  /** The instant from which on nothing more is known of these people. */
  readonly newest: number;
}

export const BLOCK_SIZE = 2_048;
/** Later than any day, in columns and beside them. */
export const NEVER = 2_147_483_647;

/** Sorts as the days do: 20180604. */
export function dayNumber(day: Day): number {
  return Number(day.slice(0, 4)) * 10_000 + Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10));
}

export function instantNumber(instant: Instant): number {
  return Date.parse(instant);
}

const compiled = new WeakMap<ForceRecord, readonly Block[]>();
/** By their first person, so that a record of which a few people changed finds the blocks of all the others. */
const blocks = new WeakMap<PersonRecord, Block>();

export function compiledBlocks(record: ForceRecord): readonly Block[] {
  const there = compiled.get(record);
  if (there) return there;
  const made: Block[] = [];
  for (let at = 0; at < record.people.length; at += BLOCK_SIZE) {
    const people = record.people.slice(at, at + BLOCK_SIZE);
    const [first] = people;
    if (!first) break;
    let block = blocks.get(first);
    if (block?.people.length !== people.length || block.people.some((one, place) => one !== people[place])) {
      block = compileBlock(people);
    }
    made.push(block);
  }
  compiled.set(record, made);
  return made;
}

/** Some people's columns. Made ahead, of people who will lie together in a record from a block's beginning on, they are used there. */
export function compileBlock(people: readonly PersonRecord[]): Block {
  const block = compiler()(people);
  const [first] = people;
  if (first) blocks.set(first, block);
  return block;
}

/** The instant from which on nothing more is known of a force, as a number. */
export function newestKnowledge(record: ForceRecord): number {
  let newest = -Infinity;
  for (const block of compiledBlocks(record)) newest = Math.max(newest, block.newest);
  for (const unit of record.units) newest = Math.max(newest, ...learnt(unit).map(instantNumber));
  return newest;
}

/** When something began to be believed, and when it ceased to be where it has. */
function learnt({ knownFrom, knownTo }: Believed): Instant[] {
  return knownTo < END_OF_TIME ? [knownFrom, knownTo] : [knownFrom];
}

/** The latest instant at which anything of some facts was learnt. */
function newestOf(facts: Columns, end: number): number {
  let newest = -Infinity;
  for (const instants of [facts.knownFrom, facts.knownTo])
    for (const instant of instants) if (instant > newest && instant < end) newest = instant;
  return newest;
}

function remembering<Text, Number>(of: (text: Text) => Number): (text: Text) => Number {
  const known = new Map<Text, Number>();
  return (text) => {
    let number = known.get(text);
    if (number === undefined) {
      number = of(text);
      known.set(text, number);
    }
    return number;
  };
}

/** Numbers things in the order in which they come. */
function numbering<Thing>(key: (thing: Thing) => string): { of(thing: Thing): number; things: Thing[] } {
  const places = new Map<string, number>();
  const things: Thing[] = [];
  return {
    things,
    of: (thing) => {
      const name = key(thing);
      const place = places.get(name) ?? things.push(thing) - 1;
      places.set(name, place);
      return place;
    },
  };
}

function compiler(): (people: readonly PersonRecord[]) => Block {
  const day = remembering(dayNumber);
  const instant = remembering(instantNumber);
  const columns = <Fact>(
    people: readonly PersonRecord[],
    factsOf: (person: PersonRecord) => readonly Fact[],
    spanOf: (fact: Fact) => readonly [number, number, number, number],
    kindOf: (fact: Fact) => number,
  ): Columns => {
    const count = people.reduce((sum, person) => sum + factsOf(person).length, 0);
    const made = {
      first: new Int32Array(people.length + 1),
      from: new Int32Array(count),
      to: new Int32Array(count),
      knownFrom: new Float64Array(count),
      knownTo: new Float64Array(count),
      kind: new Uint16Array(count),
    };
    let place = 0;
    people.forEach((person, at) => {
      for (const fact of factsOf(person)) {
        const [from, to, knownFrom, knownTo] = spanOf(fact);
        made.from[place] = from;
        made.to[place] = to;
        made.knownFrom[place] = knownFrom;
        made.knownTo[place] = knownTo;
        made.kind[place] = kindOf(fact);
        place += 1;
      }
      made.first[at + 1] = place;
    });
    return made;
  };
  const span = (fact: Believed) =>
    [day(fact.from), day(fact.to), instant(fact.knownFrom), instant(fact.knownTo)] as const;
  return (people) => {
    const postKinds = numbering((post: PostFact) => `${post.unit}\n${post.group}\n${post.rank}`);
    const awardKinds = numbering((kind: AwardKind) => `${kind.module}\n${kind.via}\n${kind.provider ?? ""}`);
    const posts = columns(
      people,
      (person) => person.posts,
      span,
      (post) => postKinds.of(post),
    );
    const absences = columns(
      people,
      (person) => person.absences,
      span,
      (fact) => ABSENCE_KINDS.indexOf(fact.kind),
    );
    const exemptions = columns(
      people,
      (person) => person.exemptions,
      span,
      (fact) => EXEMPTION_KINDS.indexOf(fact.kind),
    );
    const awards = columns(
      people,
      (person) => person.awards,
      (award) => [
        day(award.from),
        award.to === null ? NEVER : day(award.to),
        instant(award.stored),
        award.withdrawn === null ? Infinity : instant(award.withdrawn),
      ],
      (award) => awardKinds.of(award),
    );
    const roles = people.flatMap((person) => person.roles.flatMap(learnt)).map(instantNumber);
    const end = instantNumber(END_OF_TIME);
    return {
      people,
      posts,
      postKinds: postKinds.things,
      absences,
      exemptions,
      awards,
      awardKinds: awardKinds.things,
      newest: Math.max(
        ...[posts, absences, exemptions, awards].map((facts) => newestOf(facts, end)),
        ...roles,
      ),
    };
  };
}
