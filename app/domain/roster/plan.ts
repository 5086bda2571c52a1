/**
 * What an extract changes of what is believed, before anything is written: the preview shows it, the import writes
 * it. Intentionally pure.
 */
import type { PersonId, UnitId } from "../ids.ts";
import { END_OF_DAYS, type Day } from "../time.ts";
import type { ExtractRow, ReadExtract } from "./extract.ts";
import { changesOfPerson, type PersonChange } from "./changes.ts";
import {
  absencesAfter,
  appointmentsAfter,
  type AbsenceSpan,
  type Appointments,
  type PostingSpan,
} from "./timeline.ts";

/** A row of the bitemporal record that is believed now. */
type Believed<Value> = Value & { readonly id: string };

export interface PersonDetails {
  readonly surname: string;
  readonly forenames: string;
  readonly knownAs: string | null;
  readonly workEmail: string | null;
  readonly collarNumber: string | null;
}

export interface BelievedPerson {
  readonly id: PersonId;
  /** Null after an erasure. */
  readonly number: string | null;
  /** What they are called since the latest day. */
  readonly details: Believed<PersonDetails & { readonly from: Day }> | null;
  readonly postings: readonly Believed<PostingSpan & { readonly appointment: number }>[];
  readonly absences: readonly Believed<AbsenceSpan>[];
}

export interface BelievedUnit {
  readonly id: UnitId;
  readonly key: string;
  readonly code: string | null;
  /** Its name and place since the latest day. */
  readonly latest: Believed<{
    readonly name: string;
    readonly parentKey: string | null;
    readonly from: Day;
  }> | null;
}

/** All that is believed of a force now. */
export interface RosterBelief {
  readonly forceName: string;
  readonly people: readonly BelievedPerson[];
  readonly units: readonly BelievedUnit[];
  /** The day of the newest extract; null before the first. */
  readonly newest: Day | null;
}

/** A person who is known, or a number that the extract brings. */
export interface Whose {
  readonly person: PersonId | null;
  readonly number: string;
}

export interface UnitShown {
  readonly key: string;
  readonly code: string | null;
  readonly name: string;
  readonly parentKey: string | null;
}

export interface UnitChange {
  readonly kind: "new" | "renamed" | "moved";
  readonly code: string | null;
  readonly name: string;
  /** What it was called, or which unit it belonged to. */
  readonly before: string | null;
  readonly after: string;
}

/** Rows that are believed no more, and rows that are believed from now on. */
export interface Rewriting<Row> {
  readonly closed: readonly string[];
  readonly opened: readonly Row[];
}

export interface RosterPlan {
  readonly asAt: Day;
  readonly newUnits: readonly UnitShown[];
  readonly unitVersions: Rewriting<UnitShown & { readonly from: Day; readonly to: Day }>;
  readonly newPeople: readonly string[];
  readonly details: Rewriting<Whose & PersonDetails & { readonly from: Day; readonly to: Day }>;
  readonly postings: Rewriting<Whose & PostingSpan & { readonly appointment: number }>;
  readonly absences: Rewriting<Whose & AbsenceSpan>;
  readonly people: readonly PersonChange[];
  readonly units: readonly UnitChange[];
  /** Those believed to be in post on the day, and how many of them the file does not name. */
  readonly inPost: number;
  readonly missing: number;
}

/** Before any extract, units were as the first one shows them. */
const BEFORE_ALL = "0001-01-01" as Day;
const ROOT_KEY = "force";

/** What an extract as at a day changes. `covers`: whether whoever is missing has left. */
export function planRoster(
  belief: RosterBelief,
  extract: ReadExtract,
  asAt: Day,
  covers: "everyone" | "some",
): RosterPlan {
  const people = planPeople(belief, extract, asAt, covers);
  return { asAt, ...planUnits(belief, extract.rows, asAt), ...people };
}

/** The force, its areas and its units, as the extract shows them. Areas have no code: their path of names is their key. */
function unitsShown(forceName: string, rows: readonly ExtractRow[], known: ReadonlySet<string>): UnitShown[] {
  const shown = new Map<string, UnitShown>();
  const add = (unit: UnitShown) => {
    if (!shown.has(unit.key)) shown.set(unit.key, unit);
  };
  const areaKey = (areas: readonly string[]) => (areas.length === 0 ? ROOT_KEY : `area:${areas.join(" / ")}`);
  add({ key: ROOT_KEY, code: null, name: forceName, parentKey: null });
  const addUnit = (row: ExtractRow) => {
    row.areas.forEach((name, at) => {
      const above = row.areas.slice(0, at);
      add({ key: areaKey([...above, name]), code: null, name, parentKey: areaKey(above) });
    });
    add({ key: row.unitKey, code: row.unitCode, name: row.unitName, parentKey: areaKey(row.areas) });
  };
  for (const row of rows) if (row.leavesOn === null) addUnit(row);
  // A leaver's row may still carry a name that no longer holds.
  for (const row of rows) if (row.leavesOn !== null && !known.has(row.unitKey)) addUnit(row);
  return [...shown.values()];
}

