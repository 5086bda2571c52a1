/** Required scenarios that are all that is left of a module whose check is passed. */
import { versionByHash } from "#db/queries/content.ts";
import { attemptsOf, awardsOf, lastWithdrawal } from "#db/queries/learning.ts";
import type { ActorName } from "#app/domain/ids.ts";
import type { Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { pinnedModule } from "./pinned.server.ts";

export interface ScenarioDue {
  readonly module: string;
  readonly scenario: string;
}

/**
 * What somebody must still play for modules that they do not hold on a day, by the version whose check they passed
 * last; the rule of `awardIfDue`, seen from the other side.
 */
export async function scenariosDue(ctx: Context, actor: ActorName, today: Day): Promise<ScenarioDue[]> {
  const [attempts, awards] = await Promise.all([attemptsOf(ctx.read, actor), awardsOf(ctx.read, actor)]);
  const passed = attempts.filter((one) => one.outcome === "passed");
  const holds = (module: string) =>
    awards.some((one) => one.module === module && (one.day_to === null || today < one.day_to));
  const due: ScenarioDue[] = [];
  for (const module of new Set(passed.flatMap((one) => (one.kind === "check" ? [one.subject] : [])))) {
    if (holds(module)) continue;
    const since = (await lastWithdrawal(ctx.read, actor, module)) ?? "";
    const counted = passed.filter((one) => (one.finished_at ?? "") > since);
    // The latest first, as they come.
    const check = counted.find((one) => one.kind === "check" && one.subject === module);
    const row = check && (await versionByHash(ctx.read, "module", module, check.version));
    if (!row) continue;
    for (const { slug: scenario, required } of (await pinnedModule(ctx, row.id)).module.document.scenarios)
      if (required && !counted.some((one) => one.kind === "scenario" && one.subject === scenario))
        due.push({ module, scenario });
  }
  return due;
}
