import type { DraftId, ForceId, PersonId } from "#app/domain/ids.ts";
import type { ReportLine } from "#app/domain/scenarios/exchange/story.ts";
import type { Context } from "../context.server.ts";
import { keepMedia, keptPictures } from "../learning/keep-media.server.ts";
import { importScenario, withoutMissing } from "../scenarios/import-scenario.server.ts";
import { freeSlug, storeDraft } from "./draft.server.ts";

export interface ImportedDraft {
  readonly id: DraftId;
  readonly title: string;
  readonly scenes: number;
  readonly endings: number;
  readonly report: readonly ReportLine[];
}

/** Keeps a file's scenario as a new draft under a name that is free. @throws AmendsError as `importScenario` */
export async function importDraft(
  ctx: Context,
  who: { forceId: ForceId; by: PersonId },
  file: { name: string; bytes: Uint8Array },
  story: string | null = null,
): Promise<ImportedDraft> {
  const imported = importScenario(file.name, file.bytes, story);
  const kept = await keptPictures(ctx.read, imported.document.scenes);
  const { document, report, pictures } = withoutMissing(imported, (name) => Object.hasOwn(kept, name));
  const draft = { ...document, slug: await freeSlug(ctx, document.slug) };
  await ctx.transact((trx) => keepMedia(trx, [...pictures.values()]));
  const id = await storeDraft(ctx, who, draft, null, `Brought from ${file.name.slice(0, 100)}`);
  return { id, title: draft.title, scenes: draft.scenes.length, endings: draft.endings.length, report };
}