function planUnits(belief: RosterBelief, rows: readonly ExtractRow[], asAt: Day) {
  const believed = new Map(belief.units.map((unit) => [unit.key, unit]));
  const shown = unitsShown(belief.forceName, rows, new Set(believed.keys()));
  const names = new Map([...belief.units.map((unit) => [unit.key, unit.latest?.name ?? ""] as const)]);
  const nameOf = (key: string | null) => (key === null ? "" : (names.get(key) ?? ""));
  const closed: string[] = [];
  const opened: (UnitShown & { from: Day; to: Day })[] = [];
  const changes: UnitChange[] = [];
  const parentBefore = new Map(
    shown.map((unit) => [unit.key, nameOf(believed.get(unit.key)?.latest?.parentKey ?? null)]),
  );
  for (const unit of shown) names.set(unit.key, unit.name);
  for (const unit of shown) {
    const latest = believed.get(unit.key)?.latest ?? null;
    if (latest?.name === unit.name && latest.parentKey === unit.parentKey) continue;
    opened.push({ ...unit, from: latest ? asAt : BEFORE_ALL, to: END_OF_DAYS });
    const about = { code: unit.code, name: unit.name };
    if (!latest) {
      if (unit.key !== ROOT_KEY && !unit.key.startsWith("area:"))
        changes.push({ kind: "new", ...about, before: null, after: nameOf(unit.parentKey) });
      continue;
    }
    closed.push(latest.id);
    if (latest.from < asAt)
      opened.push({ ...unit, name: latest.name, parentKey: latest.parentKey, from: latest.from, to: asAt });
    if (latest.name !== unit.name)
      changes.push({ kind: "renamed", ...about, before: latest.name, after: unit.name });
    if (latest.parentKey !== unit.parentKey) {
      const before = parentBefore.get(unit.key) ?? "";
      changes.push({ kind: "moved", ...about, before, after: nameOf(unit.parentKey) });
    }
  }
  return {
    newUnits: shown.filter((unit) => !believed.has(unit.key)),
    unitVersions: { closed, opened },
    units: changes,
  };
}

/**
 * What the rows of one person say of them, in whatever order they stand: what one row leaves out, another may say. Null
 * without a row.
 */
function detailsOf(rows: readonly ExtractRow[]): PersonDetails | null {
  const [row] = rows;
  if (!row) return null;
  const said = (field: "knownAs" | "workEmail" | "collarNumber") =>
    rows.map((one) => one[field]).find((text) => text !== null) ?? null;
  return {
    surname: row.surname,
    forenames: row.forenames,
    knownAs: said("knownAs"),
    workEmail: said("workEmail"),
    collarNumber: said("collarNumber"),
  };
}

