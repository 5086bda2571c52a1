import { audienceName, audienceWords } from "#app/domain/coverage/target.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { readKeptForecasts, type ForecastRecord } from "./kept-forecasts.server.ts";
import { targetAsked } from "./read-coverage-page.server.ts";

export interface ForecastsPage extends ForecastRecord {
  readonly target: {
    readonly slug: string;
    readonly title: string;
    readonly name: string;
    readonly people: string;
    readonly dueOn: Day | null;
  };
  readonly targets: readonly { readonly slug: string; readonly name: string }[];
}

/**
 * What was forecast of a target each month, beside what happened. Never a person.
 * @throws AmendsError as `targetAsked`
 */
export async function readForecastsPage(
  ctx: Context,
  forceId: ForceId,
  slug: string | null,
): Promise<ForecastsPage> {
  const { target, targets } = await targetAsked(ctx, forceId, slug);
  return {
    target: {
      slug: target.slug,
      title: target.title,
      name: audienceName(target.audience),
      people: audienceWords(target.audience),
      dueOn: target.dueOn,
    },
    targets: targets.map((one) => ({
      slug: one.slug,
      name: `${audienceName(one.audience)}: ${one.programmeTitle}`,
    })),
    ...(await readKeptForecasts(ctx, forceId, target.slug)),
  };
}
