import { deleteSaves, savesBefore } from "#db/queries/drafts.ts";
import type { DraftId } from "#app/domain/ids.ts";
import { MINUTES_AFTER_MS, savesThinned, type SaveLine } from "#app/domain/scenarios/thinning.ts";
import { toInstant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

/** Thins out the saves of all drafts that are old enough, as `savesThinned` says. Returns how many went. */
export async function thinSaves(ctx: Context): Promise<number> {
  const now = ctx.now();
  const before = toInstant(new Date(Date.parse(now) - MINUTES_AFTER_MS));
  return ctx.transact(async (trx) => {
    const ofDraft = new Map<DraftId, SaveLine[]>();
    for (const one of await savesBefore(trx, before))
      ofDraft.set(one.draft_id, [...(ofDraft.get(one.draft_id) ?? []), one]);
    let went = 0;
    for (const [id, saves] of ofDraft) {
      const going = savesThinned(saves, now);
      await deleteSaves(trx, id, going);
      went += going.length;
    }
    return went;
  });
}
