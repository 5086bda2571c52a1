import { targetVersionsOf } from "#db/queries/targets.ts";
import type { Db } from "#db/connect.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Instant } from "#app/domain/time.ts";
import type { Target, TargetAudience } from "#app/domain/coverage/target.ts";

export interface StoredTarget extends Target {
  readonly programmeTitle: string;
  /** When it ended; null: it holds. */
  readonly endedAt: Instant | null;
}

/** A target as it was known for a time. */
export interface TargetVersion extends StoredTarget {
  readonly knownFrom: Instant;
  /** Null for the version that is known now. */
  readonly knownTo: Instant | null;
}

async function versions(db: Db, forceId: ForceId): Promise<TargetVersion[]> {
  return (await targetVersionsOf(db, forceId)).map((row) => ({
    slug: row.slug,
    title: row.title,
    programme: row.programme,
    programmeTitle: row.programmeTitle,
    audience: row.audience === null ? "everyone" : (JSON.parse(row.audience) as TargetAudience),
    share: row.share,
    dueOn: row.dueOn,
    joiningDays: row.joiningDays,
    returningDays: row.returningDays,
    graceLeavesNet: row.graceLeavesNet === 1,
    endedAt: row.endedAt,
    knownFrom: row.knownFrom,
    knownTo: row.knownTo === END_OF_TIME ? null : row.knownTo,
  }));
}

/** Every target that a force ever set, as known now, the nearest due day first. */
export async function readEveryTarget(db: Db, forceId: ForceId): Promise<StoredTarget[]> {
  return (await versions(db, forceId)).filter((one) => one.knownTo === null);
}

/** Those that hold. */
export async function readTargets(db: Db, forceId: ForceId): Promise<StoredTarget[]> {
  return (await readEveryTarget(db, forceId)).filter((one) => one.endedAt === null);
}

/** The versions of one target, the earliest first; none where there is no such target. */
export async function readTargetVersions(db: Db, forceId: ForceId, slug: string): Promise<TargetVersion[]> {
  return (await versions(db, forceId))
    .filter((one) => one.slug === slug)
    .sort((a, b) => (a.knownFrom < b.knownFrom ? -1 : 1));
}

/**
 * A target as it was known at an instant; before it was set, as it was first set, for what was known of people then can
 * be counted by it all the same. Undefined where there is no such target.
 */
export async function readTargetAsKnown(
  db: Db,
  forceId: ForceId,
  slug: string,
  knownAt: Instant,
): Promise<StoredTarget | undefined> {
  const all = await readTargetVersions(db, forceId, slug);
  return all.findLast((one) => one.knownFrom <= knownAt) ?? all[0];
}
