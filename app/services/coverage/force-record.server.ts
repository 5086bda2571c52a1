/**
 * A force's whole record, kept in memory between questions. What was believed and when is in every fact, so that one
 * copy answers for every day and every instant. Each question first asks the database whether anything has changed,
 * and reads again the people of whom something has.
 */
import {
  absenceFacts,
  awardFacts,
  changedSince,
  exemptionFacts,
  nextPeople,
  postFacts,
  recordVersions,
  roleFacts,
  unitFacts,
  type RecordVersions,
  type Whose,
} from "#db/queries/coverage.ts";
import type { Db } from "#db/connect.ts";
import { onSnapshot, peopleAtOnce } from "#db/dialect.ts";
import { BLOCK_SIZE, compileBlock } from "#app/domain/coverage/compiled.ts";
import type { ForceRecord, PersonRecord } from "#app/domain/coverage/record.ts";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import { END_OF_TIME } from "#app/domain/time.ts";

/** So many people stay in memory, those of the force asked for last in any case: about 1 kB each. */
const KEPT_PEOPLE = 120_000;
/** When more have changed than this, everybody is read again. */
const FEW = 2_000;
/** So many are named in one statement. */
const NAMED_AT_ONCE = 500;

interface Kept {
  readonly versions: RecordVersions;
  readonly record: ForceRecord;
  /** Where each person is in the record. */
  readonly places: ReadonlyMap<PersonId, number>;
}

interface Memory {
  /** The one asked for last is the last. */
  readonly kept: Map<ForceId, Kept>;
  /** Questions of one force take turns, so that its record is read once for all that come at the same time. */
  readonly underWay: Map<ForceId, Promise<Kept>>;
}

const memories = new WeakMap<Db, Memory>();

/** Lets go of what is kept in memory; the next question reads it again. */
export function forgetRecords(db: Db): void {
  memories.delete(db);
}

/** The force's record as the database has it now. */
export async function forceRecord(db: Db, forceId: ForceId): Promise<ForceRecord> {
  const memory: Memory = memories.get(db) ?? { kept: new Map(), underWay: new Map() };
  memories.set(db, memory);
  const before = memory.underWay.get(forceId);
  // Whoever waited looks again: what was written meanwhile is in no answer that was under way.
  const turn = (before ?? Promise.resolve()).then(
    () => refresh(db, forceId, memory.kept.get(forceId)),
    () => refresh(db, forceId, memory.kept.get(forceId)),
  );
  memory.underWay.set(forceId, turn);
  try {
    const fresh = await turn;
    keep(memory.kept, forceId, fresh);
    return fresh.record;
  } finally {
    if (memory.underWay.get(forceId) === turn) memory.underWay.delete(forceId);
  }
}

function keep(kept: Map<ForceId, Kept>, forceId: ForceId, fresh: Kept): void {
  kept.delete(forceId);
  kept.set(forceId, fresh);
  let people = 0;
  for (const one of kept.values()) people += one.record.people.length;
  for (const [oldest, one] of kept) {
    if (people <= KEPT_PEOPLE || oldest === forceId) break;
    kept.delete(oldest);
    people -= one.record.people.length;
  }
}

async function refresh(db: Db, forceId: ForceId, before: Kept | undefined): Promise<Kept> {
  if (before && same(before.versions, await recordVersions(db, forceId))) return before;
  return (
    (before && (await caughtUp(db, forceId, before))) ??
    (await caughtUp(db, forceId, await readAll(db, forceId, { pausing: true }))) ??
    onSnapshot(db, (trx) => readAll(trx, forceId, { pausing: false }))
  );
}

/** A record with what has changed since, as the database is at one moment; null when that is too much. */
function caughtUp(db: Db, forceId: ForceId, known: Kept): Promise<Kept | null> {
  return onSnapshot(db, async (trx) => {
    const versions = await recordVersions(trx, forceId);
    if (same(versions, known.versions)) return known;
    // Versions that have gone back are another database's.
    if (!notBefore(versions, known.versions)) return null;
    const changed = await changedSince(trx, forceId, known.versions, FEW + 1);
    if (changed.length > FEW) return null;
    const units =
      known.versions.units === versions.units ? known.record.units : await unitFacts(trx, forceId);
    const reading = new Reading(trx, forceId);
    const people = [...known.record.people];
    const joined: [PersonId, number][] = [];
    for (let at = 0; at < changed.length; at += NAMED_AT_ONCE)
      for (const one of await reading.people(changed.slice(at, at + NAMED_AT_ONCE))) {
        const place = known.places.get(one.person) ?? people.length;
        if (place === people.length) joined.push([one.person, place]);
        people[place] = one;
      }
    const places = joined.length === 0 ? known.places : new Map([...known.places, ...joined]);
    return { versions, places, record: { people, units } };
  });
}

