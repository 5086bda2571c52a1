/** What supervisors say to somebody to remind them. */
import type { Insertable } from "kysely";
import type { PersonId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Db } from "../connect.ts";
import type { NoticeTable } from "../schema/notice.ts";

/** When each of some people was last sent a notice, of those who were sent one since an instant. */
export async function lastNotices(
  db: Db,
  people: readonly PersonId[],
  since: Instant,
): Promise<Map<PersonId, Instant>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom("notice")
    .select(["person_id", "sent_at"])
    .where("person_id", "in", people)
    .where("sent_at", ">=", since)
    .orderBy("sent_at")
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.sent_at]));
}

export async function insertNotices(db: Db, rows: readonly Insertable<NoticeTable>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto("notice").values(rows).execute();
}

/** Those that somebody has not put away, the newest first. */
export function noticesFor(db: Db, personId: PersonId) {
  return db
    .selectFrom("notice")
    .select(["id", "text", "sent_by", "sent_at"])
    .where("person_id", "=", personId)
    .where("dismissed_at", "is", null)
    .orderBy("sent_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** Puts one away, if it is theirs; again changes nothing. Returns whether they have such a notice. */
export async function dismissNoticeOf(db: Db, personId: PersonId, id: string, at: Instant): Promise<boolean> {
  await db
    .updateTable("notice")
    .set({ dismissed_at: at })
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .where("dismissed_at", "is", null)
    .execute();
  const row = await db
    .selectFrom("notice")
    .select("id")
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Those that somebody was sent, and those that they wrote; returns how many went. */
export async function removeNotices(db: Db, personId: PersonId): Promise<number> {
  const done = await db
    .deleteFrom("notice")
    .where((eb) => eb.or([eb("person_id", "=", personId), eb("sent_by", "=", personId)]))
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}
