import type { DraftId, ForceId, PersonId } from "#app/domain/ids.ts";
import type { ReportLine } from "#app/domain/scenarios/exchange/story.ts";
import type { Context } from "../context.server.ts";
import { importScenario } from "../scenarios/import-scenario.server.ts";
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
  const { document, report } = importScenario(file.name, file.bytes, story);
  const kept = { ...document, slug: await freeSlug(ctx, document.slug) };
  const id = await storeDraft(ctx, who, kept, null, `Brought from ${file.name.slice(0, 100)}`);
  return { id, title: kept.title, scenes: kept.scenes.length, endings: kept.endings.length, report };
}
