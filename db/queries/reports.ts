/** What learners say is wrong in content. */
import type { ExpressionBuilder, Insertable } from "kysely";
import type { ForceId, PersonId, VersionId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { ContentReportTable } from "../schema/content-report.ts";
import type { Database } from "../schema/index.ts";

export async function insertReport(
  db: Db,
  row: Insertable<ContentReportTable>,
  owners: readonly string[],
): Promise<void> {
  await db.insertInto("content_report").values(row).execute();
  if (owners.length === 0) return;
  await db
    .insertInto("content_report_owner")
    .values(owners.map((owner) => ({ report_id: row.id, owner })))
    .execute();
}

/** Who began the draft that a version was published from; undefined for files. */
export async function authorOfVersion(db: Db, id: VersionId): Promise<PersonId | undefined> {
  const row = await db
    .selectFrom("content_version")
    .innerJoin("draft", "draft.id", "content_version.draft_id")
    .select("draft.created_by")
    .where("content_version.id", "=", id)
    .executeTakeFirst();
  return row?.created_by;
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

/** Somebody who answers reports: those of the owners they answer for, and of what they wrote, are theirs. */
export interface ReportReader {
  readonly personId: PersonId;
  readonly owners: readonly string[];
}

type Reports = ExpressionBuilder<Database, "content_report">;

const hasOwner = (eb: Reports, owners: readonly string[]) =>
  eb.exists(
    eb
      .selectFrom("content_report_owner")
      .select("content_report_owner.owner")
      .whereRef("content_report_owner.report_id", "=", "content_report.id")
      .where("content_report_owner.owner", "in", owners),
  );

const isFor = (eb: Reports, { personId, owners }: ReportReader) => {
  const wrote = eb("content_report.author_id", "=", personId);
  return owners.length === 0 ? wrote : eb.or([wrote, hasOwner(eb, owners)]);
};

/**
 * A force's reports with the version each is about: the open ones first, then the reader's own to answer, then the
 * newest; without who wrote them. `about` keeps those of one owner, or the reader's.
 */
export function reportsIn(
  db: Db,
  forceId: ForceId,
  reader: ReportReader,
  about: { readonly owner: string } | "mine" | null,
  most: number,
) {
  let query = db
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
      "content_report.facts",
      "content_report.author_id",
      "content_report.text",
      "content_report.reported_at",
      "content_report.answer",
      "content_version.title",
      "content_version.number",
    ])
    .select((eb) => eb.case().when(isFor(eb, reader)).then(1).else(0).end().as("mine"))
    .where("content_report.force_id", "=", forceId);
  if (about === "mine") query = query.where((eb) => isFor(eb, reader));
  else if (about) query = query.where((eb) => hasOwner(eb, [about.owner]));
  return query
    .orderBy((eb) => eb.case().when("content_report.answer", "is", null).then(0).else(1).end())
    .orderBy("mine", "desc")
    .orderBy("content_report.reported_at", "desc")
    .orderBy("content_report.id", "desc")
    .limit(most)
    .execute();
}

/** The owners of some reports, by name. */
export async function ownersOfReports(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom("content_report_owner")
    .selectAll()
    .where("report_id", "in", ids)
    .orderBy("owner")
    .execute();
}

/** How many wait for an answer, and how many of them for the reader. */
export async function countOpenReports(
  db: Db,
  forceId: ForceId,
  reader: ReportReader,
): Promise<{ open: number; mine: number }> {
  const row = await db
    .selectFrom("content_report")
    .select((eb) => [
      eb.fn.countAll().as("open"),
      eb.fn.sum(eb.case().when(isFor(eb, reader)).then(1).else(0).end()).as("mine"),
    ])
    .where("force_id", "=", forceId)
    .where("answer", "is", null)
    .executeTakeFirst();
  return { open: Number(row?.open ?? 0), mine: Number(row?.mine ?? 0) };
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
