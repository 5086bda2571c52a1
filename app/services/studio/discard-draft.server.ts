/** Putting a draft away, and bringing it back: nothing that was written is ever deleted. */
import { discardedDrafts, draftRow, setDraftReview } from "#db/queries/drafts.ts";
import { withdrawnOf } from "#db/queries/content.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { DraftId } from "#app/domain/ids.ts";
import { instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { namesOf, openAnyDraft } from "./draft.server.ts";
import { audit } from "../identity/write-audit.server.ts";
import type { PieceKind } from "./withdraw.server.ts";

/**
 * Puts a draft away: it leaves the studio and never goes live, and can be brought back with every save.
 * @throws AmendsError `not-found`; `conflict` for one that is published; `stale` when somebody saved meanwhile.
 */
export async function discardDraft(ctx: Context, principal: Principal, id: string): Promise<void> {
  const draft = await openAnyDraft(ctx, principal.force.id, id);
  if (draft.state === "published")
    throw new AmendsError("conflict", "This draft has been published", `Withdraw the ${draft.kind} instead.`);
  await ctx.transact(async (trx) => {
    const values = { state: "discarded", review: null } as const;
    if (!(await setDraftReview(trx, draft.id, draft.revision, draft.state, values)))
      throw new AmendsError("stale", "Somebody changed the draft meanwhile", "Open it again and look at it.");
    const { slug, revision, state } = draft;
    await audit(ctx, trx, principal.personId, "content.discard", draft.id, { slug, revision, was: state });
  });
}

/** Opens a draft again that was put away. @throws AmendsError `not-found` for one that was not. */
export async function bringBackDraft(ctx: Context, principal: Principal, id: string): Promise<DraftId> {
  return ctx.transact(async (trx) => {
    const draft = await draftRow(trx, id as DraftId);
    const done =
      draft?.force_id === principal.force.id &&
      (await setDraftReview(trx, draft.id, draft.revision, "discarded", { state: "writing" }));
    if (!done)
      throw new AmendsError("not-found", "There is no such draft put away", "Choose one of those listed.");
    await audit(ctx, trx, principal.personId, "content.bring-back", draft.id, { slug: draft.slug });
    return draft.id;
  });
}

export interface PutAway {
  readonly drafts: readonly { readonly id: DraftId; readonly title: string; readonly changed: string }[];
  readonly withdrawn: readonly {
    readonly kind: PieceKind;
    readonly slug: string;
    readonly title: string;
    readonly number: number;
  }[];
}

/** Drafts that were put away, and modules and scenarios that were withdrawn. */
export async function readPutAway(ctx: Context, principal: Principal): Promise<PutAway> {
  const [rows, modules, scenarios] = await Promise.all([
    discardedDrafts(ctx.read, principal.force.id),
    withdrawnOf(ctx.read, "module"),
    withdrawnOf(ctx.read, "scenario"),
  ]);
  const names = await namesOf(
    ctx,
    rows.map((row) => row.updated_by),
  );
  return {
    drafts: rows.map((row) => ({
      id: row.id,
      title: row.title || "Without a name",
      changed: `${instantWords(row.updated_at)}, by ${names.get(row.updated_by) ?? "somebody"}`,
    })),
    withdrawn: [
      ...modules.map(({ slug, title, number }) => ({ kind: "module" as const, slug, title, number })),
      ...scenarios.map(({ slug, title, number }) => ({ kind: "scenario" as const, slug, title, number })),
    ],
  };
}
