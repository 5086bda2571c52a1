/** The learner's way through a module's lessons: beginning it, and the sitting they are in. */
import { awardsOf, sittingsWith } from "#db/queries/learning.ts";
import type { Registration } from "#app/domain/ids.ts";
import { dayOf } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { beginSitting } from "./begin-sitting.server.ts";
import { liveModule, pinnedModule, type PinnedModule } from "./pinned.server.ts";
import { liveVersion } from "./read-content.server.ts";
import { fromRow, type Learner, type Sitting } from "./sitting.server.ts";

/** The latest try at a module's lessons, open or finished; null when it was never begun. */
export async function moduleSitting(ctx: Context, learner: Learner, slug: string): Promise<Sitting | null> {
  const [row] = await sittingsWith(ctx.read, learner.personId, "module", slug);
  return row ? fromRow(row) : null;
}

/**
 * The module as this learner meets it: the version they began, or the live one. Of one that was withdrawn, whoever
 * began with its check goes on with that version.
 * @throws AmendsError `not-found` for one that is not live and that they never began.
 */
export async function moduleFor(
  ctx: Context,
  learner: Learner,
  slug: string,
): Promise<{ sitting: Sitting | null; version: PinnedModule; live: PinnedModule | null }> {
  const [sitting, found] = await Promise.all([
    moduleSitting(ctx, learner, slug),
    liveVersion(ctx, "module", slug),
  ]);
  const live = found && { ...found, module: found.compiled };
  const version = sitting
    ? await pinnedModule(ctx, sitting.versionId)
    : (live ?? (await begunModule(ctx, learner, slug)) ?? (await liveModule(ctx, slug)));
  return { sitting, live, version };
}

/** The version that a learner began last, with its lessons or else its check; null when they never did. */
export async function begunModule(
  ctx: Context,
  learner: Learner,
  slug: string,
): Promise<PinnedModule | null> {
  const [lessons, checks] = await Promise.all([
    sittingsWith(ctx.read, learner.personId, "module", slug),
    sittingsWith(ctx.read, learner.personId, "check", slug),
  ]);
  const row = lessons[0] ?? checks[0];
  return row ? pinnedModule(ctx, row.version_id) : null;
}

/**
 * The version that a check begun now asks: the one whose lessons the learner is in, or has read without holding the
 * module yet, so that nobody is asked what they were not taught; else the live one.
 */
export async function moduleToCheck(ctx: Context, learner: Learner, slug: string): Promise<PinnedModule> {
  const { sitting, version, live } = await moduleFor(ctx, learner, slug);
  if (!sitting?.closed || !live) return version;
  const today = dayOf(ctx.now());
  const held = (await awardsOf(ctx.read, learner.actor)).some(
    (one) => one.module === slug && (one.day_to === null || today < one.day_to),
  );
  return held ? live : version;
}

/** Begins a module's lessons, or finds the try that is open. */
export async function beginModule(ctx: Context, learner: Learner, slug: string): Promise<Registration> {
  const version = await liveModule(ctx, slug);
  return beginSitting(ctx, learner, {
    kind: "module",
    subject: slug,
    version,
    bookmark: { lesson: version.module.lessons[0]?.slug ?? "", screen: 1 },
  });
}
