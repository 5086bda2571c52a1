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

export interface Nation {
  readonly figures: Figures;
  readonly forces: readonly { readonly force: ForceId; readonly day: Day; readonly figures: Figures }[];
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
  const rows =
    knownAt === undefined
      ? await lastCoverageDays(ctx.read, programme, group ?? "*", asOf)
      : await counted(ctx, { programme, group, asOf, knownAt });
  const found = rows.map(({ force_id, day, ...row }) => ({
    force: force_id,
    day,
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
  return {
    forces: found,
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
    return rows.map((row) => ({ ...row, day: asOf }));
  }
  const rows = [];
  for (const { id } of await forces(ctx.read)) {
    const people = countPeople(await forceRecord(ctx.read, id), rule, { day: asOf, known: knownAt });
    rows.push({ force_id: id, day: asOf, ...figuresOf(audienceOf(people)) });
  }
  return rows;
}
