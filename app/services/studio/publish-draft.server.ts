/** From a draft to a version that is live: asked for, approved by somebody else, now or at a time. */
import type { AuditAction } from "#app/domain/identity/audit.ts";
import { stringify } from "yaml";
import {
  insertVersion,
  lastVersionNumber,
  liveVersionId,
  replaceLive,
  versionByHash,
  contentVersion,
} from "#db/queries/content.ts";
import { authorsOf, draftsDue, setDraftReview } from "#db/queries/drafts.ts";
import { insertAudit } from "#db/queries/identity.ts";
import { policyChoices } from "#db/queries/policy.ts";
import type { Db, Trx } from "#db/connect.ts";
import { AmendsError, type Problem } from "#app/domain/errors.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import type { DraftId, ForceId, PersonId, VersionId } from "#app/domain/ids.ts";
import { factsIn } from "#app/domain/learning/module-draft.ts";
import { scenarioDocument, type Scenario } from "#app/domain/scenarios/scenario.ts";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { checkScenarioFile } from "../learning/check-scenario.ts";
import { compileScenarioThing, type CompiledThing } from "../learning/compile-content.server.ts";
import { keepMedia, keptPictures } from "../learning/keep-media.server.ts";
import { factNotes, overdueAmong } from "../learning/read-facts.server.ts";
import { openAnyDraft, standingOf, type AnyDraft, type DraftReview } from "./draft.server.ts";
import { compileModuleDraft, moduleFindings } from "./module-check.server.ts";

/** Why this draft cannot go live, each with its cure; empty when it can. */
export async function obstacles(ctx: Context, draft: AnyDraft): Promise<Problem[]> {
  if (draft.kind === "module") {
    const behind = await newerThan(ctx.read, draft);
    return [
      ...(behind === null ? [] : [{ text: `${behind.message}. ${behind.wayOut}` }]),
      ...(await moduleFindings(ctx, draft)).map((one) => ({
        text: `${one.place}: ${one.message}. ${one.cure}`,
        href: one.href,
      })),
    ];
  }
  const { document } = draft;
  const source = sourceOf(document);
  const pictures = await keptPictures(ctx.read, document.scenes);
  const { findings, references } = checkScenarioFile(
    `${document.slug}.yaml`,
    source,
    pictures,
    document.slug,
  );
  const known = await factNotes(ctx);
  const behind = await newerThan(ctx.read, draft);
  const problems = [
    ...(behind === null ? [] : [{ text: `${behind.message}. ${behind.wayOut}` }]),
    ...findings
      .filter((one) => one.accepted === undefined)
      .map((one) => ({ text: `${one.message}. ${one.cure}` })),
  ];
  for (const { kind, id } of references) {
    if (kind === "fact" && !known(id)) problems.push({ text: `There is no fact ${id}. Correct its number.` });
    if (kind === "link" && !(await leadsSomewhere(ctx, id)))
      problems.push({ text: `The link "${id}" leads nowhere. Correct it, or give the whole address.` });
  }
  return [...new Map(problems.map((one) => [one.text, one])).values()];
}

/** Why the draft would undo what somebody else published since it began; null when it would not. */
async function newerThan(
  db: Db,
  draft: Pick<AnyDraft, "kind" | "document" | "base_version_id">,
): Promise<AmendsError | null> {
  const standing = await standingOf(db, draft.kind, draft.document.slug);
  if (!standing || standing.id === draft.base_version_id) return null;
  const { number, title } = (await contentVersion(db, standing.id)) ?? { number: 0, title: "" };
  if (draft.base_version_id === null)
    return new AmendsError(
      "conflict",
      `“${title}” was published under the name ${draft.document.slug} since this draft began`,
      "Give this one a name of its own on its page Publish.",
    );
  return new AmendsError(
    "conflict",
    `Version ${number} was published since this draft began, and this one would undo it`,
    `Bring version ${number} into it on its page Publish.`,
  );
}

const PAGES = /^\/(|glossary|record|help|privacy|accessibility|cookies|who-sees-what)$/;

