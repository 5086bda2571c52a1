/**
 * What a force has ever known of its people, each fact with the days on which it was true and the instants between
 * which we believed it (DESIGN.md, "The one idea", 3). Intentionally pure: any figure, for any day and as known at
 * any instant, is counted from this and from a rule.
 */
import type { Role } from "../identity/permissions.ts";
import type { PersonId, UnitId } from "../ids.ts";
import type { AbsenceKind, ExemptionKind, StaffGroup } from "../roster/workforce.ts";
import type { Day, Instant } from "../time.ts";

/** Both axes are half-open. */
export interface Believed {
  readonly from: Day;
  readonly to: Day;
  readonly knownFrom: Instant;
  readonly knownTo: Instant;
}

export interface PostFact extends Believed {
  readonly unit: UnitId;
  readonly group: StaffGroup;
  /** As the extract has it. */
  readonly rank: string;
}

export interface AbsenceFact extends Believed {
  readonly kind: AbsenceKind;
}

export interface ExemptionFact extends Believed {
  readonly kind: ExemptionKind;
}

/** A role that was granted; `knownTo` is the end of time, for a grant is ended by a day and never taken back. */
export interface RoleFact extends Believed {
  readonly role: Role;
}

export interface AwardFact {
  readonly module: string;
  readonly via: "check" | "register" | "statement";
  readonly provider: string | null;
  readonly from: Day;
  /** The first day without it; null when it does not lapse. */
  readonly to: Day | null;
  /** When its statement was stored: known from then on. */
  readonly stored: Instant;
  /** When we learnt that it does not hold after all; null: it holds. */
  readonly withdrawn: Instant | null;
}

export interface PersonRecord {
  readonly person: PersonId;
  readonly posts: readonly PostFact[];
  readonly absences: readonly AbsenceFact[];
  readonly exemptions: readonly ExemptionFact[];
  readonly roles: readonly RoleFact[];
  readonly awards: readonly AwardFact[];
}

export interface UnitFact extends Believed {
  readonly unit: UnitId;
  readonly code: string | null;
  readonly name: string;
  readonly parent: UnitId | null;
}

export interface ForceRecord {
  readonly people: readonly PersonRecord[];
  readonly units: readonly UnitFact[];
}

/** A day, as it was known at an instant. */
export interface Moment {
  readonly day: Day;
  readonly known: Instant;
}

export function trueAt(fact: Believed, { day, known }: Moment): boolean {
  return fact.from <= day && day < fact.to && fact.knownFrom <= known && known < fact.knownTo;
}

/** Whether an award had been earned by a day, as known at an instant, lapsed or not. */
export function earnedBy(award: AwardFact, { day, known }: Moment): boolean {
  return award.from <= day && award.stored <= known && (award.withdrawn === null || award.withdrawn > known);
}

export interface UnitNode {
  readonly id: UnitId;
  readonly code: string | null;
  readonly name: string;
  readonly parentId: UnitId | null;
}

/** The units as they were called and hung on the day; a unit not yet there then is missing. */
export function unitTree(record: ForceRecord, moment: Moment): UnitNode[] {
  return record.units
    .filter((unit) => trueAt(unit, moment))
    .map(({ unit, code, name, parent }) => ({ id: unit, code, name, parentId: parent }));
}

/**
 * Every unit right after the one it is in, by name among its like; `depth` counts the units above it. A single top,
 * the force itself, is left out and not counted.
 */
export function unitsInOrder(
  tree: readonly UnitNode[],
): { readonly id: UnitId; readonly code: string | null; readonly name: string; readonly depth: number }[] {
  const known = new Set(tree.map((unit) => unit.id));
  const under = (parent: UnitId | null, depth: number): ReturnType<typeof unitsInOrder> =>
    tree
      .filter(
        (unit) => (unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null) === parent,
      )
      .sort((a, b) => a.name.localeCompare(b.name, "en-GB"))
      .flatMap(({ id, code, name }) => [{ id, code, name, depth }, ...under(id, depth + 1)]);
  const all = under(null, 0);
  const tops = all.filter((unit) => unit.depth === 0);
  if (tops.length !== 1 || all.length === 1) return all;
  return all.flatMap((unit) => (unit.depth === 0 ? [] : [{ ...unit, depth: unit.depth - 1 }]));
}

/** Some units with all that are below them. */
export function withBelow(
  tree: readonly { readonly id: UnitId; readonly parentId: UnitId | null }[],
  tops: Iterable<UnitId>,
): Set<UnitId> {
  const inside = new Set(tops);
  for (let before = -1; before !== inside.size;) {
    before = inside.size;
    for (const unit of tree) if (unit.parentId !== null && inside.has(unit.parentId)) inside.add(unit.id);
  }
  return inside;
}

/**
 * The first day of the unbroken time in post that holds the moment; null for somebody who is not in post then.
 * Somebody who left and came back has joined again.
 */
export function joinedOn(person: PersonRecord, moment: Moment): Day | null {
  const known = person.posts.filter(
    (post) => post.from <= moment.day && post.knownFrom <= moment.known && moment.known < post.knownTo,
  );
  let first: Day | null = null;
  for (const post of known)
    if (moment.day < post.to && (first === null || post.from < first)) first = post.from;
  for (let before: Day | null = null; first !== null && first !== before;) {
    before = first;
    for (const post of known) if (post.from < first && post.to >= first) first = post.from;
  }
  return first;
}

/** The day on which the last absence that has ended by the moment ended; null when there was none. */
export function returnedOn(person: PersonRecord, { day, known }: Moment): Day | null {
  let last: Day | null = null;
  for (const absence of person.absences)
    if (absence.to <= day && absence.knownFrom <= known && known < absence.knownTo)
      if (last === null || absence.to > last) last = absence.to;
  return last;
}

/**
 * Every fact that counts at a moment, one a line and sorted: the same facts give the same lines, however they were
 * read. Ids and days only.
 * @param withRoles whether roles count: they are granted by hand, and erasing somebody takes theirs away
 */
export function factLines(record: ForceRecord, moment: Moment, withRoles: boolean): string[] {
  const lines: string[] = [];
  const note = (...parts: (string | null)[]) => lines.push(JSON.stringify(parts));
  for (const one of record.people) {
    for (const post of one.posts)
      if (trueAt(post, moment))
        note("post", one.person, post.unit, post.group, post.rank, joinedOn(one, moment));
    for (const absence of one.absences)
      if (trueAt(absence, moment)) note("absence", one.person, absence.kind);
    for (const exemption of one.exemptions)
      if (trueAt(exemption, moment)) note("exemption", one.person, exemption.kind);
    for (const held of one.roles) if (withRoles && trueAt(held, moment)) note("role", one.person, held.role);
    for (const award of one.awards)
      if (earnedBy(award, moment)) note("award", one.person, award.module, award.from, award.to);
    const returned = returnedOn(one, moment);
    if (returned !== null) note("returned", one.person, returned);
  }
  for (const unit of record.units) if (trueAt(unit, moment)) note("unit", unit.unit, unit.code, unit.parent);
  return lines.sort();
}
