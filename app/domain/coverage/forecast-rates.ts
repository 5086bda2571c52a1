/** How often things happen to a force's people: what its history has seen, and what is believed before any is seen. */
import type { Work } from "../work.ts";
import type { ForecastHistory, HistoryWeek } from "./forecast-history.ts";
import { fitPace, type Pace } from "./forecast-pace.ts";

/** How often something was seen in how many person-weeks, with what is believed before any is seen. */
export interface Seen {
  readonly times: number;
  readonly weeks: number;
}

/** What the history says of each thing that can happen to a person in a week, at the average pace. */
export interface Experience {
  /** For each class of place. */
  readonly step: readonly Seen[];
  /** Of those who are away, in weeks of those who are not. */
  readonly awayStep: Seen;
  /** Modules missing → the chances of gaining 1, 2, … given that more was not gained. */
  readonly gain: readonly (readonly number[])[];
  readonly leaveTrained: Seen;
  readonly leaveUntrained: Seen;
  readonly absenceBegins: Seen;
  readonly absenceEnds: Seen;
}

/** A chance in a week for each of them; `awayFactor` is a factor of a step's. */
export interface Rates {
  readonly step: readonly number[];
  readonly awayFactor: number;
  readonly gain: Experience["gain"];
  readonly leaveTrained: number;
  readonly leaveUntrained: number;
  readonly absenceBegins: number;
  readonly absenceEnds: number;
}

/** What is believed of a step's chance before any is seen: [not begun, 0, 1, 2, 3 weeks, resting, dormant]. */
const PRIOR_STEP = [0.03, 0.3, 0.3, 0.25, 0.2, 0.08, 0.01];
const PRIOR_PERSON_WEEKS = 20;
/** Eight in a hundred leave a year. */
const PRIOR_LEAVE = 0.0016;
const PRIOR_LEAVE_WEEKS = 500;
const PRIOR_AWAY_FACTOR = 0.1;
const RECENCIES = 6;

export const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);

export function experienceOf(history: ForecastHistory): Experience {
  const { weeks, places, steps } = history;
  const total = (of: (week: HistoryWeek) => number) => sum(weeks.map(of));
  const step = Array.from({ length: places.classes }, (_, kind): Seen => {
    const prior = PRIOR_STEP[kind === 0 ? 0 : 1 + ((kind - 1) % RECENCIES)] ?? 0;
    return {
      times: total((week) => week.stepped[kind] ?? 0) + PRIOR_PERSON_WEEKS * prior,
      weeks: total((week) => week.exposed[kind] ?? 0) + PRIOR_PERSON_WEEKS,
    };
  });
  const left = total((week) => week.trainedLeft + week.untrainedLeft);
  const here = total((week) => week.trainedHere + week.untrainedHere);
  const leave = (left + PRIOR_LEAVE * PRIOR_LEAVE_WEEKS) / (here + PRIOR_LEAVE_WEEKS);
  // Trained and untrained people leave alike, unless the history says much that they do not.
  const leaveOf = (gone: number, there: number): Seen => ({
    times: gone + leave * PRIOR_LEAVE_WEEKS * 4,
    weeks: there + PRIOR_LEAVE_WEEKS * 4,
  });
  return {
    step,
    awayStep: {
      times: history.awayStepped + 2 * PRIOR_AWAY_FACTOR,
      weeks: history.awayExposed * (step[0] ? average(step[0]) : 0) + 2,
    },
    gain: steps.map((row, missing) => {
      const counts = row.map((count, gained) =>
        gained === 0 || gained > missing ? 0 : count + (gained === 1 ? 1 : 0.2),
      );
      return counts.map((count, gained) => {
        const rest = sum(counts.slice(gained));
        return rest === 0 ? 0 : count / rest;
      });
    }),
    leaveTrained: leaveOf(
      total((week) => week.trainedLeft),
      total((week) => week.trainedHere),
    ),
    leaveUntrained: leaveOf(
      total((week) => week.untrainedLeft),
      total((week) => week.untrainedHere),
    ),
    absenceBegins: {
      times: total((week) => week.absencesBegun) + 0.5,
      weeks: total((week) => week.present) + 500,
    },
    absenceEnds: { times: total((week) => week.absencesEnded) + 1, weeks: total((week) => week.absent) + 30 },
  };
}

export const average = ({ times, weeks }: Seen) => Math.min(1, times / weeks);

/** A chance as it may be, for all that so many times in so many weeks can tell: a beta distribution. */
export function chanceDrawn({ times, weeks }: Seen, gamma: (shape: number) => number): number {
  const happens = gamma(times);
  return happens / (happens + gamma(weeks - times));
}

/** The same rates for all runs, or with `chance` drawing, those of one run. */
export function ratesOf(seen: Experience, chance: (one: Seen) => number): Rates {
  return {
    // How fast people begin, the pace knows with its own uncertainty.
    step: seen.step.map((one, kind) => (kind === 0 ? average(one) : chance(one))),
    awayFactor: chance(seen.awayStep),
    gain: seen.gain,
    leaveTrained: chance(seen.leaveTrained),
    leaveUntrained: chance(seen.leaveUntrained),
    absenceBegins: chance(seen.absenceBegins),
    absenceEnds: chance(seen.absenceEnds),
  };
}

/** The pace of those who have not begun, and of those who have. */
export function* pacesOf(history: ForecastHistory, rates: Rates): Work<{ begin: Pace; carryOn: Pace }> {
  const { weeks } = history;
  const kinds = rates.step.map((_, kind) => kind).slice(1);
  return {
    begin: yield* fitPace(
      weeks.map((week) => week.stepped[0] ?? 0),
      weeks.map((week) => week.exposed[0] ?? 0),
      rates.step[0] ?? 0,
      { settled: false },
    ),
    // Those who have begun differ in when; what is expected of them is counted as if all were alike.
    carryOn: yield* fitPace(
      weeks.map((week) => sum(kinds.map((kind) => week.stepped[kind] ?? 0))),
      weeks.map((week) => sum(kinds.map((kind) => (week.exposed[kind] ?? 0) * (rates.step[kind] ?? 0)))),
      1,
      { settled: true },
    ),
  };
}

/** A chance each week as the chance in part of a week, at a pace. */
export const chanceAt = (weekly: number, pace: number) => 1 - Math.exp(logNot(weekly) * pace);

/** The logarithm of the chance that it does not happen in a week. */
export const logNot = (weekly: number) => Math.log1p(-Math.min(weekly, 0.999));
