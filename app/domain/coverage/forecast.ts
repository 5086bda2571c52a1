/**
 * What share will be trained on the due day: two thousand possible futures of the force, each drawn from its own
 * history. Intentionally pure: the same history and seed give the same forecast. How it works, in plain words, and
 * how well it has done: docs/forecast.md.
 */
import { addDays, daysBetween, type Day } from "../time.ts";
import type { Work } from "../work.ts";
import type { ForecastHistory } from "./forecast-history.ts";
import { average, chanceAt, experienceOf, pacesOf, ratesOf, sum, type Rates } from "./forecast-rates.ts";
import { RUNS, shareNow, simulate } from "./forecast-runs.ts";

/** Changes whenever the same history would give another forecast. */
export const FORECAST_VERSION = "2";
/** Which parts of the runs lie below each quantile that is kept. */
export const QUANTILES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;
/** Less history than this says nothing about a pace. */
export const WEEKS_NEEDED = 4;
/** So many weeks beyond the due day a run goes on that has not met the target by then, to say when it does. */
const WEEKS_BEYOND = 26;
const RECENT_WEEKS = 4;

/** Shares 0 to 1, in the order of `QUANTILES`; 0 where a run leaves nobody to count. */
export type Spread = readonly number[];

export interface BandDay {
  readonly day: Day;
  readonly p05: number;
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
}

/** When the target is likely met: a quarter, a half and three quarters of the runs have met it by these days. */
export interface MeetingDays {
  readonly early: Day | null;
  readonly likely: Day | null;
  readonly late: Day | null;
  /** How far the runs looked; null days lie beyond it. */
  readonly lookedTo: Day;
}

export interface DecidingUnit {
  readonly unit: string;
  /** At work and not trained today. */
  readonly toTrain: number;
  /** Of those, how many are likely still not trained on the due day. */
  readonly likelyLeft: number;
}

export interface Forecast {
  /** The runs begin at the end of this day. */
  readonly from: Day;
  readonly dueOn: Day;
  readonly target: number;
  readonly net: Spread;
  readonly gross: Spread;
  /** As net, without those whose training has lapsed. */
  readonly current: Spread;
  /** Net, for every day from `from` to the due day. */
  readonly band: readonly BandDay[];
  /** 0 to 1: the part of the runs in which the net share reaches the target by the due day and holds on it. */
  readonly chance: number;
  readonly meets: MeetingDays;
  /** People trained a week: on average in the last four, and what the target takes from now on. */
  readonly weekly: { readonly actual: number; readonly needed: number };
  readonly units: readonly DecidingUnit[];
  /** To teach everybody at work what they have still to learn. */
  readonly hoursLeft: number;
}

/** Days after `from` at which the runs are looked at: every week, and the due day itself. */
function stepsTo(due: number): number[] {
  const days: number[] = [];
  for (let day = 7; day < due; day += 7) days.push(day);
  days.push(due);
  for (let week = 1; week <= WEEKS_BEYOND; week += 1) days.push(due + week * 7);
  return days;
}

/**
 * The forecast. `dueOn` lies after the history's last day, somebody counts, and the history has `WEEKS_NEEDED` weeks:
 * whoever asks sees to that (`forecastOf` in forecast-answer.ts).
 * @param target the share promised, 0 to 1
 * @param seed any text; the same gives the same forecast
 */
