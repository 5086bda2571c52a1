import type { Insertable } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import { END_OF_TIME, type Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { TargetTable } from "../schema/target.ts";

/** Every version of every target that a force ever set, by due day and name, the earliest version first. */
export function targetVersionsOf(db: Db, forceId: ForceId) {
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
      "target.created_at as createdAt",
      "target.ended_at as endedAt",
      "target.known_from as knownFrom",
      "target.known_to as knownTo",
      "programme.slug as programme",
      "programme.title as programmeTitle",
    ])
    .where("target.force_id", "=", forceId)
    .orderBy("target.due_on")
    .orderBy("target.slug")
    .orderBy("target.known_from")
    .execute();
}

/** Every target as it is known now. */
export async function targetsOf(db: Db, forceId: ForceId) {
  return (await targetVersionsOf(db, forceId)).filter((one) => one.knownTo === END_OF_TIME);
}

/**
 * Begins a version of a target, and ends the one that held until then. A version that begins no later than the one
 * before it takes its place: nobody can have counted by that.
 */
export async function beginTargetVersion(
  db: Db,
  version: Omit<Insertable<TargetTable>, "known_to">,
): Promise<void> {
  const { force_id, slug, known_from } = version;
  const now = () =>
    db
      .selectFrom("target")
      .selectAll()
      .where("force_id", "=", force_id)
      .where("slug", "=", slug)
      .where("known_to", "=", END_OF_TIME);
  const before = await now().executeTakeFirst();
  if (before && before.known_from >= known_from) {
    const { id: _, known_from: __, ...rest } = version;
    await db.updateTable("target").set(rest).where("id", "=", before.id).execute();
    return;
  }
  if (before)
    await db.updateTable("target").set({ known_to: known_from }).where("id", "=", before.id).execute();
  await db
    .insertInto("target")
    .values({ ...version, known_to: END_OF_TIME })
    .execute();
}

/** False where no target of that name holds. Its rule stays known as it was until then. */
export async function endTarget(
  db: Db,
  forceId: ForceId,
  slug: string,
  { id, at }: { readonly id: string; readonly at: Instant },
): Promise<boolean> {
  const holding = await db
    .selectFrom("target")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("slug", "=", slug)
    .where("known_to", "=", END_OF_TIME)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (!holding) return false;
  const { known_to: _, ...version } = holding;
  await beginTargetVersion(db, { ...version, id, ended_at: at, known_from: at });
  return true;
}
