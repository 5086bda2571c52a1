/** Checks that were begun and left: reported abandoned after 90 days, so that a new one can begin with other questions. */
import { openChecksBefore, updateSitting } from "#db/queries/learning.ts";
import { attemptAbandoned } from "#app/domain/ledger/statements.ts";
import { toInstant, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { dropDraft, readDraft } from "./draft.server.ts";
import { pinnedModule } from "./pinned.server.ts";
import { attemptContext, durationSince, holdSitting, type Learner } from "./sitting.server.ts";

/** Days without a new answer after which a check is given up. */
export const ABANDONED_AFTER_DAYS = 90;
const DAY_MS = 86_400_000;

/** Closes every check in which nothing was answered for 90 days; returns how many there were. */
export async function abandonChecks(ctx: Context): Promise<number> {
  const before = toInstant(new Date(Date.parse(ctx.now()) - ABANDONED_AFTER_DAYS * DAY_MS));
  let abandoned = 0;
  for (const { registration, person_id: personId, actor } of await openChecksBefore(ctx.read, before)) {
    if (await abandon(ctx, { personId, actor }, registration, before)) abandoned += 1;
  }
  return abandoned;
}

function abandon(ctx: Context, learner: Learner, registration: string, before: Instant): Promise<boolean> {
  return ctx.transact(async (trx) => {
    const sitting = await holdSitting(trx, learner, registration, "check");
    const draft = await readDraft(ctx, trx, { ...sitting, actor: learner.actor });
    // Finished or answered while we looked.
    if (sitting.closed || (draft?.at ?? sitting.openedAt) >= before) return false;
    const version = await pinnedModule(ctx, sitting.versionId);
    const attempt = attemptContext(ctx, learner, sitting, version);
    await append(ctx, trx, [attemptAbandoned(attempt, durationSince(sitting.openedAt, ctx.now()))]);
    await dropDraft(ctx, trx, { ...sitting, actor: learner.actor });
    await updateSitting(trx, sitting.registration, { closed_at: ctx.now() });
    return true;
  });
}
