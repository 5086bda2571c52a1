import type { Insertable } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
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
      "programme.slug as programme",
      "programme.title as programmeTitle",
    ])
    .where("target.force_id", "=", forceId)
    .orderBy("target.due_on")
    .orderBy("target.slug")
    .execute();
}

/** A target; said again under the same slug, it is changed. */
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
      }),
    )
    .execute();
}

export async function deleteTarget(db: Db, forceId: ForceId, slug: string): Promise<boolean> {
  const done = await db
    .deleteFrom("target")
    .where("force_id", "=", forceId)
    .where("slug", "=", slug)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}
