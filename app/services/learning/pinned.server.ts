/** The content an attempt is pinned to, and what is live for a new one. */
import { lastVersion } from "#db/queries/content.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { VersionId } from "#app/domain/ids.ts";
import type { CompiledLesson, CompiledModule, CompiledScenario } from "#app/domain/learning/lesson.ts";
import type { Context } from "../context.server.ts";
import { liveVersion, loadVersion } from "./read-content.server.ts";

export interface PinnedModule {
  readonly id: VersionId;
  readonly number: number;
  readonly title: string;
  readonly hash: string;
  readonly module: CompiledModule;
}

export interface PinnedScenario {
  readonly id: VersionId;
  readonly number: number;
  readonly title: string;
  readonly hash: string;
  readonly scenario: CompiledScenario["scenario"];
  readonly media?: CompiledScenario["media"];
  readonly minutes: number;
}

/** @throws AmendsError `not-found`, which says so of one that was withdrawn. */
export async function liveModule(ctx: Context, slug: string): Promise<PinnedModule> {
  const version = await liveVersion(ctx, "module", slug);
  if (version) return { ...version, module: version.compiled };
  const last = await lastVersion(ctx.read, "module", slug);
  throw last
    ? new AmendsError(
        "not-found",
        `“${last.title}” was withdrawn`,
        "Nobody can begin it now. Whoever holds it keeps it. Carry on from your start page.",
      )
    : new AmendsError("not-found", "There is no such module", "Choose one from your start page.");
}

export async function pinnedModule(ctx: Context, id: VersionId): Promise<PinnedModule> {
  const version = await loadVersion(ctx, "module", id);
  return { ...version, module: version.compiled };
}

/** @throws AmendsError `not-found` */
export async function liveScenario(ctx: Context, slug: string): Promise<PinnedScenario> {
  const version = await liveVersion(ctx, "scenario", slug);
  if (!version)
    throw new AmendsError("not-found", "There is no such scenario", "Choose one from its module's page.");
  return { ...version, ...version.compiled };
}

export async function pinnedScenario(ctx: Context, id: VersionId): Promise<PinnedScenario> {
  const version = await loadVersion(ctx, "scenario", id);
  return { ...version, ...version.compiled };
}

/** @throws AmendsError `not-found` */
export function lessonOf(module: CompiledModule, slug: string): CompiledLesson {
  const lesson = module.lessons.find((one) => one.slug === slug);
  if (!lesson)
    throw new AmendsError("not-found", "There is no such lesson", "Choose one from the module's page.");
  return lesson;
}