/**
 * Everybody, some at a time. With pauses others have their turn in between, and what they write may be read or not:
 * the versions are those from before, so that whoever catches up reads again whom a change concerns.
 */
async function readAll(db: Db, forceId: ForceId, { pausing }: { pausing: boolean }): Promise<Kept> {
  const versions = await recordVersions(db, forceId);
  const units = await unitFacts(db, forceId);
  const reading = new Reading(db, forceId);
  const people: PersonRecord[] = [];
  let block: PersonRecord[] = [];
  let after = "";
  for (;;) {
    const ids = await nextPeople(db, forceId, after, peopleAtOnce(db));
    const upTo = ids.at(-1);
    if (upTo === undefined) break;
    for (const one of await reading.people({ after, upTo })) {
      people.push(one);
      block.push(one);
      if (block.length < BLOCK_SIZE) continue;
      compileBlock(block);
      block = [];
    }
    after = upTo;
    if (pausing) await new Promise((resolve) => setImmediate(resolve));
  }
  const places = new Map(people.map((one, at) => [one.person, at]));
  return { versions, places, record: { people, units } };
}

function same(one: RecordVersions, other: RecordVersions): boolean {
  return one.roster === other.roster && one.awards === other.awards && one.units === other.units;
}

function notBefore(one: RecordVersions, other: RecordVersions): boolean {
  return one.roster >= other.roster && one.awards >= other.awards && one.units >= other.units;
}

type Mutable = {
  -readonly [Key in keyof PersonRecord]: PersonRecord[Key] extends readonly (infer One)[]
    ? One[]
    : PersonRecord[Key];
};

const NOTHING: never[] = [];

/** Reads people. Texts that come again and again, days above all, are kept once. */
class Reading {
  readonly #db: Db;
  readonly #forceId: ForceId;
  readonly #texts = new Map<string, string>();

  constructor(db: Db, forceId: ForceId) {
    this.#db = db;
    this.#forceId = forceId;
  }

  #once<Text extends string | null>(text: Text): Text {
    if (text === null) return text;
    const there = this.#texts.get(text);
    if (there !== undefined) return there as Text;
    this.#texts.set(text, text);
    return text;
  }

  /** Those of some people of whom anything is known; or those who are named, all of them. */
  async people(whose: Whose): Promise<PersonRecord[]> {
    const found = new Map<PersonId, Mutable>();
    const of = (person: PersonId): Mutable => {
      let one = found.get(person);
      if (!one) {
        one = {
          person,
          posts: NOTHING,
          absences: NOTHING,
          exemptions: NOTHING,
          roles: NOTHING,
          awards: NOTHING,
        };
        found.set(person, one);
      }
      return one;
    };
    /** Most people have nothing of a kind: they share one empty list. */
    const add = <Fact>(facts: Fact[], fact: Fact): Fact[] => {
      if (facts.length === 0) return [fact];
      facts.push(fact);
      return facts;
    };
    const once = <Text extends string | null>(text: Text) => this.#once(text);
    const asked = [this.#db, this.#forceId, whose] as const;
    if (!("after" in whose)) whose.forEach(of);
    for (const row of await postFacts(...asked)) {
      const one = of(row.person);
      one.posts = add(one.posts, {
        unit: once(row.unit),
        group: once(row.group),
        rank: once(row.rank),
        from: once(row.from),
        to: once(row.to),
        knownFrom: once(row.knownFrom),
        knownTo: once(row.knownTo),
      });
    }
    for (const { person, ...fact } of await absenceFacts(...asked)) {
      const one = of(person);
      one.absences = add(one.absences, fact);
    }
    for (const { person, ...fact } of await exemptionFacts(...asked)) {
      const one = of(person);
      one.exemptions = add(one.exemptions, fact);
    }
    for (const { person, ...fact } of await roleFacts(...asked)) {
      const one = of(person);
      one.roles = add(one.roles, { ...fact, knownTo: END_OF_TIME });
    }
    for (const row of await awardFacts(...asked)) {
      const one = of(row.person);
      one.awards = add(one.awards, {
        module: once(row.module),
        via: once(row.via),
        provider: once(row.provider),
        from: once(row.from),
        to: once(row.to),
        stored: once(row.stored),
        withdrawn: once(row.withdrawn),
      });
    }
    return [...found.values()];
  }
}
