/** Asking for a draft to be looked at, sending it back, and how a decision about it is written down. */
import type { Trx } from "#db/connect.ts";
import { setDraftReview } from "#db/queries/drafts.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import type { VersionId } from "#app/domain/ids.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { openAnyDraft, type AnyDraft, type DraftReview } from "./draft.server.ts";
import { without, withUpdate, type Change } from "./obstacles.server.ts";
import { audit } from "../identity/write-audit.server.ts";

export interface Asked {
  readonly note: string;
  readonly change: Change;
}

/**
 * Asks for a review.
 * @throws AmendsError `bad-input` with every obstacle while there is one.
 */
export async function askForReview(
  ctx: Context,
  principal: Principal,
  draftId: string,
  { note, change }: Asked,
): Promise<void> {
  const draft = await openAnyDraft(ctx, principal.force.id, draftId);
  writable(draft);
  await without(ctx, draft);
  await withUpdate(ctx, draft, change);
  const review: DraftReview = {
    askedAt: ctx.now(),
    askedBy: principal.personId,
    note,
    change,
    factsReason: "",
    publishAt: null,
    decidedAt: null,
    decidedBy: null,
    answer: "",
  };
  await ctx.transact(async (trx) => {
    await decided(trx, draft, "in-review", review);
    await audit(ctx, trx, principal.personId, "content.review", draft.id, { slug: draft.slug, change });
  });
}

/** Sends a draft back to whoever asked, with words. @throws AmendsError `bad-input` without them. */
export async function sendBack(
  ctx: Context,
  principal: Principal,
  draftId: string,
  answer: string,
): Promise<void> {
  asPublisher(principal);
  const draft = await openAnyDraft(ctx, principal.force.id, draftId);
  if (answer.trim() === "")
    throw new AmendsError("bad-input", "Say what is to be changed", "Write it in the field.", [
      { text: "Say what is to be changed", href: "#answer" },
    ]);
  if (!draft.review || draft.state === "published")
    throw new AmendsError("conflict", "Nobody has asked for a review of this draft", "Open it again.");
  const review = { ...draft.review, decidedAt: ctx.now(), decidedBy: principal.personId, answer };
  await ctx.transact(async (trx) => {
    await decided(trx, draft, "writing", review);
    await audit(ctx, trx, principal.personId, "content.send-back", draft.id, { slug: draft.slug });
  });
}

/** @throws AmendsError `not-allowed` for somebody who may not publish. */
export function asPublisher(principal: Principal): void {
  if (mayEver(principal.roles, "content.publish")) return;
  throw new AmendsError("not-allowed", "Only a publisher decides this", "Ask for a review.");
}

export function writable(draft: AnyDraft): void {
  if (draft.state === "published")
    throw new AmendsError(
      "conflict",
      "This draft has been published",
      "Begin the next version in the studio.",
    );
}

export async function decided(
  trx: Trx,
  draft: AnyDraft,
  state: AnyDraft["state"],
  review: DraftReview,
  becomes: VersionId | null = null,
): Promise<void> {
  const done = await setDraftReview(trx, draft.id, draft.revision, draft.state, {
    state,
    review: JSON.stringify(review),
    ...(becomes === null ? {} : { base_version_id: becomes }),
  });
  if (!done)
    throw new AmendsError(
      "stale",
      "Somebody changed the draft while you were deciding",
      "Open it again and look at what changed.",
    );
}
