/** People as an administrator looks for them and looks at them, and the force's units over time. */
import {
  everybody,
  headcounts,
  lifeOf,
  namesOf,
  personOfForce,
  postingsOfPeople,
  unitHistory,
} from "#db/queries/people.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { PersonId, UnitId } from "#app/domain/ids.ts";
import {
  ABSENCE_NAMES,
  EXEMPTION_REASONS,
  STAFF_GROUP_NAMES,
  type ExemptionReason,
} from "#app/domain/roster/workforce.ts";
import { addDays, dayOf, END_OF_DAYS, type Day, type Instant } from "#app/domain/time.ts";
import { dayWords, plainLetters } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { titlesOf } from "../learning/read-titles.server.ts";
import type { Force } from "./find-force.server.ts";
import { readCorrections } from "./read-corrections.server.ts";
import { audit } from "../identity/write-audit.server.ts";

export interface FoundPerson {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly collar: string | null;
  /** "Sergeant, Kenbury Response"; or when they left. */
  readonly post: string;
}

/** Who looks, and at what was known when. */
export interface Look {
  readonly by: string;
  readonly knownAt: Instant;
}

/** People shown at once. */
const MOST_PEOPLE = 50;

/**
 * People whose names or numbers, as known at an instant, hold every word that is looked for. Nobody without a word. Each search is in the audit
 * trail with the ids of those it named, not with its words: an erasure takes the names from the ids.
 */
