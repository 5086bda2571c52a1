import { forecastOf, type ForecastAnswer } from "#app/domain/coverage/forecast-answer.ts";
import { targetHistory } from "#app/domain/coverage/forecast-people.ts";
import { FORECAST_VERSION } from "#app/domain/coverage/forecast.ts";
import type { ForceRecord } from "#app/domain/coverage/record.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { partsOn } from "#app/domain/learning/programmes.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { liveModule } from "../learning/pinned.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { refuseFuture, ruleOf } from "./read-coverage.server.ts";

export interface ForecastQuestion {
  readonly forceId: ForceId;
  /** A target's slug. */
  readonly target: string;
  /** The share that it promises, 0 to 1. */
  readonly share: number;
  readonly asOf: Day;
  readonly knownAt: Instant;
}

export interface AskedForecast {
  readonly answer: ForecastAnswer;
  readonly seed: string;
}

/** Answers kept for each state of a record: it is another object as soon as anything is learnt. */
const KEPT = 50;
const keptBy = new WeakMap<ForceRecord, Map<string, AskedForecast>>();

/**
 * What share of a target's people is likely to be trained on its due day, from the end of a day on and as known at an
 * instant. The same question of the same record gives the same answer, for its seed is made of the question.
 * @throws AmendsError as `readCoverage`
 */
export async function readForecast(ctx: Context, question: ForecastQuestion): Promise<AskedForecast> {
  refuseFuture(ctx, question.asOf);
  const { forceId, target, share, asOf, knownAt } = question;
  const { rule } = await ruleOf(ctx, question);
  const record = await forceRecord(ctx.read, forceId);
  const parts = partsOn(rule.programmes, rule.programme, asOf);
  const minutes = new Map<string, number>();
  for (const part of parts)
    if (part.kind === "module") minutes.set(part.module, (await liveModule(ctx, part.module)).module.minutes);
  // Facts are stored at instants; between two of them the instant asked about makes no difference to the figure.
  const seed = `${FORECAST_VERSION}/${forceId}/${target}/${asOf}`;
  const key = JSON.stringify([seed, knownAt.slice(0, 16), share, rule, [...minutes]]);
  const kept = keptBy.get(record) ?? new Map<string, AskedForecast>();
  keptBy.set(record, kept);
  const there = kept.get(key);
  if (there) return there;
  const history = targetHistory(
    record,
    rule,
    { day: asOf, known: knownAt },
    (module) => minutes.get(module) ?? 0,
  );
  const answer = forecastOf(history, { from: asOf, dueOn: rule.dueOn, target: share, seed });
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  const made = { answer, seed };
  kept.set(key, made);
  return made;
}
