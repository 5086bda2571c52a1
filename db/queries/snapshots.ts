import type { Insertable } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import type { Day } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { CoverageDayTable } from "../schema/coverage-day.ts";
import type { SnapshotTable } from "../schema/snapshot.ts";

/** A target's snapshots, the earliest first. */
export function snapshotsOf(db: Db, forceId: ForceId, target: string) {
  return db
    .selectFrom("snapshot")
    .selectAll()
    .where("force_id", "=", forceId)
    .where("target", "=", target)
    .orderBy("day")
    .execute();
}

/** What was to be published of every month that a force froze, in the order in which it was. */
export function publishedOf(db: Db, forceId: ForceId) {
  return db
    .selectFrom("snapshot")
    .select(["target", "day", "known_at", "rule", "published"])
    .where("force_id", "=", forceId)
    .orderBy("day")
    .orderBy("known_at")
    .orderBy("id")
    .execute();
}

/** Which months of which targets are frozen. */
export function frozenDays(db: Db, forceId: ForceId) {
  return db.selectFrom("snapshot").select(["target", "day"]).where("force_id", "=", forceId).execute();
}

/** True when it was not there yet; one that is there is never changed. */
export async function insertSnapshot(db: Db, row: Insertable<SnapshotTable>): Promise<boolean> {
  const done = await db
    .insertInto("snapshot")
    .values(row)
    .onConflict((conflict) => conflict.columns(["force_id", "target", "day"]).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function writeCoverageDays(
  db: Db,
  forceId: ForceId,
  day: Day,
  rows: readonly Insertable<CoverageDayTable>[],
): Promise<void> {
  await db.deleteFrom("coverage_day").where("force_id", "=", forceId).where("day", "=", day).execute();
  if (rows.length > 0) await db.insertInto("coverage_day").values(rows).execute();
}

/** Each force's figure as folded last, up to a day, of a programme and a group. */
export function lastCoverageDays(db: Db, programme: string, group: string, day: Day) {
  // The last day of each force first: then as many rows are read as there are forces, however many days there are.
  const last = db
    .selectFrom("coverage_day")
    .select((eb) => ["force_id", eb.fn.max("day").as("day")])
    .where("programme", "=", programme)
    .where("staff_group", "=", group)
    .where("day", "<=", day)
    .groupBy("force_id");
  return db
    .selectFrom(last.as("last"))
    .innerJoin("coverage_day as folded", (join) =>
      join
        .onRef("folded.force_id", "=", "last.force_id")
        .onRef("folded.day", "=", "last.day")
        .on("folded.programme", "=", programme)
        .on("folded.staff_group", "=", group),
    )
    .selectAll("folded")
    .execute();
}

export function coverageDaysOf(db: Db, forceId: ForceId) {
  return db.selectFrom("coverage_day").selectAll().where("force_id", "=", forceId).orderBy("day").execute();
}