async function leadsSomewhere(ctx: Context, url: string): Promise<boolean> {
  if (/^[a-z]+:/i.test(url)) return true;
  const path = url.replace(/[?#].*$/s, "");
  const [, kind, slug] = /^\/(modules|scenarios)\/([a-z0-9-]+)$/.exec(path) ?? [];
  if (slug === undefined) return PAGES.test(path);
  return (await liveVersionId(ctx.read, kind === "modules" ? "module" : "scenario", slug)) !== undefined;
}

/** The YAML that it is published as; what stands at its default is left out where the schema fills it in. */
function sourceOf(document: ScenarioDraft): string {
  return stringify(document, { lineWidth: 100, blockQuote: "literal" });
}

export interface Asked {
  readonly note: string;
  readonly change: "wording" | "substance";
}

/**
 * Asks for a review.
 * @throws AmendsError `bad-input` with every obstacle while there is one.
 */
export async function askForReview(
  ctx: Context,
  principal: Principal,
  draftId: string,
  { note, change }: Asked,
): Promise<void> {
  const draft = await openAnyDraft(ctx, principal.force.id, draftId);
  writable(draft);
  await without(ctx, draft);
  await withUpdate(ctx, draft, change);
  const review: DraftReview = {
    askedAt: ctx.now(),
    askedBy: principal.personId,
    note,
    change,
    factsReason: "",
    publishAt: null,
    decidedAt: null,
    decidedBy: null,
    answer: "",
  };
  await ctx.transact(async (trx) => {
    await decided(trx, draft, "in-review", review);
    await audit(ctx, trx, principal.personId, "content.review", draft.id, { slug: draft.slug, change });
  });
}

/** Sends a draft back to whoever asked, with words. @throws AmendsError `bad-input` without them. */
export async function sendBack(
  ctx: Context,
  principal: Principal,
  draftId: string,
  answer: string,
): Promise<void> {
  asPublisher(principal);
  const draft = await openAnyDraft(ctx, principal.force.id, draftId);
  if (answer.trim() === "")
    throw new AmendsError("bad-input", "Say what is to be changed", "Write it in the field.", [
      { text: "Say what is to be changed", href: "#answer" },
    ]);
  if (!draft.review || draft.state === "published")
    throw new AmendsError("conflict", "Nobody has asked for a review of this draft", "Open it again.");
  const review = { ...draft.review, decidedAt: ctx.now(), decidedBy: principal.personId, answer };
  await ctx.transact(async (trx) => {
    await decided(trx, draft, "writing", review);
    await audit(ctx, trx, principal.personId, "content.send-back", draft.id, { slug: draft.slug });
  });
}

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

async function compiledThing(ctx: Context, draft: AnyDraft, change: Asked["change"]): Promise<CompiledThing> {
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

async function without(ctx: Context, draft: AnyDraft): Promise<void> {
  const problems = await obstacles(ctx, draft);
  if (problems.length === 0) return;
  throw new AmendsError(
    "bad-input",
    `${problems.length} ${problems.length === 1 ? "thing stands" : "things stand"} in the way`,
    "Mend what is listed, or give a reason for a warning that may stand.",
    problems,
  );
}

/** Who holds a module is asked about a change of its substance, so its author says what they are asked. */
async function withUpdate(ctx: Context, draft: AnyDraft, change: Asked["change"]): Promise<void> {
  if (draft.kind !== "module" || change !== "substance" || draft.document.update.text.trim() !== "") return;
  if ((await liveVersionId(ctx.read, "module", draft.slug)) === undefined) return;
  const text =
    "Say what those who hold the module are asked: write the short update, or say that only words change";
  throw new AmendsError("bad-input", "Nothing says what those who hold the module are asked", text, [
    { text, href: `/studio/drafts/${draft.id}/module#update` },
  ]);
}

/** Every fact that a draft cites. */
export const factsOf = (draft: AnyDraft): readonly string[] =>
  draft.kind === "module" ? factsIn(draft.document) : draft.document.facts;

async function withFacts(ctx: Context, draft: AnyDraft, reason: string): Promise<void> {
  const due = overdueAmong(factsOf(draft), await factNotes(ctx));
  if (due.length === 0 || reason.trim() !== "") return;
  const ids = due.map((fact) => fact.id).join(", ");
  throw new AmendsError(
    "bad-input",
    `Facts past their review day: ${ids}`,
    "Have them looked at, or say why they may stand.",
    [{ text: `Say why ${ids} may stand past their review day`, href: "#factsReason" }],
  );
}

/** @throws AmendsError `not-allowed` for somebody who may not publish. */
export function asPublisher(principal: Principal): void {
  if (mayEver(principal.roles, "content.publish")) return;
  throw new AmendsError("not-allowed", "Only a publisher decides this", "Ask for a review.");
}

function writable(draft: AnyDraft): void {
  if (draft.state === "published")
    throw new AmendsError(
      "conflict",
      "This draft has been published",
      "Begin the next version in the studio.",
    );
}

export async function decided(
  trx: Trx,
  draft: AnyDraft,
  state: AnyDraft["state"],
  review: DraftReview,
  becomes: VersionId | null = null,
): Promise<void> {
  const done = await setDraftReview(trx, draft.id, draft.revision, draft.state, {
    state,
    review: JSON.stringify(review),
    ...(becomes === null ? {} : { base_version_id: becomes }),
  });
  if (!done)
    throw new AmendsError(
      "stale",
      "Somebody changed the draft while you were deciding",
      "Open it again and look at what changed.",
    );
}

export async function audit(
  ctx: Context,
  trx: Trx,
  by: string,
  action: AuditAction,
  subject: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await insertAudit(trx, {
    id: ctx.newId(),
    at: ctx.now(),
    by,
    action,
    subject,
    detail: JSON.stringify(detail),
  });
}
