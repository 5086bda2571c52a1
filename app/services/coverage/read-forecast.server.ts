import { forecasting, type ForecastAnswer } from "#app/domain/coverage/forecast-answer.ts";
import { targetHistory } from "#app/domain/coverage/forecast-people.ts";
import { FORECAST_VERSION } from "#app/domain/coverage/forecast.ts";
import type { ForceRecord } from "#app/domain/coverage/record.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { partsOn } from "#app/domain/learning/programmes.ts";
import { dayOf, type Day, type Instant } from "#app/domain/time.ts";
import type { Db } from "#db/connect.ts";
import type { Context } from "../context.server.ts";
import { newestVersion } from "../learning/read-content.server.ts";
import { inTurns } from "../in-turns.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { refuseFuture, ruleOf } from "./read-coverage.server.ts";
import { readTargets } from "./read-targets.server.ts";

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
const keptBy = new WeakMap<ForceRecord, Map<string, Promise<AskedForecast>>>();

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
  for (const part of parts) {
    const last = part.kind === "module" ? await newestVersion(ctx, "module", part.module) : null;
    if (last) minutes.set(part.module, last.compiled.minutes);
  }
  // Facts are stored at instants; between two of them the instant asked about makes no difference to the figure.
  const seed = `${FORECAST_VERSION}/${forceId}/${target}/${asOf}`;
  const key = JSON.stringify([seed, knownAt.slice(0, 16), share, rule, [...minutes]]);
  const kept = keptBy.get(record) ?? new Map<string, Promise<AskedForecast>>();
  keptBy.set(record, kept);
  // Whoever asks meanwhile waits for the same answer.
  const there = kept.get(key);
  if (there) return there;
  const made = (async () => {
    const history = await inTurns(
      targetHistory(record, rule, { day: asOf, known: knownAt }, (module) => minutes.get(module) ?? 0),
    );
    const answer = await inTurns(
      forecasting(history, { from: asOf, dueOn: rule.dueOn, target: share, seed }),
    );
    return { answer, seed };
  })();
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  return made;
}

/** A forecast that was made of late, and when: it knows nothing that was learnt since. */
export interface RecentForecast {
  readonly answer: ForecastAnswer;
  readonly knownAt: Instant;
}

/** Longer than this a forecast of late is not shown. The figures that are made at intervals renew it before. */
const RECENT_AT_MOST = 500;
const RECENT_MS = 2 * 3_600_000;
const recentBy = new WeakMap<Db, Map<string, RecentForecast>>();

/**
 * As `readForecast`; but one that was made of the same target and day within the last two hours serves a question
 * about what is known by now, for two thousand futures take half a second or more.
 */
export async function readRecentForecast(ctx: Context, question: ForecastQuestion): Promise<RecentForecast> {
  const now = ctx.now();
  const { target, share, asOf, knownAt, forceId } = question;
  const asksNow = Date.parse(now) - Date.parse(knownAt) < 60_000;
  if (!asksNow || asOf !== dayOf(now)) return { answer: (await readForecast(ctx, question)).answer, knownAt };
  const { rule } = await ruleOf(ctx, question);
  const there = recentOf(ctx).get(JSON.stringify([forceId, target, share, asOf, rule]));
  if (there && Date.parse(now) - Date.parse(there.knownAt) < RECENT_MS) return there;
  return renew(ctx, { ...question, knownAt: now });
}

/** Makes the forecasts anew that pages show of a force's targets. */
export async function renewForecasts(ctx: Context, forceId: ForceId): Promise<void> {
  const now = ctx.now();
  for (const { slug, share } of await readTargets(ctx.read, forceId))
    await renew(ctx, { forceId, target: slug, share, asOf: dayOf(now), knownAt: now });
}

async function renew(ctx: Context, question: ForecastQuestion): Promise<RecentForecast> {
  const { forceId, target, share, asOf, knownAt } = question;
  const { rule } = await ruleOf(ctx, question);
  const { answer } = await readForecast(ctx, question);
  const recent = recentOf(ctx);
  if (recent.size >= RECENT_AT_MOST) recent.clear();
  const made = { answer, knownAt };
  recent.set(JSON.stringify([forceId, target, share, asOf, rule]), made);
  return made;
}

function recentOf(ctx: Context): Map<string, RecentForecast> {
  const there = recentBy.get(ctx.read) ?? new Map<string, RecentForecast>();
  recentBy.set(ctx.read, there);
  return there;
}
