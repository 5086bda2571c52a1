/**
 * A force's whole record, kept in memory between questions. What was believed and when is in every fact, so that one
 * copy answers for every day and every instant; it is only ever added to, and each question first asks whether
 * anything has been.
 */
import {
  absenceFacts,
  awardFacts,
  exemptionFacts,
  postFacts,
  recordMarks,
  roleFacts,
  unitFacts,
  withdrawnAwards,
} from "#db/queries/coverage.ts";
import type { Db } from "#db/connect.ts";
import type { ForceRecord, PersonRecord } from "#app/domain/coverage/record.ts";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import { END_OF_TIME } from "#app/domain/time.ts";

/** So many forces' records stay in memory, about 5 MB each. */
const KEPT = 4;

type Awards = Map<string, Awaited<ReturnType<typeof awardFacts>>[number]>;

interface Kept {
  readonly rosterMark: string;
  readonly seq: number;
  readonly posts: Awaited<ReturnType<typeof postFacts>>;
  readonly absences: Awaited<ReturnType<typeof absenceFacts>>;
  readonly awards: Awards;
  /** Roles as they were read, and the marks of exemptions, withdrawals and units. */
  readonly smallMark: string;
  readonly record: ForceRecord;
}

const keptBy = new WeakMap<Db, Map<ForceId, Kept>>();

/** Lets go of what is kept in memory; the next question reads it again. */
export function forgetRecords(db: Db): void {
  keptBy.delete(db);
}

/** The force's record as the database has it now. */
export async function forceRecord(db: Db, forceId: ForceId): Promise<ForceRecord> {
  const kept = keptBy.get(db) ?? new Map<ForceId, Kept>();
  keptBy.set(db, kept);
  const fresh = await refresh(db, forceId, kept.get(forceId));
  // The one asked for last is the last to go.
  kept.delete(forceId);
  kept.set(forceId, fresh);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return fresh.record;
}

async function refresh(db: Db, forceId: ForceId, before: Kept | undefined): Promise<Kept> {
  // The marks are read before what they mark: what comes between is then read again, never missed.
  const { seq, roster, small } = await recordMarks(db, forceId);
  const roles = await roleFacts(db, forceId);
  const rosterMark = roster;
  const smallMark = JSON.stringify([small, roles]);
  const sameSmall = before?.smallMark === smallMark;
  const sameRoster = before?.rosterMark === rosterMark;
  const posts = sameRoster ? before.posts : await postFacts(db, forceId);
  const absences = sameRoster ? before.absences : await absenceFacts(db, forceId);

  // A ledger that has become shorter is another ledger.
  const known = before && before.seq <= seq ? before : undefined;
  const news = known?.seq === seq ? [] : await awardFacts(db, forceId, known?.seq ?? 0);
  if (known && sameRoster && news.length === 0 && sameSmall) return { ...known, seq };

  const exemptions = await exemptionFacts(db, forceId);
  const units = await unitFacts(db, forceId);
  const withdrawn = await withdrawnAwards(db, forceId);
  const awards: Awards = new Map(known?.awards ?? []);
  for (const award of news) awards.set(award.id, award);
  for (const award of withdrawn) awards.set(award.id, award);

  const people = new Map<PersonId, Mutable>();
  const of = (person: PersonId) => {
    let found = people.get(person);
    if (!found) {
      found = { person, posts: [], absences: [], exemptions: [], roles: [], awards: [] };
      people.set(person, found);
    }
    return found;
  };
  for (const post of posts) of(post.person).posts.push(post);
  for (const absence of absences) of(absence.person).absences.push(absence);
  for (const exemption of exemptions) of(exemption.person).exemptions.push(exemption);
  for (const role of roles) of(role.person).roles.push({ ...role, knownTo: END_OF_TIME });
  for (const award of awards.values()) of(award.person).awards.push(award);
  return {
    rosterMark,
    smallMark,
    seq,
    posts,
    absences,
    awards,
    record: { people: [...people.values()], units },
  };
}

type Mutable = {
  -readonly [Key in keyof PersonRecord]: PersonRecord[Key] extends readonly (infer One)[]
    ? One[]
    : PersonRecord[Key];
};
