/** What learners say is wrong in content. */
import type { Insertable } from "kysely";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { ContentReportTable } from "../schema/content-report.ts";

export async function insertReport(db: Db, row: Insertable<ContentReportTable>): Promise<void> {
  await db.insertInto("content_report").values(row).execute();
}

/** A person's own reports about a thing, in the order written. */
export function reportsBy(db: Db, personId: PersonId, kind: ContentReportTable["kind"], subject: string) {
  return db
    .selectFrom("content_report")
    .select(["id", "lesson", "screen", "question", "scene", "text", "answer", "answered_at"])
    .where("person_id", "=", personId)
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .orderBy("reported_at")
    .orderBy("id")
    .execute();
}

/** A force's reports with the version each is about, the newest first; without who wrote them. */
export function reportsIn(db: Db, forceId: ForceId, most: number) {
  return db
    .selectFrom("content_report")
    .innerJoin("content_version", "content_version.id", "content_report.version_id")
    .select([
      "content_report.id",
      "content_report.role",
      "content_report.kind",
      "content_report.subject",
      "content_report.lesson",
      "content_report.screen",
      "content_report.question",
      "content_report.scene",
      "content_report.text",
      "content_report.reported_at",
      "content_report.answer",
      "content_report.answered_at",
      "content_version.title",
      "content_version.number",
    ])
    .where("content_report.force_id", "=", forceId)
    .orderBy("content_report.reported_at", "desc")
    .orderBy("content_report.id", "desc")
    .limit(most)
    .execute();
}

export async function countOpenReports(db: Db, forceId: ForceId): Promise<number> {
  const row = await db
    .selectFrom("content_report")
    .select((select) => select.fn.countAll().as("open"))
    .where("force_id", "=", forceId)
    .where("answer", "is", null)
    .executeTakeFirst();
  return Number(row?.open ?? 0);
}

/** False when there is no such report in the force. */
export async function answerReport(
  db: Db,
  forceId: ForceId,
  id: string,
  answer: { answer: string; answered_at: Instant; answered_by: string },
): Promise<boolean> {
  const result = await db
    .updateTable("content_report")
    .set(answer)
    .where("force_id", "=", forceId)
    .where("id", "=", id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
