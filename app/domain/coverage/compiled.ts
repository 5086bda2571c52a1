/**
 * A force's record with its days and instants as numbers, made once for each record: a figure compares them some
 * hundred thousand times, and text compares slowly. Intentionally pure: nothing is kept but what the record says.
 */
import type { Day, Instant } from "../time.ts";
import type { ForceRecord, Moment, PersonRecord } from "./record.ts";

/** For each post: from, to, known from, known to. For each award: from, to, stored, withdrawn. */
export interface CompiledPerson {
  readonly record: PersonRecord;
  readonly posts: Float64Array;
  readonly awards: Float64Array;
}

const compiled = new WeakMap<ForceRecord, readonly CompiledPerson[]>();

/** Sorts as the days do. */
export function dayNumber(day: Day): number {
  return Number(day.slice(0, 4)) * 10_000 + Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10));
}

export function instantNumber(instant: Instant): number {
  return Date.parse(instant);
}

function remembering<Text extends string>(of: (text: Text) => number): (text: Text) => number {
  const known = new Map<Text, number>();
  return (text) => {
    let number = known.get(text);
    if (number === undefined) {
      number = of(text);
      known.set(text, number);
    }
    return number;
  };
}

export function compiledPeople(record: ForceRecord): readonly CompiledPerson[] {
  const there = compiled.get(record);
  if (there) return there;
  const day = remembering(dayNumber);
  const instant = remembering(instantNumber);
  const people = record.people.map((person): CompiledPerson => {
    const posts = new Float64Array(person.posts.length * 4);
    person.posts.forEach((post, at) => {
      posts.set([day(post.from), day(post.to), instant(post.knownFrom), instant(post.knownTo)], at * 4);
    });
    const awards = new Float64Array(person.awards.length * 4);
    person.awards.forEach((award, at) => {
      const lapses = award.to === null ? Infinity : day(award.to);
      const withdrawn = award.withdrawn === null ? Infinity : instant(award.withdrawn);
      awards.set([day(award.from), lapses, instant(award.stored), withdrawn], at * 4);
    });
    return { record: person, posts, awards };
  });
  compiled.set(record, people);
  return people;
}

export interface MomentNumbers {
  readonly day: number;
  readonly known: number;
}

export function momentNumbers(moment: Moment): MomentNumbers {
  return { day: dayNumber(moment.day), known: instantNumber(moment.known) };
}

/** Whether the post at a place is true at the moment. */
export function postHolds(posts: Float64Array, at: number, { day, known }: MomentNumbers): boolean {
  const base = at * 4;
  return (
    (posts[base] as number) <= day &&
    day < (posts[base + 1] as number) &&
    (posts[base + 2] as number) <= known &&
    known < (posts[base + 3] as number)
  );
}

/** Whether the award at a place had been earned by a day, as known then, and had not lapsed by `heldOn` (-1: lapsed ones count). */
export function awardHolds(awards: Float64Array, at: number, by: MomentNumbers, heldOn: number): boolean {
  const base = at * 4;
  return (
    (awards[base] as number) <= by.day &&
    (awards[base + 2] as number) <= by.known &&
    by.known < (awards[base + 3] as number) &&
    (awards[base + 1] as number) > heldOn
  );
}
