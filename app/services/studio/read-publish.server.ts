/** What is said before a scenario or a module goes live: what stands in the way, and what learners will meet. */
import { authorsOf, finishedBy, openSittingsOf } from "#db/queries/drafts.ts";
import type { Problem } from "#app/domain/errors.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import { dayOf } from "#app/domain/time.ts";
import { countWords, instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { wouldBeAsked } from "../learning/read-updates.server.ts";
import { whoWouldPlayAgain, type PlayAsked } from "../learning/scenario-updates.server.ts";
import { liveVersion } from "../learning/read-content.server.ts";
import { factNotes, overdueAmong } from "../learning/read-facts.server.ts";
import { namesOf, standingOf } from "./draft.server.ts";
import { factsOf, obstacles } from "./obstacles.server.ts";
import { mustBeAnother } from "./publish-draft.server.ts";
import { readAnyDraft } from "./read-any-draft.server.ts";
import { modulesWith } from "./withdraw.server.ts";
import type { DraftFrame } from "#app/domain/scenarios/editor-values.ts";

export interface PublishPage {
  readonly kind: "scenario" | "module";
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
    kind,
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
