import { deleteSaves, savesBefore } from "#db/queries/drafts.ts";
import type { DraftId } from "#app/domain/ids.ts";
import { toInstant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

const DAY_MS = 24 * 60 * 60_000;
/** "2018-06-04T09": the hour of an instant. */
const HOUR_LETTERS = 13;

/**
 * Thins out saves of a day ago and more: of each hour the last of each author stays, and so do the first save of a
 * draft, its last, and what was undone or undoes. Returns how many went.
 */
export async function thinSaves(ctx: Context): Promise<number> {
  const before = toInstant(new Date(Date.parse(ctx.now()) - DAY_MS));
  return ctx.transact(async (trx) => {
    const saves = await savesBefore(trx, before);
    const undone = new Set(
      saves.flatMap((one) => (one.undoes === null ? [] : [`${one.draft_id} ${one.undoes}`])),
    );
    const lastOf = new Map<string, number>();
    for (const one of saves) {
      lastOf.set(`${one.draft_id} ${one.saved_by} ${one.saved_at.slice(0, HOUR_LETTERS)}`, one.revision);
      lastOf.set(one.draft_id, one.revision);
    }
    const kept = (one: (typeof saves)[number]) =>
      one.revision === 1 ||
      one.undoes !== null ||
      undone.has(`${one.draft_id} ${one.revision}`) ||
      lastOf.get(one.draft_id) === one.revision ||
      lastOf.get(`${one.draft_id} ${one.saved_by} ${one.saved_at.slice(0, HOUR_LETTERS)}`) === one.revision;
    const going = new Map<DraftId, number[]>();
    for (const one of saves) {
      if (kept(one)) continue;
      going.set(one.draft_id, [...(going.get(one.draft_id) ?? []), one.revision]);
    }
    for (const [id, revisions] of going) await deleteSaves(trx, id, revisions);
    return [...going.values()].reduce((sum, revisions) => sum + revisions.length, 0);
  });
}
