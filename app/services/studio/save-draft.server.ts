/** Saving what somebody wrote: over what others saved meanwhile, never instead of it. */
import type { z } from "zod";
import {
  draftRow,
  draftSave,
  draftSaveBefore,
  insertSave,
  latestSaves,
  savesSince,
  updateDraft,
  type DraftRow,
} from "#db/queries/drafts.ts";
import type { Trx } from "#db/connect.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { DraftId, ForceId, PersonId } from "#app/domain/ids.ts";
import { scenarioDraft, type ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { citedFacts } from "#app/domain/scenarios/edit.ts";
import {
  differencesOf,
  mergeDocuments,
  same,
  withValue,
  type Difference,
  type IdPath,
  type Json,
  type MergeConflict,
} from "#app/domain/scenarios/merge.ts";
import { isThinnedByHours } from "#app/domain/scenarios/thinning.ts";
import { placeWords } from "#app/domain/scenarios/places.ts";
import { placeInModule } from "#app/domain/learning/module-places.ts";
import { idsAlong } from "#app/domain/scenarios/merge.ts";
import type { Instant } from "#app/domain/time.ts";
import { moduleDraft, type ModuleDraft } from "#app/domain/learning/module-draft.ts";
import type { Context } from "../context.server.ts";
import type { DraftDocument } from "./draft.server.ts";

export interface SavedDraft<Document extends DraftDocument = ScenarioDraft> {
  readonly revision: number;
  readonly savedAt: Instant;
  readonly document: Document;
  /** Where what is saved is not what its author sent, because of what was saved since `base`. */
  readonly around: readonly IdPath[];
  /** Where somebody else changed the same text since `base`; theirs stands until it is decided. */
  readonly conflicts: readonly MergeConflict[];
  /** What others changed since `base`, and who. */
  readonly others: { readonly by: readonly PersonId[]; readonly differences: readonly Difference[] } | null;
}

export interface SaveInput {
  readonly forceId: ForceId;
  readonly draftId: string;
  readonly by: PersonId;
  /** The revision that the author saw. */
  readonly base: number;
  /** What was done, in words, for the history. */
  readonly what: string;
  /** Asks about the author's own other saves too: what is sent may be older than they are. */
  readonly askAll?: boolean;
}

/**
 * Saves a change made to the draft as it stood at `base`. The same text changed by somebody else meanwhile is a
 * conflict; by the same author (in another window) the later stands.
 * @throws AmendsError `not-found`; `bad-input` for a document out of bounds, or for a base that was thinned out.
 */
export function saveDraft(
  ctx: Context,
  input: SaveInput,
  change: (draft: ScenarioDraft) => ScenarioDraft,
): Promise<SavedDraft> {
  return save(ctx, input, { kind: "scenario", change: (draft) => boundedScenario(change(draft)) });
}

/** As `saveDraft`, for a module's draft. */
export function saveModule(
  ctx: Context,
  input: SaveInput,
  change: (draft: ModuleDraft) => ModuleDraft,
): Promise<SavedDraft<ModuleDraft>> {
  return save(ctx, input, { kind: "module", change: (draft: ModuleDraft) => boundedModule(change(draft)) });
}

async function save<Document extends DraftDocument>(
  ctx: Context,
  input: SaveInput,
  { kind, change }: { kind: DraftRow["kind"]; change: (draft: Document) => Document },
): Promise<SavedDraft<Document>> {
  const draftId = input.draftId as DraftId;
  return ctx.transact(async (trx) => {
    const row = await editable(trx, input.forceId, draftId, kind);
    const current = JSON.parse(row.document) as Document;
    const since = row.revision === input.base ? [] : await savesSince(trx, draftId, input.base);
    const { base, exact }: Base<Document> =
      since.length === 0
        ? { base: current, exact: true }
        : await baseOf<Document>(ctx, trx, draftId, input, since[0]?.saved_at);
    const mine = change(base);
    const others = [...new Set(since.filter((one) => one.saved_by !== input.by).map((one) => one.saved_by))];
    const { document: merged, conflicts } = mergeDocuments(base, mine, current);
    const asked = others.length > 0 || input.askAll === true || !exact;
    const document = asked
      ? merged
      : conflicts.reduce((whole, one) => withValue(whole, one.path, one.mine), merged);
    const written = await write(ctx, trx, row, document, input);
    return {
      ...written,
      around: differencesOf(mine, document).map((one) => one.path),
      conflicts: asked ? conflicts : [],
      others: others.length === 0 ? null : { by: others, differences: differencesOf(base, current) },
    };
  });
}

/**
 * Takes back the author's own last change that still stands, over whatever came after it.
 * @returns null when there is nothing of theirs to take back.
 */
export async function undoDraft<Document extends DraftDocument = ScenarioDraft>(
  ctx: Context,
  input: Omit<SaveInput, "base" | "what">,
): Promise<SavedDraft<Document> | null> {
  const draftId = input.draftId as DraftId;
  return ctx.transact(async (trx) => {
    const row = await editable(trx, input.forceId, draftId);
    const saves = await latestSaves(trx, draftId, UNDO_REACH);
    const undone = new Set(saves.flatMap((one) => (one.undoes === null ? [] : [one.undoes])));
    const last = saves.find(
      (one) =>
        one.saved_by === input.by && one.undoes === null && !undone.has(one.revision) && one.revision > 1,
    );
    if (!last) return null;
    const after = await savedAs<Document>(trx, draftId, last.revision);
    const before = await saveBefore<Document>(trx, draftId, last.revision);
    const current = JSON.parse(row.document) as Document;
    const { document } = mergeDocuments(after, before, current);
    const what = `Undid: ${last.what}`;
    const written = await write(ctx, trx, row, document, { ...input, what }, last.revision);
    return { ...written, around: [], conflicts: [], others: null };
  });
}

const UNDO_REACH = 500;

/** Makes an earlier save the draft again; what came between stays in the history. */
export async function restoreDraft<Document extends DraftDocument = ScenarioDraft>(
  ctx: Context,
  input: Omit<SaveInput, "base" | "what"> & { readonly revision: number },
): Promise<SavedDraft<Document>> {
  const draftId = input.draftId as DraftId;
  return ctx.transact(async (trx) => {
    const row = await editable(trx, input.forceId, draftId);
    const document = await savedAs<Document>(trx, draftId, input.revision);
    const what = `Went back to save ${input.revision}`;
    const written = await write(ctx, trx, row, document, { ...input, what });
    return { ...written, around: [], conflicts: [], others: null };
  });
}

/** The draft, locked by nobody's decision. @throws AmendsError `not-found`; `conflict` where it waits or is published. */
export async function editable(trx: Trx, forceId: ForceId, id: DraftId, kind?: DraftRow["kind"]) {
  const row = await draftRow(trx, id);
  if (row?.force_id !== forceId || (kind !== undefined && row.kind !== kind) || row.state === "discarded")
    throw new AmendsError("not-found", "There is no such draft", "Choose one in the studio.");
  if (row.state === "published")
    throw new AmendsError(
      "conflict",
      "This draft has been published, and a published version is never changed",
      "Begin the next version in the studio.",
    );
  if (row.state !== "writing")
    throw new AmendsError(
      "conflict",
      row.state === "scheduled"
        ? "This draft is set to go live as it stands"
        : "This draft waits for a publisher as it stands",
      "Open it and take it back before you change it.",
    );
  return row;
}

interface Base<Document> {
  readonly base: Document;
  /** False where an older save stands in for it. */
  readonly exact: boolean;
}

/**
 * What was sent began from here. Where that save was thinned out by the minute the one before it has the same parts,
 * and asks at most too much; by the hour parts may be missing in it, and only what a browser kept is laid over it.
 * @param next when the first save after it was made
 */
async function baseOf<Document>(
  ctx: Context,
  trx: Trx,
  id: DraftId,
  { base, askAll }: SaveInput,
  next: Instant | undefined,
): Promise<Base<Document>> {
  const byTheHour = next !== undefined && isThinnedByHours(next, ctx.now());
  if ((await draftSave(trx, id, base)) || (byTheHour && !askAll))
    return { base: await savedAs<Document>(trx, id, base), exact: true };
  return { base: await saveBefore<Document>(trx, id, base + 1), exact: false };
}

async function savedAs<Document>(trx: Trx, id: DraftId, revision: number): Promise<Document> {
  const save = await draftSave(trx, id, revision);
  if (save) return JSON.parse(save.document) as Document;
  throw new AmendsError(
    "stale",
    "This page was opened too long ago to be put together with what was saved since",
    "Copy what you wrote, open the draft again, and put it there.",
  );
}

/** The save before a revision; saves between may have been thinned out. */
async function saveBefore<Document>(trx: Trx, id: DraftId, revision: number): Promise<Document> {
  const save = await draftSaveBefore(trx, id, revision);
  return save ? (JSON.parse(save.document) as Document) : savedAs<Document>(trx, id, revision);
}

const boundedScenario = (draft: ScenarioDraft): ScenarioDraft =>
  within(scenarioDraft.safeParse({ ...draft, facts: citedFacts(draft) }), draft, placeWords);

const boundedModule = (draft: ModuleDraft): ModuleDraft =>
  within(moduleDraft.safeParse(draft), draft, placeInModule);

function within<Document>(
  parsed: z.ZodSafeParseResult<Document>,
  draft: Document,
  place: (draft: Document, path: IdPath) => string,
): Document {
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({
    text: `${place(draft, idsAlong(draft, path))}: ${message}`,
  }));
  throw new AmendsError("bad-input", "This cannot be saved", "Put right what is listed.", problems);
}

/** Keeps a document as the draft's next save; nothing where it is the same. @throws AmendsError `stale` */
export async function write<Document extends DraftDocument>(
  ctx: Context,
  trx: Trx,
  row: Awaited<ReturnType<typeof editable>>,
  document: Document,
  { by, what }: Pick<SaveInput, "by" | "what">,
  undoes: number | null = null,
): Promise<Pick<SavedDraft<Document>, "revision" | "savedAt" | "document">> {
  const before = JSON.parse(row.document) as Json;
  if (same(before, document)) return { revision: row.revision, savedAt: row.updated_at, document };
  const revision = row.revision + 1;
  const at = ctx.now();
  const text = JSON.stringify(document);
  const done = await updateDraft(trx, row.id, row.revision, {
    revision,
    document: text,
    slug: document.slug,
    title: document.title,
    updated_at: at,
    updated_by: by,
  });
  if (!done)
    throw new AmendsError("stale", "Somebody saved in the same instant", "Save again: nothing is lost.");
  await insertSave(trx, {
    draft_id: row.id,
    revision,
    document: text,
    what,
    undoes,
    saved_at: at,
    saved_by: by,
  });
  return { revision, savedAt: at, document };
}
