/** What an author is told of a save: when, what others changed meanwhile, and what is to be decided. */
import type { SaveTold } from "#app/domain/scenarios/editor-values.ts";
import { placeInModule } from "#app/domain/learning/module-places.ts";
import { placeWords } from "#app/domain/scenarios/places.ts";
import type { IdPath, Json } from "#app/domain/scenarios/merge.ts";
import type { Context } from "../context.server.ts";
import { namesOf, type DraftDocument } from "./draft.server.ts";
import type { SavedDraft } from "./save-draft.server.ts";

const MOST = 20;

/** A place as the author of the document would name it. */
export const placeIn = (document: DraftDocument, path: IdPath): string =>
  "lessons" in document ? placeInModule(document, path) : placeWords(document, path);

export async function tellSave(
  ctx: Pick<Context, "read">,
  saved: SavedDraft<DraftDocument>,
): Promise<SaveTold> {
  const names = await namesOf(ctx, saved.others?.by ?? []);
  const who = [...names.values()].join(" and ") || "Somebody else";
  const places = new Set((saved.others?.differences ?? []).map(({ path }) => placeIn(saved.document, path)));
  return {
    revision: saved.revision,
    savedAt: saved.savedAt,
    others: [...places].slice(0, MOST).map((place) => `${who} changed: ${place}`),
    conflicts: saved.conflicts.map(({ path, mine, theirs }) => ({
      place: placeIn(saved.document, path),
      path: JSON.stringify(path),
      mine: words(mine),
      theirs: words(theirs),
      value: typeof mine === "string" ? null : mine === undefined ? "" : JSON.stringify(mine),
    })),
  };
}

const words = (value: Json | undefined): string =>
  typeof value === "string" ? value : value === undefined ? "(taken away)" : JSON.stringify(value, null, 1);
