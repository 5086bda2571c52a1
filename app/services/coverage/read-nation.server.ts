import { forces } from "#db/queries/roster.ts";
import { countForces } from "#db/queries/nation.ts";
import { lastCoverageDays } from "#db/queries/snapshots.ts";
import {
  audienceOf,
  countPeople,
  figuresOf,
  withRates,
  type Figures,
} from "#app/domain/coverage/coverage.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { partsOn } from "#app/domain/learning/programmes.ts";
import type { StaffGroup } from "#app/domain/roster/workforce.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { refuseFuture, ruleOf } from "./read-coverage.server.ts";

export interface NationQuestion {
  readonly programme: string;
  /** Left out: everyone in post. */
  readonly group?: StaffGroup;
  readonly asOf: Day;
  /** Left out: as known when each force was folded last. */
  readonly knownAt?: Instant;
}

export interface NationForce {
  readonly force: ForceId;
  readonly slug: string;
  readonly name: string;
  /** The day that was counted: in the daily reading it may be an earlier one than asked for. */
  readonly day: Day;
  readonly knownAt: Instant;
  readonly figures: Figures;
}

export interface Nation {
  readonly programme: string;
  readonly group: StaffGroup | null;
  readonly asOf: Day;
  /** Null: as known when each force was folded last. */
  readonly knownAt: Instant | null;
  readonly figures: Figures;
  /** By name. */
  readonly forces: readonly NationForce[];
  /** Names of forces that the sum is without: nobody of the audience was in post, or their day was never folded. */
  readonly without: readonly string[];
}

const NOT_COUNTED = { not_yet_due: 0 };

/**
 * The sum over every force, without targets: absence and exemption alone leave the net figure. As known now it comes
 * from the daily reading (`coverage fold`), each force with the day it was folded; at an instant it is counted.
 * @throws AmendsError as `readCoverage`
 */
export async function readNation(ctx: Context, question: NationQuestion): Promise<Nation> {
  const { programme, group, asOf, knownAt } = question;
  refuseFuture(ctx, asOf);
  const every = await forces(ctx.read);
  const [some] = every;
  // A programme that is not there, or not whole yet, is told as for one force.
  if (some) await ruleOf(ctx, { forceId: some.id, programme, asOf, knownAt: ctx.now() });
  const rows =
    knownAt === undefined
      ? await lastCoverageDays(ctx.read, programme, group ?? "*", asOf)
      : await counted(ctx, { programme, group, asOf, knownAt });
  const named = new Map(every.map((one) => [one.id, one]));
  const found = rows.map(({ force_id, day, ...row }) => ({
    force: force_id,
    slug: named.get(force_id)?.slug ?? "",
    name: named.get(force_id)?.name ?? "",
    day,
    knownAt: row.known_at,
    figures: withRates({
      ...NOT_COUNTED,
      in_post: row.in_post,
      absent: row.absent,
      exempt: row.exempt,
      net: row.net,
      trained_in_post: row.trained_in_post,
      trained_net: row.trained_net,
      current_net: row.current_net,
    }),
  }));
  const sum = (name: keyof Figures) => found.reduce((total, one) => total + (one.figures[name] ?? 0), 0);
  const there = new Set(found.map((one) => one.force));
  return {
    programme,
    group: group ?? null,
    asOf,
    knownAt: knownAt ?? null,
    forces: found.sort((a, b) => a.name.localeCompare(b.name, "en-GB")),
    without: every.filter((one) => !there.has(one.id)).map((one) => one.name),
    figures: withRates({
      ...NOT_COUNTED,
      in_post: sum("in_post"),
      absent: sum("absent"),
      exempt: sum("exempt"),
      net: sum("net"),
      trained_in_post: sum("trained_in_post"),
      trained_net: sum("trained_net"),
      current_net: sum("current_net"),
    }),
  };
}

async function counted(ctx: Context, question: NationQuestion & { knownAt: Instant }) {
  const { programme, group, asOf, knownAt } = question;
  const some = (await forces(ctx.read))[0];
  if (!some) return [];
  const { rule } = await ruleOf(ctx, { forceId: some.id, programme, group, asOf, knownAt });
  const parts = partsOn(rule.programmes, programme, asOf);
  const plain =
    parts.length > 0 &&
    parts.every((part) => part.kind === "module" && !(part.honouredUntil && asOf < part.honouredUntil));
  if (plain) {
    const modules = parts.map((part) => part.module);
    const rows = await countForces(ctx.read, { modules, group: group ?? null, day: asOf, known: knownAt });
    return rows.map((row) => ({ ...row, day: asOf, known_at: knownAt }));
  }
  const rows = [];
  for (const { id } of await forces(ctx.read)) {
    const people = countPeople(await forceRecord(ctx.read, id), rule, { day: asOf, known: knownAt });
    rows.push({ force_id: id, day: asOf, known_at: knownAt, ...figuresOf(audienceOf(people)) });
  }
  return rows;
}
