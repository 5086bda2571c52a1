import type { Insertable } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { TargetTable } from "../schema/target.ts";

export function targetsOf(db: Db, forceId: ForceId) {
  return db
    .selectFrom("target")
    .innerJoin("programme", "programme.id", "target.programme_id")
    .select([
      "target.id",
      "target.slug",
      "target.title",
      "target.audience",
      "target.due_on as dueOn",
      "target.joining_days as joiningDays",
      "target.returning_days as returningDays",
      "target.grace_leaves_net as graceLeavesNet",
      "target.share",
      "target.ended_at as endedAt",
      "programme.slug as programme",
      "programme.title as programmeTitle",
    ])
    .where("target.force_id", "=", forceId)
    .orderBy("target.due_on")
    .orderBy("target.slug")
    .execute();
}

/** A target; said again under the same slug, it is changed, and one that had ended holds again. */
export async function upsertTarget(db: Db, target: Insertable<TargetTable>): Promise<void> {
  const { title, programme_id, audience, due_on, joining_days, returning_days, grace_leaves_net, share } =
    target;
  await db
    .insertInto("target")
    .values(target)
    .onConflict((conflict) =>
      conflict.columns(["force_id", "slug"]).doUpdateSet({
        title,
        programme_id,
        audience,
        due_on,
        joining_days,
        returning_days,
        grace_leaves_net,
        share,
        ended_at: null,
      }),
    )
    .execute();
}

/** False where no target of that name holds. */
export async function endTarget(db: Db, forceId: ForceId, slug: string, at: Instant): Promise<boolean> {
  const done = await db
    .updateTable("target")
    .set({ ended_at: at })
    .where("force_id", "=", forceId)
    .where("slug", "=", slug)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
