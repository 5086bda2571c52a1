import { withdrawnOf } from "#db/queries/content.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { bridgeLines, type BridgeLine } from "#app/domain/coverage/bridge.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import { wholeOf } from "#app/domain/coverage/disclosure.ts";
import { unitsInOrder, unitTree, type Moment } from "#app/domain/coverage/record.ts";
import { audienceName, audienceWords, soleGroup, type ServiceBand } from "#app/domain/coverage/target.ts";
import type { Role } from "#app/domain/identity/permissions.ts";
import type { ForceId, UnitId } from "#app/domain/ids.ts";
import { partsOn } from "#app/domain/learning/programmes.ts";
import type { Rank } from "#app/domain/roster/ranks.ts";
import { STAFF_GROUP_NAMES, type StaffGroup } from "#app/domain/roster/workforce.ts";
import { dayOf, daysBetween, type Day, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { readProgrammes } from "../learning/read-programmes.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { lastMonthEnd } from "./freeze.server.ts";
import { readBridge } from "./read-bridge.server.ts";
import { readBurnUp, type BurnUpPoint } from "./read-burn-up.server.ts";
import type { CoverageAnswer } from "#app/domain/coverage/answer.ts";
import { readCoverage, type CoverageQuestion } from "./read-coverage.server.ts";
import { readRecentForecast, type RecentForecast } from "./read-forecast.server.ts";
import { readEveryTarget, readTargetAsKnown, type StoredTarget } from "./read-targets.server.ts";

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
  /** What the figure is compared with; null: the last month's end, as known at the same instant. */
  readonly since: Day | null;
  readonly sinceKnownAt: Instant | null;
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
    /** Whether its frozen months are for everyone: only a whole group's are. */
    readonly isPublished: boolean;
    /** From the day asked about to the due day; negative when it has passed. */
    readonly daysLeft: number | null;
  };
  readonly targets: readonly { readonly slug: string; readonly name: string }[];
  readonly answer: CoverageAnswer;
  /** Modules that the programme asks for and that are withdrawn today, by title. */
  readonly withdrawn: readonly string[];
  readonly knownOn: Day;
  readonly groups: readonly {
    readonly name: string;
    readonly figures: Figures;
    readonly dueOn: Day | null;
  }[];
  readonly burnUp: readonly BurnUpPoint[];
  /** Of the whole target; null for a part of its people. */
  readonly forecast: RecentForecast | null;
  readonly since: {
    readonly day: Day;
    readonly knownOn: Day;
    readonly before: Figures;
    readonly lines: readonly BridgeLine[];
  };
  /** Every unit as it was called that day, each after the one it is in. */
  readonly units: readonly { readonly id: UnitId; readonly name: string; readonly depth: number }[];
}

/**
 * The target that is asked for, one that has ended too; or the officers'. And all that hold.
 * @param knownAt the target is told as it was known then
 * @throws AmendsError `not-found` where there is none, or none of that name.
 */
export async function targetAsked(
  ctx: Context,
  forceId: ForceId,
  slug: string | null,
  knownAt?: Instant,
): Promise<{ target: StoredTarget; targets: StoredTarget[] }> {
  const every = await readEveryTarget(ctx.read, forceId);
  const targets = every.filter((one) => one.endedAt === null);
  const target =
    slug === null
      ? (targets.find((one) => soleGroup(one.audience) === FIRST) ?? targets[0])
      : every.find((one) => one.slug === slug);
  if (target) {
    const then = knownAt && (await readTargetAsKnown(ctx.read, forceId, target.slug, knownAt));
    return { target: { ...target, ...then, endedAt: target.endedAt }, targets };
  }
  throw targets.length === 0
    ? new AmendsError(
        "not-found",
        "No target is set",
        "An administrator sets one under Targets (/coverage/targets), or with: amends target set. Then the figure is here.",
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
  const { target, targets } = await targetAsked(ctx, force.id, asked.target, asked.knownAt);
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
      isPublished: wholeOf(target.audience) !== null,
      daysLeft: target.dueOn === null ? null : daysBetween(asked.asOf, target.dueOn),
    },
    targets: [...targets, ...(target.endedAt === null ? [] : [target])].map((one) => ({
      slug: one.slug,
      name: `${audienceName(one.audience)}: ${one.programmeTitle}${one.endedAt === null ? "" : " (ended)"}`,
    })),
    answer,
    withdrawn: await withdrawnParts(ctx, target.programme, asked.asOf),
    knownOn: asked.knownOn,
    groups,
    burnUp: await readBurnUp(ctx, question),
    forecast: isWhole(asked)
      ? await readRecentForecast(ctx, { ...question, target: target.slug, share: target.share })
      : null,
    since: await sinceThen(ctx, question, asked),
    units: unitsInOrder(
      unitTree(await forceRecord(ctx.read, force.id), { day: asked.asOf, known: asked.knownAt }),
    ),
  };
}

async function withdrawnParts(ctx: Context, programme: string, day: Day): Promise<string[]> {
  const parts = partsOn(await readProgrammes(ctx.read), programme, day);
  const withdrawn = await withdrawnOf(ctx.read, "module");
  return withdrawn.flatMap(({ slug, title }) => (parts.some((one) => one.module === slug) ? [title] : []));
}

/** Whether nobody of the target is left aside. */
export const isWhole = ({ unit, group, rank, role, service }: PageAsked): boolean =>
  unit === undefined && group === null && rank === null && role === null && service === null;

/** In the first days of a month the last month's end says little: then the one before it is compared with. */
const DAYS_ENOUGH = 7;

/** The two ends of a page's bridge: what is asked for, or the last month's end. */
export function bridgeEnds(asked: PageAsked): { from: Moment; to: Moment } {
  const end = lastMonthEnd(asked.asOf);
  const usual = daysBetween(end, asked.asOf) < DAYS_ENOUGH ? lastMonthEnd(end) : end;
  return {
    from: { day: asked.since ?? usual, known: asked.sinceKnownAt ?? asked.knownAt },
    to: { day: asked.asOf, known: asked.knownAt },
  };
}

/**
 * What changed since the day, and the knowledge, that the figure is compared with.
 * @throws AmendsError as `readBridge`
 */
async function sinceThen(
  ctx: Context,
  question: CoverageQuestion,
  asked: PageAsked,
): Promise<CoveragePage["since"]> {
  const ends = bridgeEnds(asked);
  const found = await readBridge(ctx, { ...question, ...ends });
  return {
    day: ends.from.day,
    knownOn: asked.sinceKnownAt === null ? asked.knownOn : dayOf(asked.sinceKnownAt),
    before: found.before,
    lines: bridgeLines(found.rows, ends.from.day === ends.to.day),
  };
}
