/** From a draft to a version that is live: now, or at a time. */
import {
  contentVersion,
  insertVersion,
  lastVersionNumber,
  liveVersionId,
  replaceLive,
  versionByHash,
} from "#db/queries/content.ts";
import { authorsOf, draftsDue } from "#db/queries/drafts.ts";
import { policyChoices } from "#db/queries/policy.ts";
import type { Trx } from "#db/connect.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { DraftId, ForceId, PersonId, VersionId } from "#app/domain/ids.ts";
import { scenarioDocument, type Scenario } from "#app/domain/scenarios/scenario.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { compileScenarioThing, type CompiledThing } from "../learning/compile-content.server.ts";
import { keepMedia, keptPictures } from "../learning/keep-media.server.ts";
import { openAnyDraft, type AnyDraft, type DraftReview } from "./draft.server.ts";
import { compileModuleDraft } from "./module-check.server.ts";
import { newerThan, sourceOf, withFacts, without, withUpdate, type Change } from "./obstacles.server.ts";
import { asPublisher, decided, writable, type Asked } from "./review-draft.server.ts";
import { audit } from "../identity/write-audit.server.ts";

export interface Approval extends Asked {
  readonly factsReason: string;
  /** Null: now. */
  readonly publishAt: Instant | null;
}

export interface WentLive {
  readonly versionId: VersionId;
  readonly number: number;
}

/**
 * Publishes a draft, or sets the time at which it goes live by itself.
 * @returns null when it is set for later
 * @throws AmendsError `not-allowed` for somebody who wrote in it where the force wants another; `bad-input` with every
 * obstacle, without a reason for facts past their review day, or for a time that has passed.
 */
export async function publishDraft(
  ctx: Context,
  principal: Principal,
  draftId: string,
  approval: Approval,
): Promise<WentLive | null> {
  asPublisher(principal);
  const draft = await openAnyDraft(ctx, principal.force.id, draftId);
  writable(draft);
  if (await mustBeAnother(ctx, principal.force.id)) {
    if ((await authorsOf(ctx.read, draft.id)).includes(principal.personId)) {
      throw new AmendsError(
        "conflict",
        `You have written in this ${draft.kind}, and your force wants somebody else to publish it`,
        "Ask for a review; another publisher approves it.",
      );
    }
  }
  await without(ctx, draft);
  await withUpdate(ctx, draft, approval.change);
  await withFacts(ctx, draft, approval.factsReason);
  const now = ctx.now();
  if (approval.publishAt !== null && approval.publishAt <= now)
    throw new AmendsError("bad-input", "That time has passed", "Choose a later one, or publish now.", [
      { text: "Go live at: that time has passed", href: "#at" },
    ]);
  const review: DraftReview = {
    askedAt: draft.review?.askedAt ?? now,
    askedBy: draft.review?.askedBy ?? principal.personId,
    ...approval,
    decidedAt: now,
    decidedBy: principal.personId,
    answer: "",
  };
  if (approval.publishAt !== null) {
    await ctx.transact(async (trx) => {
      await decided(trx, draft, "scheduled", review);
      await audit(ctx, trx, principal.personId, "content.schedule", draft.id, {
        slug: draft.slug,
        at: approval.publishAt,
      });
    });
    return null;
  }
  return goLive(ctx, draft, review);
}

async function compiledThing(ctx: Context, draft: AnyDraft, change: Change): Promise<CompiledThing> {
  if (draft.kind === "module") return compileModuleDraft(ctx, draft, change);
  const document: Scenario = scenarioDocument.parse({ ...draft.document, change });
  const pictures = await keptPictures(ctx.read, document.scenes);
  return compileScenarioThing({ document, source: sourceOf({ ...draft.document, change }), pictures });
}

/** Stores the version, makes it live and closes the draft, in one transaction, with both hashes in the audit. */
async function goLive(ctx: Context, draft: AnyDraft, review: DraftReview): Promise<WentLive> {
  const thing = await compiledThing(ctx, draft, review.change);
  const by = review.decidedBy ?? review.askedBy;
  return ctx.transact(async (trx) => {
    const newer = await newerThan(trx, draft);
    if (newer) throw newer;
    const version = await storeVersion(ctx, trx, thing, draft.id, by);
    const before = await liveVersionId(trx, draft.kind, draft.slug);
    const replaced = before === undefined ? undefined : await contentVersion(trx, before);
    if (!(await replaceLive(trx, draft.kind, draft.slug, before, version.versionId)))
      throw new AmendsError(
        "stale",
        "Somebody published another version in the same instant",
        "Open the page Publish again and look at what changed.",
      );
    await decided(trx, draft, "published", review, version.versionId);
    await audit(ctx, trx, by, "content.publish", draft.id, {
      kind: draft.kind,
      slug: draft.slug,
      number: version.number,
      version: version.versionId,
      hash: thing.hash,
      replaced: replaced?.hash ?? null,
      change: review.change,
      ...(review.factsReason === "" ? {} : { factsReason: review.factsReason }),
    });
    return version;
  });
}

async function storeVersion(
  ctx: Context,
  trx: Trx,
  thing: CompiledThing,
  draftId: DraftId,
  by: PersonId,
): Promise<WentLive> {
  const known = await versionByHash(trx, thing.kind, thing.slug, thing.hash);
  if (known) return { versionId: known.id, number: known.number };
  const id = ctx.newId<VersionId>();
  const number = (await lastVersionNumber(trx, thing.kind, thing.slug)) + 1;
  const { kind, slug, title, change, source, hash, compiled, media } = thing;
  await keepMedia(trx, media);
  await insertVersion(trx, {
    id,
    number,
    kind,
    slug,
    title,
    change,
    source,
    hash,
    compiled,
    published_at: ctx.now(),
    published_by: by,
    draft_id: draftId,
  });
  return { versionId: id, number };
}

/**
 * Makes live what was set for a time that has come. What cannot go live any more goes back to its author, who finds
 * why.
 * @returns how many went live
 */
export async function publishDue(ctx: Context): Promise<number> {
  let count = 0;
  for (const { id, force_id: forceId } of await draftsDue(ctx.read)) {
    const draft = await openAnyDraft(ctx, forceId, id);
    const { review } = draft;
    if (!review?.publishAt || review.publishAt > ctx.now()) continue;
    try {
      await without(ctx, draft);
      await withUpdate(ctx, draft, review.change);
      await withFacts(ctx, draft, review.factsReason);
      await goLive(ctx, draft, review);
      count += 1;
    } catch (error) {
      if (!(error instanceof AmendsError)) throw error;
      const answer = `It did not go live: ${error.message}. ${error.wayOut}`;
      await ctx.transact((trx) => decided(trx, draft, "writing", { ...review, publishAt: null, answer }));
    }
  }
  return count;
}

/** Whether the force wants somebody other than its authors to publish a scenario. */
export async function mustBeAnother(ctx: Pick<Context, "read">, forceId: ForceId): Promise<boolean> {
  const row = (await policyChoices(ctx.read, forceId)).find((one) => one.key === "studio-approval");
  return row?.choice !== "any-publisher";
}
