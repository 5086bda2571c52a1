/**
 * A scenario whose substance has changed: who holds a module that has it in it is asked to play it again. It is a duty
 * of its own with its own day, as a short update of a module is, and never ends an award.
 */
import { contentVersionsOf } from "#db/queries/content.ts";
import { attemptsOf, awardsOf, finishedPlays, holdersOf } from "#db/queries/learning.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { updateDuty, type VersionOfModule } from "#app/domain/learning/updates.ts";
import { addDays, dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { listLive } from "./read-content.server.ts";
import type { UpdateRun } from "./read-updates.server.ts";
import type { Learner } from "./sitting.server.ts";

/** So long after the version went live. */
const DAYS_TO_PLAY = 30;

export interface PlayAgain {
  readonly scenario: string;
  readonly title: string;
  readonly dueOn: Day;
}

interface LiveScenario {
  readonly slug: string;
  readonly title: string;
  readonly number: number;
  /** Live modules that have it in them. */
  readonly modules: readonly { readonly slug: string; readonly title: string }[];
  readonly versions: readonly VersionOfModule[];
}

/** Scenarios of live modules with a change of substance since their first version. */
async function changed(ctx: Pick<Context, "read">): Promise<LiveScenario[]> {
  const [modules, scenarios] = await Promise.all([listLive(ctx, "module"), listLive(ctx, "scenario")]);
  const found = await Promise.all(
    scenarios.map(async ({ slug, title, number }) => {
      const within = modules.filter((one) =>
        one.compiled.document.scenarios.some((named) => named.slug === slug),
      );
      if (within.length === 0 || number === 1) return null;
      const versions = (await contentVersionsOf(ctx.read, "scenario", slug)).map((one): VersionOfModule => ({
        number: one.number,
        hash: one.hash,
        publishedAt: one.published_at,
        change: one.change,
        update:
          one.change === "substance" && one.number > 1
            ? { text: "", questions: [], days: DAYS_TO_PLAY }
            : null,
      }));
      if (!versions.some((one) => one.update !== null && one.number <= number)) return null;
      return {
        slug,
        title,
        number,
        modules: within.map((one) => ({ slug: one.slug, title: one.title })),
        versions,
      };
    }),
  );
  return found.flatMap((one) => one ?? []);
}

/** The scenarios that somebody is asked to play again, the soonest due first. */
export async function scenariosToPlayAgain(
  ctx: Pick<Context, "read">,
  learner: Learner,
  today: Day,
): Promise<PlayAgain[]> {
  const scenarios = await changed(ctx);
  if (scenarios.length === 0) return [];
  const [awards, attempts] = await Promise.all([
    awardsOf(ctx.read, learner.actor),
    attemptsOf(ctx.read, learner.actor),
  ]);
  return scenarios
    .flatMap(({ slug, title, number, modules, versions }): PlayAgain[] => {
      const award = awards.findLast(
        (one) =>
          modules.some((module) => module.slug === one.module) && (one.day_to === null || today < one.day_to),
      );
      if (!award) return [];
      const duty = updateDuty(versions, {
        live: number,
        learnt: { hash: null, stored: award.stored },
        done: attempts.flatMap((one) =>
          one.kind === "scenario" && one.subject === slug && one.finished_at !== null ? [one.version] : [],
        ),
      });
      return duty ? [{ scenario: slug, title, dueOn: duty.dueOn }] : [];
    })
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** Who would be asked, were a change of a scenario's substance published now, and by which day. */
export interface PlayAsked {
  readonly modules: readonly string[];
  /** By surname. */
  readonly people: readonly string[];
  readonly dueOn: Day;
}

/** @param forceId null: of every force */
export async function whoWouldPlayAgain(
  ctx: Context,
  forceId: ForceId | null,
  slug: string,
  today: Day,
): Promise<PlayAsked> {
  const modules = (await listLive(ctx, "module")).filter((one) =>
    one.compiled.document.scenarios.some((named) => named.slug === slug),
  );
  const holders = await holdersOf(
    ctx.read,
    forceId,
    modules.map((one) => one.slug),
    today,
  );
  return {
    modules: modules.map((one) => one.title),
    people: holders.map((one) => `${one.knownAs ?? one.forenames} ${one.surname}`),
    dueOn: addDays(dayOf(ctx.now()), DAYS_TO_PLAY),
  };
}

/** The newest change of substance of each scenario that has one: how many of a force were asked, and have played. */
export async function readPlaysAgain(ctx: Context, forceId: ForceId, today: Day): Promise<UpdateRun[]> {
  return Promise.all(
    (await changed(ctx)).map(async ({ slug, title, number, modules, versions }) => {
      const newest = versions.findLast((one) => one.update !== null && one.number <= number);
      const since = new Set(
        versions.flatMap((one) => (newest && one.number >= newest.number ? [one.hash] : [])),
      );
      const [holders, plays] = await Promise.all([
        holdersOf(
          ctx.read,
          forceId,
          modules.map((one) => one.slug),
          today,
        ),
        finishedPlays(ctx.read, slug),
      ]);
      const asked = new Set(
        holders.flatMap((one) => {
          const done = plays.flatMap((play) =>
            play.actor === one.actor && !since.has(play.version) ? [play.version] : [],
          );
          return updateDuty(versions, { live: number, learnt: { hash: null, stored: one.stored }, done })
            ? [one.actor]
            : [];
        }),
      );
      const done = new Set(
        plays.flatMap((play) => (asked.has(play.actor) && since.has(play.version) ? [play.actor] : [])),
      );
      return {
        module: `scenarios/${slug}`,
        title: `${title} (scenario)`,
        number: newest?.number ?? number,
        dueOn: addDays(dayOf(newest?.publishedAt ?? ctx.now()), DAYS_TO_PLAY),
        asked: asked.size,
        done: done.size,
      };
    }),
  );
}
