/** Who saved what and when, and what a save changed, to be read. */
import { diffWordsWithSpace } from "diff";
import { draftSave, latestSaves } from "#db/queries/drafts.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { DraftId } from "#app/domain/ids.ts";
import { savesFolded } from "#app/domain/scenarios/thinning.ts";
import { differencesOf, pictureWords, type Json } from "#app/domain/scenarios/merge.ts";
import { instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { liveVersionId } from "#db/queries/content.ts";
import { versionSource } from "./catch-up.server.ts";
import { placeIn } from "./conflicts.server.ts";
import { namesOf, type DraftDocument } from "./draft.server.ts";
import { readAnyDraft } from "./read-any-draft.server.ts";
import type { DraftFrame } from "#app/domain/scenarios/editor-values.ts";

/** Saves that are read: of a minute of typing there are forty, and one is shown. */
const READ = 1_000;
const SHOWN = 200;

export interface TextPart {
  readonly text: string;
  readonly kind: "same" | "added" | "removed";
}

export interface HistoryPage {
  readonly frame: DraftFrame;
  readonly saves: readonly {
    readonly revision: number;
    readonly what: string;
    readonly when: string;
    readonly by: string;
  }[];
  /** Null when nothing is asked to be compared. */
  readonly compared: {
    /** "save 3", "version 2, which is live". */
    readonly from: string;
    readonly to: string;
    readonly changes: readonly { readonly place: string; readonly parts: readonly TextPart[] }[];
  } | null;
}

/**
 * The last saves of a draft, and the difference between two of them, or from what is live to the draft.
 * @param from, to revisions; the one before `to` stands in for `from`
 * @throws AmendsError `not-found` for a save that was thinned out or never was, or when nothing is live.
 */
export async function readHistory(
  ctx: Context,
  principal: Principal,
  id: string,
  { from, to }: { from: number | "live" | null; to: number | null },
): Promise<HistoryPage> {
  const { draft, frame } = await readAnyDraft(ctx, principal, id);
  const every = await latestSaves(ctx.read, draft.id, READ);
  const folded = new Set(savesFolded(every.toReversed()));
  const rows = every.filter((row) => !folded.has(row.revision)).slice(0, SHOWN);
  const names = await namesOf(
    ctx,
    rows.map((row) => row.saved_by),
  );
  const saves = rows.map((row) => ({
    revision: row.revision,
    what: row.what,
    when: instantWords(row.saved_at),
    by: row.saved_by === principal.personId ? "you" : (names.get(row.saved_by) ?? "somebody"),
  }));
  if (from === "live") {
    const live = await versionSource(ctx, draft, await liveVersionId(ctx.read, draft.kind, draft.slug));
    const changes = compare(live.document, draft.document);
    const words = { from: `version ${live.number}, which is live,`, to: "this draft" };
    return { frame, saves, compared: { ...words, changes } };
  }
  if (to === null) return { frame, saves, compared: null };
  const earlier = from ?? rows.find((row) => row.revision < to)?.revision ?? to;
  const [before, after] = await Promise.all([saved(ctx, draft.id, earlier), saved(ctx, draft.id, to)]);
  const words = { from: `save ${earlier}`, to: `save ${to}` };
  return { frame, saves, compared: { ...words, changes: compare(before, after) } };
}

function compare(before: DraftDocument, after: DraftDocument) {
  return differencesOf(before as Json, after as Json).map(({ path, before: was, after: is }) => ({
    // What is gone is only in the older one.
    place: placeIn(is === undefined ? before : after, path),
    parts: partsOf(textOf(was), textOf(is)),
  }));
}

async function saved(ctx: Pick<Context, "read">, id: DraftId, revision: number): Promise<DraftDocument> {
  const save = await draftSave(ctx.read, id, revision);
  if (save) return JSON.parse(save.document) as DraftDocument;
  throw new AmendsError("not-found", `Save ${revision} is not kept`, "Choose one from the history.");
}

/** Words for a scene or a choice as a whole, text as it stands. */
function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map((one: Json) => textOf(one)).join(", ");
  const picture = pictureWords(value);
  if (picture !== null) return picture;
  return Object.entries(value)
    .filter(([key]) => key !== "id")
    .map(([key, one]) => [key, textOf(one)] as const)
    .filter(([, text]) => text !== "")
    .map(([key, text]) => `${key}: ${text}`)
    .join("\n");
}

/** Lines around a change that are shown of a long text; the rest of what is the same is left out. */
const AROUND = 2;

function partsOf(before: string, after: string): TextPart[] {
  // One picture in place of another has nothing of it: its name is no word.
  const [was, is] = [before, after].map((text) => /^picture \w+: /.exec(text)?.[0]);
  if (was !== undefined && is !== undefined && was !== is)
    return [
      { text: before, kind: "removed" },
      { text: after, kind: "added" },
    ];
  const parts = diffWordsWithSpace(before, after);
  return parts.map(({ value, added, removed }, at) => ({
    text: added || removed ? value : shortened(value, { first: at === 0, last: at === parts.length - 1 }),
    kind: added ? "added" : removed ? "removed" : "same",
  }));
}

function shortened(text: string, { first, last }: { first: boolean; last: boolean }): string {
  const lines = text.split("\n");
  if (lines.length <= AROUND * 2 + 2) return text;
  const [head, tail] = [lines.slice(0, AROUND), lines.slice(-AROUND)];
  return [...(first ? [] : head), "…", ...(last ? [] : tail)].join("\n");
}
