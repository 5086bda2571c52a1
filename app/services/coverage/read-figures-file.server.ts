import type { CoverageAnswer } from "#app/domain/coverage/answer.ts";
import type { ForecastAnswer } from "#app/domain/coverage/forecast-answer.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Context } from "../context.server.ts";
import { readBridge, type Bridge } from "./read-bridge.server.ts";
import { readBurnUp, type BurnUpPoint } from "./read-burn-up.server.ts";
import { bridgeEnds, isWhole, questionOf, targetAsked, type PageAsked } from "./read-coverage-page.server.ts";
import { readCoverage, type CoverageQuestion } from "./read-coverage.server.ts";
import { readForecast } from "./read-forecast.server.ts";
import type { StoredTarget } from "./read-targets.server.ts";

/** The whole of a view, for a file that says by itself whom it counts. Counts and rates, never a person. */
export interface FiguresFile {
  readonly question: CoverageQuestion;
  readonly target: StoredTarget;
  readonly answer: CoverageAnswer;
  readonly months: readonly BurnUpPoint[];
  readonly changes: Bridge;
  /** Null for a part of the target's people. */
  readonly forecast: ForecastAnswer | null;
}

/** @throws AmendsError as `readCoverage` */
export async function readFigures(ctx: Context, forceId: ForceId, asked: PageAsked): Promise<FiguresFile> {
  const { target } = await targetAsked(ctx, forceId, asked.target, asked.knownAt);
  const question = questionOf(forceId, target.slug, asked);
  return {
    question,
    target,
    answer: await readCoverage(ctx, question),
    months: await readBurnUp(ctx, question),
    changes: await readBridge(ctx, { ...question, ...bridgeEnds(asked) }),
    forecast: isWhole(asked)
      ? (await readForecast(ctx, { ...question, target: target.slug, share: target.share })).answer
      : null,
  };
}

/** What changed between the two ends that a view compares. @throws AmendsError as `readBridge` */
export async function readChanges(
  ctx: Context,
  forceId: ForceId,
  asked: PageAsked,
): Promise<{ question: CoverageQuestion; bridge: Bridge }> {
  const { target } = await targetAsked(ctx, forceId, asked.target, asked.knownAt);
  const question = questionOf(forceId, target.slug, asked);
  return { question, bridge: await readBridge(ctx, { ...question, ...bridgeEnds(asked) }) };
}
