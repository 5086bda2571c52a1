/** Forecasts that were kept at months' ends, and how well they did: what was said beside what happened. */
import { forecastsOf, insertForecast } from "#db/queries/forecasts.ts";
import { pinballLoss, within } from "#app/domain/coverage/forecast-score.ts";
import { FORECAST_VERSION, QUANTILES, type BandDay } from "#app/domain/coverage/forecast.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { addDays, dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { readCoverage } from "./read-coverage.server.ts";
import { readForecast, type ForecastQuestion } from "./read-forecast.server.ts";

const isMonthEnd = (day: Day) => addDays(day, 1).endsWith("-01");

/** Makes a target's forecast from the end of a day and keeps it; false when there is none to make, or one is kept. */
export async function keepForecast(
  ctx: Context,
  question: ForecastQuestion & { readonly by: string },
): Promise<boolean> {
  const { answer, seed } = await readForecast(ctx, question);
  if (answer.kind === "none") return false;
  const { forecast } = answer;
  const told = forecast.band.filter(
    ({ day }) => day > forecast.from && (isMonthEnd(day) || day === forecast.dueOn),
  );
  return ctx.transact((trx) =>
    insertForecast(trx, {
      id: ctx.newId(),
      force_id: question.forceId,
      target: question.target,
      day: forecast.from,
      known_at: question.knownAt,
      made_by: question.by,
      model: FORECAST_VERSION,
      seed,
      due_on: forecast.dueOn,
      share: question.share,
      chance: forecast.chance,
      band: JSON.stringify(told),
    }),
  );
}

/** One day that a kept forecast spoke of and that has come. */
export interface Told {
  readonly day: Day;
  /** Whether it lies after the day on which the forecast was made: only then is it one. */
  readonly ahead: boolean;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  /** The net share as it is known now; null where nobody was there to count. */
  readonly happened: number | null;
}

export interface KeptForecast {
  readonly from: Day;
  /** When it was made; later than `from` for a month that was missed and caught up. */
  readonly madeOn: Day;
  readonly dueOn: Day;
  readonly chance: number;
  /** What it said of the due day. */
  readonly due: Told | null;
  /** What it said of the first month's end, or of the due day where that is nearer, after it was made. */
  readonly next: Told | null;
}

export interface ForecastScore {
  /** Days that forecasts spoke of before they came, and that have come. */
  readonly compared: number;
  /** How many of them lay within nine and within five in ten of the runs. */
  readonly within90: number;
  readonly within50: number;
  /** Mean over those days and the quantiles kept, in parts of 1; null without any. */
  readonly pinball: number | null;
  /** The loss of saying that the share stays what it was when the forecast was made. */
  readonly unchanged: number | null;
}

export interface ForecastRecord {
  readonly forecasts: readonly KeptForecast[];
  readonly score: ForecastScore;
}

/**
 * A target's kept forecasts, the latest first, each beside what happened as it is known now. Scored are only days
 * after the one on which a forecast was made: a missed month that is caught up later knows what has come since.
 */
export async function readKeptForecasts(
  ctx: Context,
  forceId: ForceId,
  target: string,
): Promise<ForecastRecord> {
  const rows = await forecastsOf(ctx.read, forceId, target);
  const today = dayOf(ctx.now());
  const shares = new Map<Day, number | null>();
  const shareOn = async (day: Day): Promise<number | null> => {
    if (day > today) return null;
    const known = shares.get(day);
    if (known !== undefined) return known;
    const { figures } = await readCoverage(ctx, { forceId, target, asOf: day, knownAt: ctx.now() });
    shares.set(day, figures.net_rate);
    return figures.net_rate;
  };
  const forecasts: KeptForecast[] = [];
  let [compared, within90, within50, loss, unchanged] = [0, 0, 0, 0, 0];
  for (const row of rows) {
    const band = JSON.parse(row.band) as BandDay[];
    const then = await shareOn(row.day);
    const told: Told[] = [];
    const madeOn = dayOf(row.known_at);
    for (const point of band) {
      const happened = await shareOn(point.day);
      const ahead = point.day > madeOn;
      told.push({ day: point.day, ahead, low: point.p05, likely: point.p50, high: point.p95, happened });
      if (!ahead || happened === null || then === null) continue;
      const said = [point.p05, point.p10, point.p25, point.p50, point.p75, point.p90, point.p95];
      compared += 1;
      if (within(point.p05, point.p95, happened)) within90 += 1;
      if (within(point.p25, point.p75, happened)) within50 += 1;
      loss += pinballLoss(QUANTILES, said, happened);
      unchanged += pinballLoss(
        QUANTILES,
        QUANTILES.map(() => then),
        happened,
      );
    }
    forecasts.push({
      from: row.day,
      madeOn,
      dueOn: row.due_on,
      chance: row.chance,
      due: told.find((one) => one.day === row.due_on) ?? null,
      next: told.find((one) => one.ahead) ?? null,
    });
  }
  const mean = (sum: number) => (compared === 0 ? null : sum / compared);
  return {
    forecasts: forecasts.reverse(),
    score: { compared, within90, within50, pinball: mean(loss), unchanged: mean(unchanged) },
  };
}
