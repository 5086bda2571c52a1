import type { Figures } from "#app/domain/coverage/coverage.ts";
import { unitsInOrder } from "#app/domain/coverage/record.ts";
import { audienceName } from "#app/domain/coverage/target.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { comingOf } from "#app/domain/learning/programmes.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import { unitTreeOn } from "#db/queries/coverage.ts";
import type { Context } from "../context.server.ts";
import { readProgrammes } from "../learning/read-programmes.server.ts";
import { readCoverage } from "./read-coverage.server.ts";
import {
  readEveryTarget,
  readTargetVersions,
  type StoredTarget,
  type TargetVersion,
} from "./read-targets.server.ts";

export interface TargetEntry extends StoredTarget {
  readonly who: string;
  readonly endedOn: Day | null;
  /** Of today, as known now; null for one that has ended, or whose programme nobody can hold yet. */
  readonly figures: Figures | null;
}

/** Every target with its figure of today: those that hold first. */
export async function readTargetsPage(ctx: Context, forceId: ForceId): Promise<TargetEntry[]> {
  const knownAt = ctx.now();
  const programmes = await readProgrammes(ctx.read);
  const entries: TargetEntry[] = [];
  for (const target of await readEveryTarget(ctx.read, forceId)) {
    const counted = target.endedAt === null && comingOf(programmes, target.programme).length === 0;
    const question = { forceId, target: target.slug, asOf: dayOf(knownAt), knownAt };
    entries.push({
      ...target,
      who: audienceName(target.audience),
      endedOn: target.endedAt && dayOf(target.endedAt),
      figures: counted ? (await readCoverage(ctx, question)).figures : null,
    });
  }
  return [...entries.filter((one) => one.endedAt === null), ...entries.filter((one) => one.endedAt !== null)];
}

export interface TargetChoices {
  readonly programmes: readonly { readonly slug: string; readonly title: string }[];
  readonly units: readonly { readonly code: string; readonly name: string }[];
}

/** What a target's form offers: programmes that somebody can hold, and the units of today that have a code. */
export async function readTargetChoices(ctx: Context, forceId: ForceId): Promise<TargetChoices> {
  const now = ctx.now();
  const programmes = await readProgrammes(ctx.read);
  const units = unitsInOrder(await unitTreeOn(ctx.read, forceId, dayOf(now), now));
  return {
    programmes: programmes
      .filter(({ slug }) => comingOf(programmes, slug).length === 0)
      .map(({ slug, title }) => ({ slug, title })),
    units: units.flatMap(({ code, name }) => (code === null ? [] : [{ code, name }])),
  };
}

/** Every version of a target that was ever known, the latest first. */
export async function readTargetHistory(
  ctx: Context,
  forceId: ForceId,
  slug: string,
): Promise<(TargetVersion & { who: string })[]> {
  const versions = await readTargetVersions(ctx.read, forceId, slug);
  return versions.reverse().map((one) => ({ ...one, who: audienceName(one.audience) }));
}

/** @throws AmendsError `not-found`. */
export async function readTarget(ctx: Context, forceId: ForceId, slug: string): Promise<StoredTarget> {
  const target = (await readEveryTarget(ctx.read, forceId)).find((one) => one.slug === slug);
  if (target) return target;
  throw new AmendsError("not-found", `No target is called "${slug}"`, "See the list of targets.");
}
