/** A draft as it is opened: who may, what stands in it, what the prover says of it. */
import { z } from "zod";
import {
  type DraftRow,
  draftRow,
  insertDraft,
  insertSave,
  openDraftOfSlug,
  setDraftVerdict,
  slugDrafted,
} from "#db/queries/drafts.ts";
import { personNow } from "#db/queries/identity.ts";
import type { Db } from "#db/connect.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { DraftId, ForceId, PersonId, VersionId } from "#app/domain/ids.ts";
import type { CompiledScenario } from "#app/domain/learning/lesson.ts";
import type { ModuleDraft } from "#app/domain/learning/module-draft.ts";
import { pictureName } from "#app/domain/learning/picture.ts";
import { scenarioDocument } from "#app/domain/scenarios/scenario.ts";
import { emptyDraft, scenarioDraft, type ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { withPictureNames } from "#app/domain/scenarios/edit.ts";
import { TEMPLATES } from "#app/domain/scenarios/templates.ts";
import type { Proof } from "#app/domain/scenarios/prove.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { proveApart } from "./prove-apart.server.ts";
import { readYaml } from "../learning/yaml-file.ts";
import { parseInput } from "../parse-input.ts";
import { contentVersion, lastVersion, liveVersionId } from "#db/queries/content.ts";

/** What a publisher has been asked, and what was decided. */
export interface DraftReview {
  readonly askedAt: Instant;
  readonly askedBy: PersonId;
  readonly note: string;
  readonly change: "wording" | "substance";
  /** Why facts past their review day may stand; empty when none is. */
  readonly factsReason: string;
  /** Set when it goes live by itself. */
  readonly publishAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: PersonId | null;
  /** What the publisher said who sent it back. */
  readonly answer: string;
}

/** What the prover said of a revision, counted. */
export interface KeptVerdict {
  readonly revision: number;
  readonly errors: number;
  /** Those without a reason. */
  readonly warnings: number;
}

interface DraftBase extends Omit<DraftRow, "kind" | "document" | "review" | "layout" | "verdict"> {
  readonly verdict: KeptVerdict | null;
  readonly review: DraftReview | null;
  readonly layout: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
}
export interface OpenDraft extends DraftBase {
  readonly kind: "scenario";
  readonly document: ScenarioDraft;
}
export interface OpenModuleDraft extends DraftBase {
  readonly kind: "module";
  readonly document: ModuleDraft;
}
export type AnyDraft = OpenDraft | OpenModuleDraft;
export type DraftDocument = AnyDraft["document"];

const NO_DRAFT = ["not-found", "There is no such draft", "Choose one in the studio."] as const;

/**
 * A draft of the force, of a scenario or of a module.
 * @throws AmendsError `not-found` for one of another force, discarded, or none.
 */
export async function openAnyDraft(
  ctx: Pick<Context, "read">,
  forceId: ForceId,
  id: string,
): Promise<AnyDraft> {
  const row = await draftRow(ctx.read, id as DraftId);
  if (row?.force_id !== forceId || row.state === "discarded") throw new AmendsError(...NO_DRAFT);
  return {
    ...row,
    document: JSON.parse(row.document) as DraftDocument,
    verdict: row.verdict === null ? null : (JSON.parse(row.verdict) as KeptVerdict),
    review: row.review === null ? null : (JSON.parse(row.review) as DraftReview),
    layout: JSON.parse(row.layout) as DraftBase["layout"],
  } as AnyDraft;
}

/** As `openAnyDraft`, for a scenario's. */
export async function openDraft(...of: Parameters<typeof openAnyDraft>): Promise<OpenDraft> {
  const draft = await openAnyDraft(...of);
  if (draft.kind !== "scenario") throw new AmendsError(...NO_DRAFT);
  return draft;
}

/** As `openAnyDraft`, for a module's. */
export async function openModuleDraft(...of: Parameters<typeof openAnyDraft>): Promise<OpenModuleDraft> {
  const draft = await openAnyDraft(...of);
  if (draft.kind !== "module") throw new AmendsError(...NO_DRAFT);
  return draft;
}

const PROOFS_KEPT = 20;
/** By draft and revision; the least used first. */
const proofs = new Map<string, Promise<Proof>>();

/** What the prover says of a revision: worked out once, and its count kept with the draft. */
export async function proofOf(
  ctx: Pick<Context, "transact">,
  draft: Pick<OpenDraft, "id" | "revision" | "document" | "verdict">,
): Promise<Proof> {
  const key = `${draft.id} ${draft.revision}`;
  const asked = proofs.get(key) ?? proveApart(draft.document);
  proofs.delete(key);
  proofs.set(key, asked);
  if (proofs.size > PROOFS_KEPT) proofs.delete(proofs.keys().next().value as string);
  const proof = await asked;
  if (draft.verdict?.revision !== draft.revision) {
    const verdict = JSON.stringify(countedOf(draft.revision, proof));
    await ctx.transact((trx) => setDraftVerdict(trx, draft.id, draft.revision, verdict));
  }
  return proof;
}

function countedOf(revision: number, { findings }: Proof): KeptVerdict {
  return {
    revision,
    errors: findings.filter((one) => one.severity === "error").length,
    warnings: findings.filter((one) => one.severity === "warning" && one.accepted === undefined).length,
  };
}

/** The count for a draft of which only the row is at hand: the one kept, and a new proof where it is of an older save. */
export async function verdictKept(
  ctx: Context,
  forceId: ForceId,
  row: Pick<DraftRow, "id" | "revision" | "verdict">,
): Promise<KeptVerdict> {
  const kept = row.verdict === null ? null : (JSON.parse(row.verdict) as KeptVerdict);
  if (kept?.revision === row.revision) return kept;
  const draft = await openDraft(ctx, forceId, row.id);
  return countedOf(draft.revision, await proofOf(ctx, draft));
}

/** What a new draft is begun with. */
export const begun = z.object({
  title: z.string().trim().min(1, "give it a name").max(120, "use at most 120 characters"),
  from: z.string().trim().max(200),
});

/** "The hedge & the music" → "the-hedge-the-music"; never empty. */
export function slugOf(title: string, fallback = "scenario"): string {
  const slug = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
  return slug || fallback;
}

/**
 * Begins a draft.
 * @param from "nothing"; "template:NAME"; "copy:SLUG", a new scenario like a published one; "version:SLUG", the next
 * version of one that is or was published: its draft that is open, where there is one
 * @throws AmendsError `bad-input` without a name; `not-found` for a template or scenario that is not there.
 */
export async function createDraft(
  ctx: Context,
  input: { forceId: ForceId; by: PersonId; title: string; from: string },
): Promise<DraftId> {
  const [kind, name = ""] = input.from.split(":");
  if (kind === "version") {
    const open = await openDraftOfSlug(ctx.read, input.forceId, "scenario", name);
    if (open) return open.id;
    const source = await lastSource(ctx, name);
    return storeDraft(ctx, input, source.document, source.versionId, `Began from version ${source.number}`);
  }
  const { title, from } = parseInput(begun, input, { title: "Name", from: "Begin from" });
  const slug = await freeSlug(ctx, slugOf(title));
  if (kind === "copy") {
    const source = await publishedSource(ctx, name);
    const copy = { ...source.document, slug, title };
    return storeDraft(ctx, input, copy, null, `Began as a copy of ${source.document.title}`);
  }
  if (kind === "template") {
    const template = TEMPLATES.find((one) => one.id === name);
    if (!template)
      throw new AmendsError("not-found", `There is no template "${name}"`, "Choose one of those shown.");
    const copy = { ...template.draft, slug, title };
    return storeDraft(ctx, input, copy, null, `Began from the template ${template.title}`);
  }
  if (from !== "nothing")
    throw new AmendsError("bad-input", "Choose what to begin from", "Choose one of those shown.", [
      { text: "Begin from: choose one of those shown", href: "#from" },
    ]);
  return storeDraft(ctx, input, emptyDraft(slug, title), null, "Began from nothing");
}

/** Keeps a document as a new draft of the force. */
export async function storeDraft(
  ctx: Context,
  { forceId, by }: { forceId: ForceId; by: PersonId },
  document: DraftDocument,
  baseVersionId: VersionId | null,
  what: string,
): Promise<DraftId> {
  const id = ctx.newId<DraftId>();
  const at = ctx.now();
  const text = JSON.stringify(document);
  await ctx.transact(async (trx) => {
    await insertDraft(trx, {
      id,
      force_id: forceId,
      kind: "lessons" in document ? "module" : "scenario",
      slug: document.slug,
      title: document.title,
      revision: 1,
      document: text,
      layout: "{}",
      state: "writing",
      base_version_id: baseVersionId,
      created_at: at,
      created_by: by,
      updated_at: at,
      updated_by: by,
      review: null,
      verdict: null,
    });
    await insertSave(trx, {
      draft_id: id,
      revision: 1,
      document: text,
      what,
      undoes: null,
      saved_at: at,
      saved_by: by,
    });
  });
  return id;
}

/** A published scenario as its author wrote it. @throws AmendsError `not-found` */
export async function publishedSource(
  ctx: Pick<Context, "read">,
  slug: string,
): Promise<{ document: ScenarioDraft; versionId: VersionId; number: number }> {
  return sourceOfVersion(ctx, slug, await liveVersionId(ctx.read, "scenario", slug));
}

/** As `publishedSource`; for a scenario that was withdrawn, its newest version. */
async function lastSource(ctx: Pick<Context, "read">, slug: string): ReturnType<typeof publishedSource> {
  return sourceOfVersion(ctx, slug, (await standingOf(ctx.read, "scenario", slug))?.id);
}

/** What a draft of the name is the next version of: what is live, else what was last. */
export async function standingOf(
  db: Db,
  kind: DraftRow["kind"],
  slug: string,
): Promise<{ readonly id: VersionId; readonly live: boolean } | undefined> {
  const live = await liveVersionId(db, kind, slug);
  if (live !== undefined) return { id: live, live: true };
  const last = await lastVersion(db, kind, slug);
  return last && { id: last.id, live: false };
}

/** A version as its author wrote it. @throws AmendsError `not-found` */
export async function sourceOfVersion(
  ctx: Pick<Context, "read">,
  slug: string,
  id: VersionId | undefined,
): ReturnType<typeof publishedSource> {
  const version = id === undefined ? undefined : await contentVersion(ctx.read, id);
  const files = version && (JSON.parse(version.source) as { files: Record<string, string> }).files;
  const text = files && Object.entries(files).find(([name]) => name.endsWith(".yaml"))?.[1];
  const document = text === undefined ? undefined : readYaml(slug, text, scenarioDocument).value;
  const { media } = version ? (JSON.parse(version.compiled) as CompiledScenario) : {};
  if (!version || !document)
    throw new AmendsError(
      "not-found",
      `There is no published scenario "${slug}"`,
      "Choose one in the studio.",
    );
  const draft = withPictureNames(scenarioDraft.parse(document), (file) => {
    const kept = media?.[file];
    return kept ? pictureName(kept) : file;
  });
  return { document: draft, versionId: version.id, number: version.number };
}

/** The name wanted, or with a number after it, that nothing of the kind has, had, or is drafted under. */
export async function freeSlug(
  ctx: Pick<Context, "read">,
  wanted: string,
  kind: DraftRow["kind"] = "scenario",
): Promise<string> {
  for (let tried = 1; ; tried += 1) {
    const slug = tried === 1 ? wanted : `${wanted}-${tried}`;
    const taken =
      (await lastVersion(ctx.read, kind, slug)) ?? ((await slugDrafted(ctx.read, kind, slug)) || undefined);
    if (!taken) return slug;
  }
}

/** Names for a handful of people, for who saved what. */
export async function namesOf(
  ctx: Pick<Context, "read">,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, string>> {
  const people = await Promise.all([...new Set(ids)].map((id) => personNow(ctx.read, id)));
  return new Map(
    people.flatMap((person) =>
      person ? [[person.personId, `${person.knownAs ?? person.forenames} ${person.surname}`]] : [],
    ),
  );
}
