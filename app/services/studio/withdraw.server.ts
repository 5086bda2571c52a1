/** Taking a scenario or a module off, and what is said before: who is part way, and what it means for the figure. */
import { liveVersionId, withdrawLive } from "#db/queries/content.ts";
import { finishedBy, holdersOf, openSittingsOf } from "#db/queries/drafts.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import { dayOf } from "#app/domain/time.ts";
import { countWords, instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { listLive, liveVersion, type ContentVersion } from "../learning/read-content.server.ts";
import { readProgrammes } from "../learning/read-programmes.server.ts";
import { asPublisher } from "./review-draft.server.ts";
import { audit } from "../identity/write-audit.server.ts";

export type PieceKind = "scenario" | "module";

export interface PublishedPiece {
  readonly kind: PieceKind;
  readonly slug: string;
  readonly title: string;
  readonly number: number;
  readonly publishedOn: string;
  readonly hash: string;
  /** Sentences: what happens to those in flight, to what is held and to the figure. */
  readonly effects: readonly string[];
  /** Why it cannot be withdrawn; null when it can. */
  readonly held: string | null;
  readonly mayWithdraw: boolean;
}

/** @throws AmendsError `not-found` when nothing of the name is live. */
export async function readPublished(
  ctx: Context,
  principal: Principal,
  kind: PieceKind,
  slug: string,
): Promise<PublishedPiece> {
  const live: ContentVersion | null = await liveVersion(ctx, kind, slug);
  if (!live) throw notLive(kind);
  return {
    kind,
    slug,
    title: live.title,
    number: live.number,
    publishedOn: instantWords(live.publishedAt),
    hash: live.hash.slice(0, 8),
    effects: kind === "module" ? await moduleEffects(ctx, slug) : await scenarioEffects(ctx, slug),
    held: await heldBy(ctx, kind, slug),
    mayWithdraw: mayEver(principal.roles, "content.publish"),
  };
}

const people = (count: number) => countWords(count, "person", "people");
const comesBack =
  "Nobody can begin it any more. It stands among what was withdrawn; its next version brings it back.";

async function scenarioEffects(ctx: Context, slug: string): Promise<string[]> {
  const [partWay, finished] = await Promise.all([
    openSittingsOf(ctx.read, "scenario", slug),
    finishedBy(ctx.read, "scenario", slug),
  ]);
  return [
    partWay > 0 ? `${people(partWay)} part way through it can finish it.` : "Nobody is part way through it.",
    `${people(finished)} played it to an end; their results and awards stand.`,
    comesBack,
  ];
}

async function moduleEffects(ctx: Context, slug: string): Promise<string[]> {
  const today = dayOf(ctx.now());
  const [partWay, holders, programmes] = await Promise.all([
    openSittingsOf(ctx.read, "module", slug),
    holdersOf(ctx.read, slug, today),
    readProgrammes(ctx.read),
  ]);
  const asking = programmes.filter((one) =>
    one.parts.some((part) => part.kind === "module" && part.module === slug && part.requiredTo > today),
  );
  return [
    partWay > 0
      ? `${people(partWay)} part way through it can finish the version they began, its check and its scenarios too.`
      : "Nobody is part way through it.",
    `${people(holders)} ${holders === 1 ? "holds" : "hold"} it; awards, certificates and results stand.`,
    "No short update and no question of “Still there?” is asked about it while it is withdrawn.",
    comesBack,
    ...asking.map(
      ({ title }) =>
        `${title} asks for it, and goes on asking: coverage counts whoever holds it as before, and whoever has not begun it cannot be trained until its next version is live. To end the duty, give it a last day in the programme.`,
    ),
  ];
}

/**
 * Takes a scenario or a module off: nobody begins it any more, those in flight finish it, and awards stand.
 * @throws AmendsError `not-allowed`; `conflict` while a live module names the scenario; `not-found` when it is not live.
 */
export async function withdraw(
  ctx: Context,
  principal: Principal,
  kind: PieceKind,
  slug: string,
): Promise<void> {
  asPublisher(principal);
  const held = await heldBy(ctx, kind, slug);
  if (held !== null)
    throw new AmendsError("conflict", held, "Publish the module without it first.", [{ text: held }]);
  await ctx.transact(async (trx) => {
    const version = await liveVersionId(trx, kind, slug);
    if (!(await withdrawLive(trx, kind, slug))) throw notLive(kind);
    await audit(ctx, trx, principal.personId, "content.withdraw", slug, { kind, slug, version });
  });
}

const notLive = (kind: PieceKind) =>
  new AmendsError("not-found", `There is no published ${kind} of that name`, "Choose one in the studio.");

async function heldBy(ctx: Context, kind: PieceKind, slug: string): Promise<string | null> {
  const modules = kind === "scenario" ? await modulesWith(ctx, slug) : [];
  if (modules.length === 0) return null;
  const names = modules.map((one) => `“${one.title}”`).join(" and ");
  return `${names} ${modules.length === 1 ? "leads" : "lead"} officers to it, and would have a gap`;
}

/** Live modules that lead to a scenario. */
export async function modulesWith(
  ctx: Context,
  slug: string,
): Promise<{ title: string; required: boolean }[]> {
  return (await listLive(ctx, "module")).flatMap((module) => {
    const named = module.compiled.document.scenarios.find((one) => one.slug === slug);
    return named ? [{ title: module.title, required: named.required }] : [];
  });
}