export function* forecast(
  history: ForecastHistory,
  { dueOn, target, seed }: { readonly dueOn: Day; readonly target: number; readonly seed: string },
): Work<Forecast> {
  const { places, from } = history;
  const due = daysBetween(from, dueOn);
  const days = stepsTo(due);
  const dueAt = days.indexOf(due);
  const experience = experienceOf(history);
  const rates = ratesOf(experience, average);
  const paces = yield* pacesOf(history, rates);
  const runs = yield* simulate(history, { experience, rates, paces }, { days, dueAt, target, seed });

  const sorted = (values: Float64Array) => values.slice().sort();
  const netBy = runs.net.map(sorted);
  yield;
  const dueNet = runs.net[dueAt] ?? new Float64Array();
  const spread = (values: Float64Array): Spread => {
    const inOrder = sorted(values);
    return QUANTILES.map((at) => quantileOf(inOrder, at));
  };
  const start = shareNow(history);
  const shares = [start, ...netBy];
  const points = [0, ...days];
  const band = Array.from({ length: due + 1 }, (_, day): BandDay => {
    const after = Math.max(
      1,
      points.findIndex((point) => point >= day),
    );
    const [before, end] = [points[after - 1] ?? 0, points[after] ?? day];
    const part = end === before ? 1 : (day - before) / (end - before);
    const at = (quantile: number) => {
      const value = (one: number | Float64Array | undefined) =>
        typeof one === "number" ? one : quantileOf(one ?? new Float64Array(), quantile);
      return value(shares[after - 1]) * (1 - part) + value(shares[after]) * part;
    };
    return {
      day: addDays(from, day),
      p05: at(0.05),
      p10: at(0.1),
      p25: at(0.25),
      p50: at(0.5),
      p75: at(0.75),
      p90: at(0.9),
      p95: at(0.95),
    };
  });

  yield;
  const units = decidingUnits(history, rates, runs.meanPace, days.slice(0, dueAt + 1));
  yield;
  const met = [...dueNet].filter((share) => share >= target - 1e-9).length;
  const recent = history.weeks.slice(-RECENT_WEEKS);
  const trainedNow = history.present[places.trained] ?? 0;
  const needed = ((target * runs.meanPresent - trainedNow - runs.meanOtherTrained) / due) * 7;
  return {
    from,
    dueOn,
    target,
    net: spread(dueNet),
    gross: spread(runs.gross),
    current: spread(runs.current),
    band,
    chance: met / RUNS,
    meets: meetingDays(sorted(runs.met), days.at(-1) ?? 0, from),
    weekly: {
      actual: sum(recent.map((week) => week.completed)) / Math.max(1, recent.length),
      needed: Math.max(0, needed),
    },
    units,
    hoursLeft: history.minutesMissing / 60,
  };
}

/** @param inOrder ascending */
function quantileOf(inOrder: Float64Array, at: number): number {
  if (inOrder.length === 0) return 0;
  const place = at * (inOrder.length - 1);
  const below = Math.floor(place);
  const low = inOrder[below] ?? 0;
  return low + ((inOrder[below + 1] ?? low) - low) * (place - below);
}

/** @param met days until each run meets the target, ascending */
function meetingDays(met: Float64Array, last: number, from: Day): MeetingDays {
  const at = (part: number): Day | null => {
    const days = met[Math.floor(part * (met.length - 1))] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(days) ? addDays(from, Math.min(days, last)) : null;
  };
  return { early: at(0.25), likely: at(0.5), late: at(0.75), lookedTo: addDays(from, last) };
}

/** So many people who had not begun count for a unit's own pace as much as the force's does. */
const UNIT_PRIOR_STEPS = 10;

/**
 * Units by how many of their people are likely still not trained on the due day. A unit's own pace is drawn towards
 * the force's, the more the less it has shown.
 */
function decidingUnits(
  history: ForecastHistory,
  rates: Rates,
  pace: readonly { readonly begin: number; readonly carryOn: number }[],
  days: readonly number[],
): DecidingUnit[] {
  const { places } = history;
  const base = rates.step[0] ?? 0;
  return history.units
    .map((unit): DecidingUnit => {
      const own = (unit.begun + UNIT_PRIOR_STEPS) / (unit.waited * base + UNIT_PRIOR_STEPS);
      let people = [...unit.present];
      days.forEach((day, moment) => {
        const length = (day - (days[moment - 1] ?? 0)) / 7;
        const factor = pace[moment] ?? { begin: length, carryOn: length };
        const next = people.map(() => 0);
        const add = (place: number, count: number) => void (next[place] = (next[place] ?? 0) + count);
        people.forEach((count, place) => {
          if (count === 0) return;
          if (place === places.trained) return add(place, count);
          const chance = chanceAt(
            rates.step[places.classOf[place] ?? 0] ?? 0,
            place === 0 ? factor.begin * own : factor.carryOn,
          );
          const missing = places.missing[place] ?? 0;
          let rest = count * chance;
          for (let gained = 1; gained <= missing; gained += 1) {
            const moved = gained === missing ? rest : rest * (rates.gain[missing]?.[gained] ?? 0);
            add(places.place(missing - gained, 0), moved);
            rest -= moved;
          }
          const { to, chance: ages } = places.ages[place] ?? { to: place, chance: 0 };
          const staying = count * (1 - chance);
          const older = staying * Math.min(1, ages * length);
          add(to, older);
          add(place, staying - older);
        });
        people = next;
      });
      const toTrain = sum(unit.present) - (unit.present[places.trained] ?? 0);
      return { unit: unit.unit, toTrain, likelyLeft: sum(people) - (people[places.trained] ?? 0) };
    })
    .filter((unit) => unit.toTrain > 0)
    .sort((a, b) => b.likelyLeft - a.likelyLeft || b.toTrain - a.toTrain);
}
