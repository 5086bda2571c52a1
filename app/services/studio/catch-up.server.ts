/** A draft that somebody else's version overtook: their changes come into it, as those of a second author do. */
import { setDraftBase } from "#db/queries/drafts.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { differencesOf, mergeDocuments } from "#app/domain/scenarios/merge.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { freeSlug, openDraft, slugOf, sourceOfVersion, standingOf } from "./draft.server.ts";
import { editable, saveDraft, write, type SavedDraft } from "./save-draft.server.ts";

/**
 * Brings what was published since the draft began into it, scene by scene; where both changed the same text, what is
 * published stands until the author decides. A draft that began under a name somebody else has published since gets a
 * name of its own.
 * @throws AmendsError `conflict` when nothing was published since.
 */
export async function catchUpDraft(ctx: Context, principal: Principal, id: string): Promise<SavedDraft> {
  const draft = await openDraft(ctx, principal.force.id, id);
  const standing = await standingOf(ctx.read, draft.slug);
  const by = principal.personId;
  if (!standing || standing.id === draft.base_version_id)
    throw new AmendsError("conflict", "Nothing was published since this draft began", "Open it again.");
  if (draft.base_version_id === null) {
    const slug = await freeSlug(ctx, slugOf(draft.title));
    const input = { forceId: principal.force.id, draftId: id, by, base: draft.revision };
    return saveDraft(ctx, { ...input, what: `Gave it the name ${slug}` }, (one) => ({ ...one, slug }));
  }
  const [began, now] = await Promise.all([
    sourceOfVersion(ctx, draft.slug, draft.base_version_id),
    sourceOfVersion(ctx, draft.slug, standing.id),
  ]);
  return ctx.transact(async (trx) => {
    const row = await editable(trx, principal.force.id, draft.id);
    if (row.base_version_id !== draft.base_version_id)
      throw new AmendsError("stale", "Somebody else brought it in meanwhile", "Open the draft again.");
    const mine = JSON.parse(row.document) as ScenarioDraft;
    const { document, conflicts } = mergeDocuments(began.document, mine, now.document);
    const written = await write(ctx, trx, row, document, { by, what: `Brought in version ${now.number}` });
    await setDraftBase(trx, draft.id, now.versionId);
    const differences = differencesOf(began.document, now.document);
    return { ...written, around: [], conflicts, others: { by: [], differences } };
  });
}
