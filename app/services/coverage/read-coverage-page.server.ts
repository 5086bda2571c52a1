import { AmendsError } from "#app/domain/errors.ts";
import { causeWords, toTrain, type BridgeLine } from "#app/domain/coverage/bridge.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import { audienceName, audienceWords, soleGroup, type ServiceBand } from "#app/domain/coverage/target.ts";
import type { Role } from "#app/domain/identity/permissions.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Rank } from "#app/domain/roster/ranks.ts";
import { STAFF_GROUP_NAMES, type StaffGroup } from "#app/domain/roster/workforce.ts";
import { daysBetween, type Day, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { lastMonthEnd } from "./freeze.server.ts";
import { readBridge } from "./read-bridge.server.ts";
import { readBurnUp, type BurnUpPoint } from "./read-burn-up.server.ts";
import type { CoverageAnswer } from "#app/domain/coverage/answer.ts";
import { readCoverage, type CoverageQuestion } from "./read-coverage.server.ts";
import { readTargets, type StoredTarget } from "./read-targets.server.ts";

const FIRST: StaffGroup = "officer";

export interface PageAsked {
  readonly target: string | null;
  readonly unit?: string;
  readonly asOf: Day;
  readonly knownAt: Instant;
  readonly knownOn: Day;
  readonly group: StaffGroup | null;
  readonly rank: Rank | null;
  readonly role: Role | null;
  readonly service: ServiceBand | null;
}

export interface CoveragePage {
  readonly force: { readonly name: string; readonly short: string };
  readonly target: {
    readonly slug: string;
    readonly title: string;
    readonly groupName: string;
    readonly people: string;
    readonly dueOn: Day | null;
    readonly joiningDays: number | null;
    readonly returningDays: number | null;
    readonly share: number;
    /** From the day asked about to the due day; negative when it has passed. */
    readonly daysLeft: number | null;
  };
  readonly targets: readonly { readonly slug: string; readonly name: string }[];
  readonly answer: CoverageAnswer;
  readonly knownOn: Day;
  readonly groups: readonly {
    readonly name: string;
    readonly figures: Figures;
    readonly dueOn: Day | null;
  }[];
  readonly burnUp: readonly BurnUpPoint[];
  readonly since: {
    readonly day: Day;
    readonly before: Figures;
    readonly lines: readonly BridgeLine[];
  };
}

/**
 * The target that is asked for, or the officers'.
 * @throws AmendsError `not-found` where there is none, or none of that name.
 */
export async function targetAsked(
  ctx: Context,
  forceId: ForceId,
  slug: string | null,
): Promise<{ target: StoredTarget; targets: StoredTarget[] }> {
  const targets = await readTargets(ctx.read, forceId);
  const target =
    slug === null
      ? (targets.find((one) => soleGroup(one.audience) === FIRST) ?? targets[0])
      : targets.find((one) => one.slug === slug);
  if (target) return { target, targets };
  throw targets.length === 0
    ? new AmendsError(
        "not-found",
        "No target is set",
        "Ask your administrator to set one; then the figure is here.",
      )
    : new AmendsError(
        "not-found",
        `No target is called "${slug}"`,
        `There are: ${targets.map((one) => one.slug).join(", ")}.`,
      );
}

/** The question that a page asks of the figure. */
export function questionOf(forceId: ForceId, target: string, asked: PageAsked): CoverageQuestion {
  return {
    forceId,
    target,
    unit: asked.unit,
    asOf: asked.asOf,
    knownAt: asked.knownAt,
    group: asked.group ?? undefined,
    rank: asked.rank ?? undefined,
    role: asked.role ?? undefined,
    service: asked.service ?? undefined,
  };
}

/** The commissioner's page: one target's figure, its history and what changed since the last month's end. Never a person. */
export async function readCoveragePage(
  ctx: Context,
  force: { id: ForceId; name: string },
  asked: PageAsked,
): Promise<CoveragePage> {
  const { target, targets } = await targetAsked(ctx, force.id, asked.target);
  const question = questionOf(force.id, target.slug, asked);
  const answer = await readCoverage(ctx, question);
  const groups = [];
  for (const row of answer.groups) {
    const own = targets.find(
      (one) => soleGroup(one.audience) === row.group && one.programme === target.programme,
    );
    const figures = own ? (await readCoverage(ctx, { ...question, target: own.slug })).figures : row.figures;
    groups.push({ name: STAFF_GROUP_NAMES[row.group], figures, dueOn: own?.dueOn ?? null });
  }
  return {
    force: { name: force.name, short: force.name.replace(/ (Constabulary|Police)$/, "") },
    target: {
      slug: target.slug,
      title: target.title,
      groupName: audienceName(target.audience),
      people: audienceWords(target.audience),
      dueOn: target.dueOn,
      joiningDays: target.joiningDays,
      returningDays: target.returningDays,
      share: target.share,
      daysLeft: target.dueOn === null ? null : daysBetween(asked.asOf, target.dueOn),
    },
    targets: targets.map((one) => ({
      slug: one.slug,
      name: `${audienceName(one.audience)}: ${one.programmeTitle}`,
    })),
    answer,
    knownOn: asked.knownOn,
    groups,
    burnUp: await readBurnUp(ctx, question),
    since: await sinceLastMonth(ctx, question),
  };
}

/** In the first days of a month the last month's end says little: then the one before it is compared with. */
const DAYS_ENOUGH = 7;

/**
 * What changed since the last month's end.
 * @throws AmendsError as `readBridge`
 */
async function sinceLastMonth(ctx: Context, question: CoverageQuestion): Promise<CoveragePage["since"]> {
  const { asOf, knownAt, ...rest } = question;
  const end = lastMonthEnd(asOf);
  const day = daysBetween(end, asOf) < DAYS_ENOUGH ? lastMonthEnd(end) : end;
  const found = await readBridge(ctx, {
    ...rest,
    from: { day, known: knownAt },
    to: { day: asOf, known: knownAt },
  });
  return {
    day,
    before: found.before,
    lines: found.rows.map((row) => ({
      cause: row.cause,
      way: row.way,
      words: causeWords(row, false),
      people: row.people.length,
      net: row.net,
      trained: row.trained_net,
      toTrain: toTrain(row),
    })),
  };
}