export async function searchPeople(
  ctx: Context,
  force: Force,
  query: string,
  { by, knownAt }: Look,
): Promise<{ people: FoundPerson[]; total: number }> {
  const words = plainLetters(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return { people: [], total: 0 };
  const latest = new Map((await everybody(ctx.read, force.id, knownAt)).map((row) => [row.id, row]));
  const found = [...latest.values()].filter((row) => {
    const text = plainLetters(
      [row.forenames, row.known_as, row.surname, row.employee_number, row.collar_number]
        .filter(Boolean)
        .join(" "),
    );
    return words.every((word) => text.includes(word));
  });
  found.sort((a, b) => `${a.surname} ${a.forenames}`.localeCompare(`${b.surname} ${b.forenames}`, "en-GB"));
  const shown = found.slice(0, MOST_PEOPLE);
  await audit(ctx, ctx.db, by, "people.search", force.id, {
    found: found.length,
    people: shown.map((row) => row.id),
  });
  const postsOf = await postsIn(ctx, force, knownAt, shown);
  return {
    total: found.length,
    people: shown.map((row) => ({
      id: row.id,
      name: `${row.known_as ?? row.forenames} ${row.surname}`.trim(),
      number: row.employee_number ?? "",
      collar: row.collar_number,
      post: postsOf(row.id),
    })),
  };
}

/** The posts that somebody is in on the day of an instant, all of them; or when they left the last. */
async function postsIn(
  ctx: Context,
  force: Force,
  knownAt: Instant,
  people: readonly { readonly id: PersonId }[],
): Promise<(id: PersonId) => string> {
  if (people.length === 0) return () => "";
  const day = dayOf(knownAt);
  const unitName = await unitNames(ctx, force, knownAt);
  const posts = new Map<PersonId, string[]>();
  const ended = new Map<PersonId, Day>();
  const ids = people.map((one) => one.id);
  for (const row of await postingsOfPeople(ctx.read, ids, knownAt)) {
    const words = `${row.rank}, ${unitName(row.unit_id)}`;
    if (row.valid_to > day) posts.set(row.person_id, [...(posts.get(row.person_id) ?? []), words]);
    else if (row.valid_to > (ended.get(row.person_id) ?? "")) ended.set(row.person_id, row.valid_to);
  }
  return (id) => {
    const left = ended.get(id);
    return (
      posts.get(id)?.join("; ") ??
      (left === undefined ? "Never in post" : `Last day in post ${dayWords(addDays(left, -1))}`)
    );
  };
}

/** What each unit was called last, as known at an instant. */
async function unitNames(ctx: Context, force: Force, knownAt: Instant): Promise<(id: UnitId) => string> {
  const names = new Map((await unitHistory(ctx.read, force.id, knownAt)).map((row) => [row.id, row.name]));
  return (id) => names.get(id) ?? "a unit not yet known";
}

/** One thing on a person's timeline. */
export interface LifeEntry {
  readonly kind: "posting" | "absence" | "exemption" | "award" | "name" | "number";
  readonly from: Day;
  /** The last day; null: it goes on. */
  readonly lastDay: Day | null;
  readonly what: string;
  readonly detail: string;
  /** An award's certificate, while it may be taken back. */
  readonly code: string | null;
}

type NameRow = Awaited<ReturnType<typeof lifeOf>>["names"][number];

export interface PersonLife {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly entries: readonly LifeEntry[];
}

const ENDED = {
  left: "Left",
  moved: "Then another post",
  hours: "Hours changed",
  inferred: "Missing from an extract, taken to have ended",
};

/** What a version of somebody's name and numbers says that the one before it did not. */
function nameEntries(row: NameRow, before: NameRow | undefined): LifeEntry[] {
  const called = (one: NameRow) => `${one.known_as ?? one.forenames} ${one.surname}`.trim();
  const entry = { from: row.valid_from, lastDay: null, detail: "", code: null };
  const named = before !== undefined && called(before) === called(row);
  const numbered = before !== undefined && before.collar_number === row.collar_number;
  const collar = row.collar_number === null ? "No collar number" : `Collar number ${row.collar_number}`;
  return [
    ...(named ? [] : [{ ...entry, kind: "name" as const, what: `Called ${called(row)}` }]),
    ...(numbered ? [] : [{ ...entry, kind: "number" as const, what: collar }]),
  ];
}

/**
 * One person over time as known at an instant: posts, absences, exemptions, names and awards, the latest first. That
 * it was read is kept in the audit trail.
 * @throws AmendsError `not-found`, also for somebody who was erased.
 */
export async function readPersonLife(
  ctx: Context,
  force: Force,
  id: string,
  { by, knownAt }: Look,
): Promise<PersonLife> {
  const person = await personOfForce(ctx.read, force.id, id);
  if (!person || person.erased_at !== null)
    throw new AmendsError("not-found", "There is nobody here", "Look for them by name or number.");
  const { names, absences, exemptions, awards } = await lifeOf(ctx.read, person.id, knownAt);
  const postings = await postingsOfPeople(ctx.read, [person.id], knownAt);
  const unitName = await unitNames(ctx, force, knownAt);
  const titles = await titlesOf(ctx);
  const { takenBack, corrected } = await readCorrections(
    ctx,
    awards.map((row) => row.statement_id),
  );
  const because = (words: string | undefined) => (words === undefined ? "" : `: ${words}`);
  const approvers = exemptions.map((row) => row.approver as PersonId);
  const agreed = new Map(
    (approvers.length === 0 ? [] : await namesOf(ctx.read, approvers)).map((row) => [
      row.person_id as string,
      `${row.known_as ?? row.forenames} ${row.surname}`.trim(),
    ]),
  );
  const last = (to: Day) => (to === END_OF_DAYS ? null : addDays(to, -1));
  const entries: LifeEntry[] = [
    ...postings.map((row) => ({
      kind: "posting" as const,
      from: row.valid_from,
      lastDay: last(row.valid_to),
      what: `${row.rank}, ${unitName(row.unit_id)}`,
      detail: [
        STAFF_GROUP_NAMES[row.staff_group],
        row.fte === 1 ? "" : `${Math.round(row.fte * 100)}% of full time`,
        row.end_reason === null ? "" : ENDED[row.end_reason],
      ]
        .filter(Boolean)
        .join(" · "),
      code: null,
    })),
    ...absences.map((row) => ({
      kind: "absence" as const,
      from: row.valid_from,
      lastDay: last(row.valid_to),
      what: ABSENCE_NAMES[row.kind],
      detail: "Not counted in the net figure",
      code: null,
    })),
    ...exemptions.map((row) => ({
      kind: "exemption" as const,
      from: row.valid_from,
      lastDay: last(row.valid_to),
      what: row.kind === "deferral" ? "Training deferred" : "Exempt",
      detail: `${EXEMPTION_REASONS[row.reason as ExemptionReason] ?? row.reason} · agreed by ${agreed.get(row.approver) ?? row.approver}`,
      code: null,
    })),
    ...awards.map((row) => ({
      kind: "award" as const,
      from: row.day_from,
      lastDay: row.day_to === null ? null : addDays(row.day_to, -1),
      what: titles(row.module),
      detail: [
        row.via === "check" ? "Passed its check" : `By ${row.provider ?? "another system"}`,
        row.code,
        corrected.has(row.statement_id) ? `corrected${because(corrected.get(row.statement_id))}` : "",
        row.withdrawn === null
          ? ""
          : `taken back on ${dayWords(dayOf(row.withdrawn))}${because(takenBack.get(row.statement_id))}`,
      ]
        .filter(Boolean)
        .join(" · "),
      code: row.withdrawn === null ? row.code : null,
    })),
    ...names.slice(1).flatMap((row, at) => nameEntries(row, names[at])),
  ].sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
  await audit(
    ctx,
    ctx.db,
    by,
    "person.read",
    person.id,
    dayOf(knownAt) < dayOf(ctx.now()) ? { knownAt } : {},
  );
  // Before anything was known of them they are called as they are now.
  const now = names.at(-1) ?? (await namesOf(ctx.read, [person.id])).at(-1);
  return {
    id: person.id,
    name: now ? `${now.known_as ?? now.forenames} ${now.surname}`.trim() : "",
    number: person.employee_number ?? "",
    entries,
  };
}

export interface UnitLine {
  readonly id: string;
  readonly depth: number;
  readonly code: string | null;
  readonly name: string;
  /** In post there on the day, without the units below. */
  readonly people: number;
  /** Other names and places that it has had or will have, in words. */
  readonly otherwise: readonly string[];
}

/**
 * The unit tree on a day as known at an instant, from the top down, with how each unit was called and placed at other
 * times.
 */
export async function readUnits(ctx: Context, force: Force, on: Day, knownAt: Instant): Promise<UnitLine[]> {
  const history = await unitHistory(ctx.read, force.id, knownAt);
  const people = new Map(
    (await headcounts(ctx.read, force.id, on, knownAt)).map((row) => [row.unit_id, Number(row.people)]),
  );
  const then = history.filter((row) => row.valid_from <= on && row.valid_to > on);
  const nameOf = new Map([...history, ...then].map((row) => [row.id, row.name]));
  const lines: UnitLine[] = [];
  const add = (parent: UnitId | null, depth: number) => {
    const children = then
      .filter((row) => row.parent_id === parent)
      .sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
    for (const row of children) {
      const others = history.filter((one) => one.id === row.id && one.valid_from !== row.valid_from);
      lines.push({
        id: row.id,
        depth,
        code: row.code,
        name: row.name,
        people: people.get(row.id) ?? 0,
        otherwise: others.map((one) => {
          const place =
            one.parent_id !== row.parent_id && one.parent_id !== null
              ? ` in ${nameOf.get(one.parent_id)}`
              : "";
          return one.valid_from > on
            ? `${one.name}${place} from ${dayWords(one.valid_from)}`
            : `${one.name}${place} until ${dayWords(addDays(one.valid_to, -1))}`;
        }),
      });
      add(row.id, depth + 1);
    }
  };
  add(null, 0);
  return lines;
}
