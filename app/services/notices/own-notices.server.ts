/** What somebody was reminded of, on their own start page. */
import { dismissNoticeOf, noticesFor } from "#db/queries/notices.ts";
import { namesOf } from "#db/queries/people.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { PersonId } from "#app/domain/ids.ts";
import { dayOf } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { OwnNotice } from "#app/domain/notices/own-notice.ts";
import type { Context } from "../context.server.ts";

/** The notices that somebody has not put away, the newest first. */
export async function readOwnNotices(ctx: Context, personId: PersonId): Promise<OwnNotice[]> {
  const rows = await noticesFor(ctx.read, personId);
  if (rows.length === 0) return [];
  const senders = await namesOf(
    ctx.read,
    rows.map((row) => row.sent_by),
  );
  const names = new Map(
    senders.map((one) => [one.person_id, `${one.known_as ?? one.forenames} ${one.surname}`]),
  );
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    from: names.get(row.sent_by) ?? "Your supervisor",
    on: dayWords(dayOf(row.sent_at)),
  }));
}

/**
 * Puts a notice of one's own away; again changes nothing.
 * @throws AmendsError `not-found` for anybody else's.
 */
export async function dismissNotice(ctx: Context, personId: PersonId, id: string): Promise<void> {
  if (!(await dismissNoticeOf(ctx.db, personId, id, ctx.now())))
    throw new AmendsError("not-found", "There is no such notice", "Go back to your start page.");
}
