/** A draft that somebody else's version overtook: their changes come into it, as those of a second author do. */
import { setDraftBase } from "#db/queries/drafts.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { differencesOf, mergeDocuments } from "#app/domain/scenarios/merge.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import type { VersionId } from "#app/domain/ids.ts";
import {
  freeSlug,
  openAnyDraft,
  slugOf,
  sourceOfVersion,
  standingOf,
  type AnyDraft,
  type DraftDocument,
} from "./draft.server.ts";
import { moduleOfVersion } from "./module-source.server.ts";
import { editable, saveDraft, saveModule, write, type SavedDraft } from "./save-draft.server.ts";

/**
 * Brings what was published since the draft began into it, scene by scene; where both changed the same text, what is
 * published stands until the author decides. A draft that began under a name somebody else has published since gets a
 * name of its own.
 * @throws AmendsError `conflict` when nothing was published since.
 */
export async function catchUpDraft(
  ctx: Context,
  principal: Principal,
  id: string,
): Promise<SavedDraft<DraftDocument>> {
  const draft = await openAnyDraft(ctx, principal.force.id, id);
  const standing = await standingOf(ctx.read, draft.kind, draft.slug);
  const by = principal.personId;
  if (!standing || standing.id === draft.base_version_id)
    throw new AmendsError("conflict", "Nothing was published since this draft began", "Open it again.");
  if (draft.base_version_id === null) {
    const slug = await freeSlug(ctx, slugOf(draft.title, draft.kind), draft.kind);
    const input = { forceId: principal.force.id, draftId: id, by, base: draft.revision };
    const what = `Gave it the name ${slug}`;
    return draft.kind === "module"
      ? saveModule(ctx, { ...input, what }, (one) => ({ ...one, slug }))
      : saveDraft(ctx, { ...input, what }, (one) => ({ ...one, slug }));
  }
  const [began, now] = await Promise.all([
    versionSource(ctx, draft, draft.base_version_id),
    versionSource(ctx, draft, standing.id),
  ]);
  return ctx.transact(async (trx) => {
    const row = await editable(trx, principal.force.id, draft.id);
    if (row.base_version_id !== draft.base_version_id)
      throw new AmendsError("stale", "Somebody else brought it in meanwhile", "Open the draft again.");
    const mine = JSON.parse(row.document) as DraftDocument;
    const { document, conflicts } = mergeDocuments<DraftDocument>(began.document, mine, now.document);
    const written = await write(ctx, trx, row, document, { by, what: `Brought in version ${now.number}` });
    await setDraftBase(trx, draft.id, now.versionId);
    const differences = differencesOf(began.document, now.document);
    return { ...written, around: [], conflicts, others: { by: [], differences } };
  });
}

/** A version as its author wrote it, of the draft's kind. @throws AmendsError `not-found` */
export function versionSource(
  ctx: Pick<Context, "read">,
  { kind, slug }: Pick<AnyDraft, "kind" | "slug">,
  id: VersionId | undefined,
): Promise<{ document: DraftDocument; versionId: VersionId; number: number }> {
  return kind === "module" ? moduleOfVersion(ctx, slug, id) : sourceOfVersion(ctx, slug, id);
}
