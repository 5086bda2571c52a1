/** What is said before a scenario goes live or is withdrawn: what stands in the way, and what learners will meet. */
import { liveVersionId, withdrawLive } from "#db/queries/content.ts";
import { authorsOf, finishedBy, openSittingsOf } from "#db/queries/drafts.ts";
import { insertAudit } from "#db/queries/identity.ts";
import { AmendsError, type Problem } from "#app/domain/errors.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import { dayOf } from "#app/domain/time.ts";
import { countWords, instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { wouldBeAsked } from "../learning/read-updates.server.ts";
import { whoWouldPlayAgain, type PlayAsked } from "../learning/scenario-updates.server.ts";
import { listLive, liveVersion } from "../learning/read-content.server.ts";
import { factNotes, overdueAmong } from "../learning/read-facts.server.ts";
import { namesOf, standingOf } from "./draft.server.ts";
import { asPublisher, factsOf, mustBeAnother, obstacles } from "./publish-draft.server.ts";
import { readAnyDraft } from "./read-any-draft.server.ts";
import type { DraftFrame } from "#app/domain/scenarios/editor-values.ts";

export interface PublishPage {
  readonly frame: DraftFrame;
  readonly obstacles: readonly Problem[];
  /** The button that brings in what was published since the draft began; null when nothing was. */
  readonly catchUp: string | null;
  /** The number of the version that is live; null when none is. */
  readonly live: number | null;
  /** Sentences about what learners will meet. */
  readonly effects: readonly string[];
  /** Who in the force would be asked to play it again if its substance changes; null for a first version. */
  readonly asks: PlayAsked | null;
  readonly dueFacts: readonly { readonly id: string; readonly claim: string }[];
  readonly change: "wording" | "substance";
  readonly note: string;
  /** The review that is asked for, in words; null when none is. */
  readonly asked: string | null;
  /** What a publisher said who sent it back, or why it did not go live. */
  readonly answer: string | null;
  readonly scheduled: string | null;
  readonly mayPublish: boolean;
  /** Why this publisher may not: they wrote in it. */
  readonly isAuthor: boolean;
}

/** @throws AmendsError `not-found` */
export async function readPublishPage(ctx: Context, principal: Principal, id: string): Promise<PublishPage> {
  const { draft, frame } = await readAnyDraft(ctx, principal, id);
  const { review, document, slug, kind } = draft;
  const [problems, effects, note, authors, another, standing, live] = await Promise.all([
    obstacles(ctx, draft),
    kind === "module" ? moduleEffects(ctx, slug) : effectsOf(ctx, slug),
    factNotes(ctx),
    authorsOf(ctx.read, draft.id),
    mustBeAnother(ctx, principal.force.id),
    standingOf(ctx.read, kind, slug),
    liveVersion(ctx, kind, slug),
  ]);
  const names = await namesOf(ctx, review ? [review.askedBy] : []);
  const open = review && (draft.state === "in-review" || draft.state === "scheduled");
  return {
    frame,
    obstacles: problems,
    catchUp:
      !standing || standing.id === draft.base_version_id
        ? null
        : draft.base_version_id === null
          ? "Give it a name of its own"
          : "Bring it into this draft",
    live: live?.number ?? null,
    asks:
      live && kind === "scenario"
        ? await whoWouldPlayAgain(ctx, principal.force.id, slug, principal.today)
        : null,
    effects,
    dueFacts: overdueAmong(factsOf(draft), note).map(({ id: fact, claim }) => ({ id: fact, claim })),
    change: review?.change ?? document.change,
    note: review?.note ?? "",
    asked: open
      ? `${names.get(review.askedBy) ?? "Somebody"} asked for a review on ${instantWords(review.askedAt)}`
      : null,
    answer: draft.state === "writing" && review && review.answer !== "" ? review.answer : null,
    scheduled: draft.state === "scheduled" && review?.publishAt ? instantWords(review.publishAt) : null,
    mayPublish: mayEver(principal.roles, "content.publish"),
    isAuthor: another && authors.includes(principal.personId),
  };
}

async function moduleEffects(ctx: Context, slug: string): Promise<string[]> {
  const [live, partWay, holding] = await Promise.all([
    liveVersion(ctx, "module", slug),
    openSittingsOf(ctx.read, "module", slug),
    wouldBeAsked(ctx, slug, dayOf(ctx.now())),
  ]);
  const people = (count: number) => countWords(count, "person", "people");
  return [
    live
      ? `Version ${live.number} is live now; whoever begins after this gets the new one.`
      : "Nothing of this name is live yet: it becomes version 1.",
    ...(partWay > 0 ? [`${people(partWay)} part way through finish the version they began.`] : []),
    ...(live
      ? [
          `A change of substance asks ${people(holding)} in post who ${holding === 1 ? "holds" : "hold"} it for a short update. A change of wording asks nobody. What they hold stands either way.`,
        ]
      : []),
  ];
}

async function effectsOf(ctx: Context, slug: string): Promise<string[]> {
  const [live, partWay, finished, modules] = await Promise.all([
    liveVersion(ctx, "scenario", slug),
    openSittingsOf(ctx.read, "scenario", slug),
    finishedBy(ctx.read, "scenario", slug),
    modulesWith(ctx, slug),
  ]);
  const people = (count: number) => countWords(count, "person", "people");
  return [
    live
      ? `Version ${live.number} is live now; whoever begins after this gets the new one.`
      : "Nothing of this name is live yet: it becomes version 1.",
    ...(partWay > 0 ? [`${people(partWay)} part way through finish the version they began.`] : []),
    ...(finished > 0
      ? [
          `${people(finished)} ${finished === 1 ? "has" : "have"} played an earlier version to an end. What they hold stands.`,
        ]
      : []),
    modules.length > 0
      ? `It belongs to ${modules.map((one) => `“${one.title}”${one.required ? ", which requires it" : ""}`).join(" and ")}.`
      : "No module names it yet: officers find it under its own address.",
  ];
}

export interface PublishedScenario {
  readonly slug: string;
  readonly title: string;
  readonly number: number;
  readonly publishedOn: string;
  readonly hash: string;
  /** Sentences: what happens to those in flight. */
  readonly effects: readonly string[];
  /** Why it cannot be withdrawn; null when it can. */
  readonly held: string | null;
  readonly mayWithdraw: boolean;
}

/** @throws AmendsError `not-found` when nothing of the name is live. */
export async function readPublished(
  ctx: Context,
  principal: Principal,
  slug: string,
): Promise<PublishedScenario> {
  const live = await liveVersion(ctx, "scenario", slug);
  if (!live)
    throw new AmendsError(
      "not-found",
      "There is no published scenario of that name",
      "Choose one in the studio.",
    );
  const [partWay, finished, modules] = await Promise.all([
    openSittingsOf(ctx.read, "scenario", slug),
    finishedBy(ctx.read, "scenario", slug),
    modulesWith(ctx, slug),
  ]);
  return {
    slug,
    title: live.title,
    number: live.number,
    publishedOn: instantWords(live.publishedAt),
    hash: live.hash.slice(0, 8),
    effects: [
      partWay > 0
        ? `${countWords(partWay, "person", "people")} part way through it can finish it.`
        : "Nobody is part way through it.",
      `${countWords(finished, "person", "people")} played it to an end; their results and awards stand.`,
      "Nobody can begin it any more. It stands among what was withdrawn; its next version brings it back.",
    ],
    held: heldBy(modules),
    mayWithdraw: mayEver(principal.roles, "content.publish"),
  };
}

/**
 * Takes a scenario off: nobody begins it any more, those in flight finish it.
 * @throws AmendsError `conflict` while a live module requires or names it; `not-found` when it is not live.
 */
export async function withdrawScenario(ctx: Context, principal: Principal, slug: string): Promise<void> {
  asPublisher(principal);
  const held = heldBy(await modulesWith(ctx, slug));
  if (held !== null)
    throw new AmendsError("conflict", held, "Publish the module without it first.", [{ text: held }]);
  await ctx.transact(async (trx) => {
    const version = await liveVersionId(trx, "scenario", slug);
    if (!(await withdrawLive(trx, "scenario", slug)))
      throw new AmendsError(
        "not-found",
        "There is no published scenario of that name",
        "Choose one in the studio.",
      );
    await insertAudit(trx, {
      id: ctx.newId(),
      at: ctx.now(),
      by: principal.personId,
      action: "content.withdraw",
      subject: slug,
      detail: JSON.stringify({ kind: "scenario", slug, version }),
    });
  });
}

function heldBy(modules: readonly { readonly title: string }[]): string | null {
  if (modules.length === 0) return null;
  const names = modules.map((one) => `“${one.title}”`).join(" and ");
  return `${names} ${modules.length === 1 ? "leads" : "lead"} officers to it, and would have a gap`;
}

async function modulesWith(ctx: Context, slug: string): Promise<{ title: string; required: boolean }[]> {
  return (await listLive(ctx, "module")).flatMap((module) => {
    const named = module.compiled.document.scenarios.find((one) => one.slug === slug);
    return named ? [{ title: module.title, required: named.required }] : [];
  });
}
