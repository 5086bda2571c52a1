import type { Insertable } from "kysely";
import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { ReportKeyTable } from "../schema/report-key.ts";

/** A force's keys, those that have ended too, in the order in which they were made. */
export function reportKeys(db: Db, forceId: ForceId) {
  return db
    .selectFrom("report_key")
    .selectAll()
    .where("force_id", "=", forceId)
    .orderBy("created_at")
    .orderBy("name")
    .execute();
}

/** A key with the force whose figures it opens. */
export function reportKeyById(db: Db, id: string) {
  return db
    .selectFrom("report_key")
    .innerJoin("force", "force.id", "report_key.force_id")
    .selectAll("report_key")
    .select(["force.slug as force_slug", "force.name as force_name"])
    .where("report_key.id", "=", id)
    .executeTakeFirst();
}

export async function insertReportKey(db: Db, row: Insertable<ReportKeyTable>): Promise<void> {
  await db.insertInto("report_key").values(row).execute();
}

export async function endReportKey(db: Db, id: string, at: Instant): Promise<void> {
  await db.updateTable("report_key").set({ ended_at: at }).where("id", "=", id).execute();
}
