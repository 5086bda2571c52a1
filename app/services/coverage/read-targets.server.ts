import { targetsOf } from "#db/queries/targets.ts";
import type { Db } from "#db/connect.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Target, TargetAudience } from "#app/domain/coverage/target.ts";

export interface StoredTarget extends Target {
  readonly programmeTitle: string;
  /** When it ended; null: it holds. */
  readonly endedAt: Instant | null;
}

/** Every target that a force ever set, the nearest due day first. */
export async function readEveryTarget(db: Db, forceId: ForceId): Promise<StoredTarget[]> {
  return (await targetsOf(db, forceId)).map((row) => ({
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
  }));
}

/** Those that hold. */
export async function readTargets(db: Db, forceId: ForceId): Promise<StoredTarget[]> {
  return (await readEveryTarget(db, forceId)).filter((one) => one.endedAt === null);
}
