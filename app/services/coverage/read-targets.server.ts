import { targetsOf } from "#db/queries/targets.ts";
import type { Db } from "#db/connect.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Target, TargetAudience } from "#app/domain/coverage/target.ts";

export interface StoredTarget extends Target {
  readonly programmeTitle: string;
}

/** A force's targets, the nearest due day first. */
export async function readTargets(db: Db, forceId: ForceId): Promise<StoredTarget[]> {
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
  }));
}