function planPeople(
  belief: RosterBelief,
  extract: ReadExtract,
  asAt: Day,
  covers: "everyone" | "some",
): Omit<RosterPlan, "asAt" | "newUnits" | "unitVersions" | "units"> {
  const rowsOf = new Map<string, ExtractRow[]>();
  for (const row of extract.rows)
    rowsOf.set(row.employeeNumber, [...(rowsOf.get(row.employeeNumber) ?? []), row]);
  const known = new Set(belief.people.map((person) => person.number));
  const newPeople = [...rowsOf.keys()].filter((number) => !known.has(number));
  const unitNames = unitNamesOf(belief, extract);

  const details = { closed: [] as string[], opened: [] as RosterPlan["details"]["opened"][number][] };
  const postings = { closed: [] as string[], opened: [] as RosterPlan["postings"]["opened"][number][] };
  const absences = { closed: [] as string[], opened: [] as RosterPlan["absences"]["opened"][number][] };
  const changes: PersonChange[] = [];
  let inPost = 0;
  let missing = 0;
  const believedPeople: (Omit<BelievedPerson, "id"> & { readonly id: PersonId | null })[] = [
    ...belief.people,
    ...newPeople.map((number) => ({ id: null, number, details: null, postings: [], absences: [] })),
  ];
  for (const person of believedPeople) {
    const number = person.number ?? "";
    const rows = rowsOf.get(number) ?? [];
    const whose: Whose = { person: person.id, number };
    const believed = appointmentsOf(person.postings);
    const here = person.postings.some((span) => span.from <= asAt && span.to > asAt);
    if (here) inPost += 1;
    const shown = rows.length > 0;
    const gone = covers === "everyone" && !(shown ? extract.unread : extract.present).has(number);
    if (here && !shown && gone) missing += 1;
    // A person whose row was wrong is present: what was believed stays.
    if (!shown && !gone) continue;

    const after = appointmentsAfter(believed, rows, asAt, gone);
    const spans = [...after].flatMap(([appointment, list]) => list.map((span) => ({ ...span, appointment })));
    rewrite(postings, whose, person.postings, spans, samePosting);

    const shownAbsences = rows.flatMap((row) => row.absence ?? []);
    const away = shown
      ? absencesAfter(person.absences, shownAbsences, asAt, !extract.unread.has(number))
      : [...person.absences];
    rewrite(absences, whose, person.absences, away, sameAbsence);

    const told = detailsOf(rows);
    if (told) planDetails(details, whose, person.details, { told, since: earliest(rows) }, asAt);
    changes.push(
      ...changesOfPerson({
        number,
        name: nameOf(told ?? person.details),
        asAt,
        newest: belief.newest,
        before: believed,
        after,
        absencesBefore: person.absences,
        absencesAfter: away,
        unitNames,
        renamedFrom:
          told && person.details && nameOf(person.details) !== nameOf(told) ? nameOf(person.details) : null,
      }),
    );
  }
  return { newPeople, details, postings, absences, people: changes, inPost, missing };
}

function nameOf(details: PersonDetails | null): string {
  return details
    ? `${details.knownAs ?? details.forenames} ${details.surname}`.trim()
    : "Somebody who was erased";
}

function unitNamesOf(belief: RosterBelief, extract: ReadExtract): ReadonlyMap<string, string> {
  return new Map([
    ...belief.units.map((unit) => [unit.key, unit.latest?.name ?? ""] as const),
    ...extract.rows.map((row) => [row.unitKey, row.unitName] as const),
  ]);
}

function appointmentsOf(postings: BelievedPerson["postings"]): Appointments {
  const found = new Map<number, PostingSpan[]>();
  for (const { id: _id, appointment, ...span } of postings)
    found.set(appointment, [...(found.get(appointment) ?? []), span]);
  for (const spans of found.values()) spans.sort((a, b) => (a.from < b.from ? -1 : 1));
  return found;
}

type Placed = PostingSpan & { readonly appointment: number };

function samePosting(a: Placed, b: Placed): boolean {
  return (
    a.appointment === b.appointment &&
    a.unit === b.unit &&
    a.group === b.group &&
    a.rank === b.rank &&
    a.fte === b.fte &&
    a.from === b.from &&
    a.to === b.to &&
    a.endReason === b.endReason
  );
}

function sameAbsence(a: AbsenceSpan, b: AbsenceSpan): boolean {
  return a.kind === b.kind && a.from === b.from && a.to === b.to;
}

/** Only what differs is written. */
function rewrite<Span>(
  into: { closed: string[]; opened: (Whose & Span)[] },
  whose: Whose,
  before: readonly Believed<Span>[],
  after: readonly Span[],
  same: (a: Span, b: Span) => boolean,
): void {
  for (const one of before) if (!after.some((other) => same(other, one))) into.closed.push(one.id);
  for (const span of after)
    if (!before.some((other) => same(other, span))) into.opened.push({ ...span, ...whose });
}

/** The day on which the first of somebody's posts began. */
function earliest(rows: readonly ExtractRow[]): Day {
  return rows.reduce((first, one) => (one.startedOn < first ? one.startedOn : first), END_OF_DAYS);
}

function planDetails(
  into: { closed: string[]; opened: RosterPlan["details"]["opened"][number][] },
  whose: Whose,
  latest: BelievedPerson["details"],
  { told, since }: { told: PersonDetails; since: Day },
  asAt: Day,
): void {
  const same =
    latest && Object.entries(told).every(([name, value]) => latest[name as keyof PersonDetails] === value);
  if (same) return;
  into.opened.push({ ...told, ...whose, from: latest ? asAt : since, to: END_OF_DAYS });
  if (!latest) return;
  into.closed.push(latest.id);
  if (latest.from < asAt) {
    const { id: _id, ...before } = latest;
    into.opened.push({ ...before, ...whose, to: asAt });
  }
}
