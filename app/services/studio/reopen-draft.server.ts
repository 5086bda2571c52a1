import { AmendsError } from "#app/domain/errors.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { openAnyDraft } from "./draft.server.ts";
import { decided } from "./review-draft.server.ts";
import { audit } from "../identity/write-audit.server.ts";

/**
 * Takes a draft back that waits for a publisher or for its time, so that it can be changed; it has to be asked for
 * again.
 * @throws AmendsError `not-found`; `conflict` for one that does not wait.
 */
export async function reopenDraft(ctx: Context, principal: Principal, id: string): Promise<void> {
  const draft = await openAnyDraft(ctx, principal.force.id, id);
  const { review, state, slug } = draft;
  if (review === null || (state !== "in-review" && state !== "scheduled"))
    throw new AmendsError("conflict", "This draft does not wait for anything", "Open it again.");
  await ctx.transact(async (trx) => {
    await decided(trx, draft, "writing", { ...review, publishAt: null, answer: "" });
    await audit(ctx, trx, principal.personId, "content.reopen", draft.id, { slug, was: state });
  });
}
