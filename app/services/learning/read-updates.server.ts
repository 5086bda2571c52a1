/** Which short updates run, for trainers: counts, never a person or an answer. */
import { updateStandings } from "#db/queries/learning.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { updateDuty } from "#app/domain/learning/updates.ts";
import { dayOf, addDays, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { listLive } from "./read-content.server.ts";
import { versionsOf } from "./updates.server.ts";

export interface UpdateRun {
  readonly module: string;
  readonly title: string;
  readonly number: number;
  readonly dueOn: Day;
  /** People in post who held the module before and were asked; and those of them who have done it. */
  readonly asked: number;
  readonly done: number;
}

/** The newest update of each module that has one. */
export async function readUpdates(ctx: Context, forceId: ForceId, today: Day): Promise<UpdateRun[]> {
  const runs = await Promise.all(
    (await listLive(ctx, "module")).map(async (module) => {
      const versions = await versionsOf(ctx, module.slug);
      const newest = versions.findLast((one) => one.update !== null && one.number <= module.number);
      if (!newest?.update) return null;
      const people = await updateStandings(ctx.read, forceId, module.slug, today);
      const asked = people.filter((one) =>
        updateDuty(versions, {
          live: module.number,
          learnt: { hash: one.version, stored: one.stored },
          done: one.done.filter((hash) => hash !== newest.hash),
        }),
      );
      return {
        module: module.slug,
        title: module.title,
        number: newest.number,
        dueOn: addDays(dayOf(newest.publishedAt), newest.update.days),
        asked: asked.length,
        done: asked.filter((one) => one.done.includes(newest.hash)).length,
      };
    }),
  );
  return runs.flatMap((one) => one ?? []);
}

/** How many people in post of every force an update of a module would ask, were it published now. */
export async function wouldBeAsked(ctx: Context, module: string, today: Day): Promise<number> {
  return (await updateStandings(ctx.read, null, module, today)).length;
}
