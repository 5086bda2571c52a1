import { openDraftOfSlug } from "#db/queries/drafts.ts";
import { liveVersionId } from "#db/queries/content.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { DraftId, ForceId, PersonId } from "#app/domain/ids.ts";
import { emptyModule } from "#app/domain/learning/module-draft.ts";
import type { Context } from "../context.server.ts";
import { parseInput } from "../parse-input.ts";
import { begun, freeSlug, slugOf, standingOf, storeDraft } from "./draft.server.ts";
import { moduleOfVersion } from "./module-source.server.ts";

/**
 * Begins a module's draft.
 * @param from "nothing"; "copy:SLUG", a new module like a published one, with its pictures and recordings;
 * "version:SLUG", the next version of one that was published: its draft that is open, where there is one
 * @throws AmendsError `bad-input` without a name; `not-found` for a module that is not there.
 */
export async function createModule(
  ctx: Context,
  input: { forceId: ForceId; by: PersonId; title: string; from: string },
): Promise<DraftId> {
  const [kind, name = ""] = input.from.split(":");
  if (kind === "version") {
    const open = await openDraftOfSlug(ctx.read, input.forceId, "module", name);
    if (open) return open.id;
    const source = await moduleOfVersion(ctx, name, (await standingOf(ctx.read, "module", name))?.id);
    const { document, versionId, number } = source;
    return storeDraft(ctx, input, document, versionId, `Began from version ${number}`);
  }
  const { title, from } = parseInput(begun, input, { title: "Name", from: "Begin from" });
  const slug = await freeSlug(ctx, slugOf(title, "module"), "module");
  if (kind === "copy") {
    const source = await moduleOfVersion(ctx, name, await liveVersionId(ctx.read, "module", name));
    const copy = { ...source.document, slug, title };
    return storeDraft(ctx, input, copy, source.versionId, `Began as a copy of ${source.document.title}`);
  }
  if (from !== "nothing")
    throw new AmendsError("bad-input", "Choose what to begin from", "Choose one of those shown.", [
      { text: "Begin from: choose one of those shown", href: "#from" },
    ]);
  return storeDraft(ctx, input, emptyModule(slug, title), null, "Began from nothing");
}
