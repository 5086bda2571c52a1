/**
 * What share will be trained on the due day: two thousand possible futures of the force, each drawn from its own
 * history. Intentionally pure: the same history and seed give the same forecast. How it works, in plain words, and
 * how well it has done: docs/forecast.md.
 */
import { addDays, daysBetween, type Day } from "../time.ts";
import type { Work } from "../work.ts";
import { drawsFrom } from "../random.ts";
import type { ForecastHistory, HistoryWeek, Places } from "./forecast-history.ts";
import { fitPace, futurePace, type Pace } from "./forecast-pace.ts";

/** Changes whenever the same history would give another forecast. */
export const FORECAST_VERSION = "2";
export const RUNS = 2_000;
/** Which parts of the runs lie below each quantile that is kept. */
export const QUANTILES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;
/** Less history than this says nothing about a pace. */
export const WEEKS_NEEDED = 4;
/** So many weeks beyond the due day a run goes on that has not met the target by then, to say when it does. */
const WEEKS_BEYOND = 26;
/** Joiners, leavers and absences are taken from stretches of the history of this many weeks. */
const BLOCK_WEEKS = 4;
/** Half as likely to be taken for each so many weeks that a stretch lies back. */
const BLOCK_HALF_LIFE = 26;
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

/** How often something was seen in how many person-weeks, with what is believed before any is seen. */
interface Seen {
  readonly times: number;
  readonly weeks: number;
}

/** What the history says of each thing that can happen to a person in a week, at the average pace. */
interface Experience {
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
interface Rates {
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

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);

function experienceOf(history: ForecastHistory): Experience {
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

const average = ({ times, weeks }: Seen) => Math.min(1, times / weeks);

/** A chance as it may be, for all that so many times in so many weeks can tell: a beta distribution. */
function chanceDrawn({ times, weeks }: Seen, gamma: (shape: number) => number): number {
  const happens = gamma(times);
  return happens / (happens + gamma(weeks - times));
}

/** The same rates for all runs, or with `chance` drawing, those of one run. */
function ratesOf(seen: Experience, chance: (one: Seen) => number): Rates {
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
function* pacesOf(history: ForecastHistory, rates: Rates): Work<{ begin: Pace; carryOn: Pace }> {
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
const chanceAt = (weekly: number, pace: number) => 1 - Math.exp(logNot(weekly) * pace);

/** The logarithm of the chance that it does not happen in a week. */
const logNot = (weekly: number) => Math.log1p(-Math.min(weekly, 0.999));

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

function shareNow(history: ForecastHistory): number {
  const net = sum(history.present);
  return net === 0 ? 0 : (history.present[history.places.trained] ?? 0) / net;
}

/** @param inOrder ascending */
function quantileOf(inOrder: Float64Array, at: number): number {
  if (inOrder.length === 0) return 0;
  const place = at * (inOrder.length - 1);
  const below = Math.floor(place);
  const low = inOrder[below] ?? 0;
  return low + ((inOrder[below + 1] ?? low) - low) * (place - below);
}

interface Runs {
  /** By moment looked at up to the due day: the net share in each run. */
  readonly net: readonly Float64Array[];
  readonly gross: Float64Array;
  readonly current: Float64Array;
  /** Days until each run first meets the target; infinite where it does not, as far as it goes. */
  readonly met: Float64Array;
  /** Averages on the due day: people at work; and trained people gained otherwise than by training (joined trained, came back) less those lost. */
  readonly meanPresent: number;
  readonly meanOtherTrained: number;
  /** By step: the average factor of each pace, for a stretch of that length. */
  readonly meanPace: readonly { readonly begin: number; readonly carryOn: number }[];
}

/** So many runs between two pauses. */
const RUNS_AT_ONCE = 20;

function* simulate(
  history: ForecastHistory,
  {
    experience,
    rates: usual,
    paces,
  }: {
    readonly experience: Experience;
    readonly rates: Rates;
    readonly paces: { readonly begin: Pace; readonly carryOn: Pace };
  },
  {
    days,
    dueAt,
    target,
    seed,
  }: {
    readonly days: readonly number[];
    readonly dueAt: number;
    readonly target: number;
    readonly seed: string;
  },
): Work<Runs> {
  const { places, weeks } = history;
  const net = days.slice(0, dueAt + 1).map(() => new Float64Array(RUNS));
  const gross = new Float64Array(RUNS);
  const current = new Float64Array(RUNS);
  const meanPace = days.map(() => ({ begin: 0, carryOn: 0 }));
  let presentSum = 0;
  let otherSum = 0;

  const blocks = blockPicker(weeks);
  const factors = weeks.map((week) => weekFactors(week, usual));
  const here = new Int32Array(places.count);
  const gone = new Int32Array(places.count);
  const nextHere = new Int32Array(places.count);
  const nextGone = new Int32Array(places.count);
  const lapsedAlready = sum(history.lapses.filter((one) => one.days === 0).map((one) => one.people));
  const trainedAtFirst = history.present[places.trained] ?? 0;
  const met = new Float64Array(RUNS).fill(Number.POSITIVE_INFINITY);
  const goal = target - 1e-9;
  const shareAtFirst = shareNow(history);

  for (let run = 0; run < RUNS; run += 1) {
    if (run % RUNS_AT_ONCE === 0) yield;
    // Numbers of its own, so that how far another run goes on makes no difference to it.
    const draws = drawsFrom(`${seed}/${run}`);
    const { binomial, gamma } = draws;
    here.set(history.present);
    gone.set(history.away);
    const rates = ratesOf(experience, (one) => chanceDrawn(one, gamma));
    const logNoStep = places.classOf.map((kind) => logNot(rates.step[kind] ?? 0));
    const renews = rates.step[1 + RESTING_CLASS] ?? rates.step[0] ?? 0;
    const beginPace = futurePace(paces.begin, draws);
    const carryOnPace = futurePace(paces.carryOn, draws);
    let lapsed = lapsedAlready;
    let other = 0;
    let before = 0;
    let block = 0;
    let inBlock = BLOCK_WEEKS;
    let share = shareAtFirst;
    if (share >= goal) met[run] = 0;
    for (let moment = 0; moment < days.length && (moment <= dueAt || met[run] === Infinity); moment += 1) {
      const day = days[moment] ?? 0;
      const length = (day - before) / 7;
      if (inBlock >= BLOCK_WEEKS) {
        block = blocks(draws.uniform());
        inBlock = 0;
      }
      const week = weeks[block + inBlock] as HistoryWeek;
      const factor = factors[block + inBlock] as WeekFactors;
      inBlock += 1;

      const begin = beginPace(length, here[0] ?? 0) * length;
      const carryOn = carryOnPace(length, 1) * length;
      const mean = meanPace[moment];
      if (mean) {
        mean.begin += begin / RUNS;
        mean.carryOn += carryOn / RUNS;
      }
      const begins = chanceAt(rates.absenceBegins, factor.absenceBegins * length);
      const ends = chanceAt(rates.absenceEnds, factor.absenceEnds * length);
      const leavesTrained = chanceAt(rates.leaveTrained, factor.leaves * length);
      const leavesUntrained = chanceAt(rates.leaveUntrained, factor.leaves * length);
      nextHere.fill(0);
      nextGone.fill(0);
      for (let place = 0; place < places.count; place += 1) {
        const trained = place === places.trained;
        const leaves = trained ? leavesTrained : leavesUntrained;
        for (let away = 0; away < 2; away += 1) {
          const people = (away ? gone : here)[place] ?? 0;
          if (people === 0) continue;
          const own = away ? nextGone : nextHere;
          const across = away ? nextHere : nextGone;
          const crosses = (1 - leaves) * (away ? ends : begins);
          const moving = binomial(people, leaves + crosses);
          const crossing = moving === 0 ? 0 : binomial(moving, crosses / (leaves + crosses));
          if (crossing > 0) across[place] = (across[place] ?? 0) + crossing;
          let rest = people - moving;
          if (trained) {
            other += away ? crossing : -moving;
            own[place] = (own[place] ?? 0) + rest;
            continue;
          }
          const pace = (place === 0 ? begin : carryOn) * (away ? rates.awayFactor : 1);
          const stepping = binomial(rest, 1 - Math.exp((logNoStep[place] ?? 0) * pace));
          rest -= stepping;
          if (stepping > 0) takeSteps(stepping, places, places.missing[place] ?? 0, rates, own, binomial);
          const age = places.ages[place];
          if (age && age.chance > 0) {
            const older = binomial(rest, age.chance * length);
            own[age.to] = (own[age.to] ?? 0) + older;
            rest -= older;
          }
          own[place] = (own[place] ?? 0) + rest;
        }
      }
      for (const joiner of week.joined) {
        if (length < 1 && draws.uniform() >= length) continue;
        const into = joiner.away ? nextGone : nextHere;
        into[joiner.place] = (into[joiner.place] ?? 0) + 1;
        if (joiner.place === places.trained && !joiner.away) other += 1;
      }
      here.set(nextHere);
      gone.set(nextGone);

      for (const lapse of history.lapses)
        if (lapse.days > before && lapse.days <= day)
          lapsed += binomial(
            lapse.people,
            Math.min(1, (here[places.trained] ?? 0) / Math.max(1, trainedAtFirst)),
          );
      if (lapsed > 0) lapsed -= binomial(lapsed, chanceAt(renews, carryOn));

      let present = 0;
      for (let place = 0; place < places.count; place += 1) present += here[place] ?? 0;
      const trainedHere = here[places.trained] ?? 0;
      const shareBefore = share;
      share = present === 0 ? 0 : trainedHere / present;
      const shares = net[moment];
      if (shares) shares[run] = share;
      if (share >= goal && met[run] === Infinity)
        met[run] = before + Math.ceil(((day - before) * (goal - shareBefore)) / (share - shareBefore));
      before = day;
      if (moment === dueAt) {
        let everyone = present;
        for (let place = 0; place < places.count; place += 1) everyone += gone[place] ?? 0;
        gross[run] = everyone === 0 ? 0 : (trainedHere + (gone[places.trained] ?? 0)) / everyone;
        current[run] = present === 0 ? 0 : Math.max(0, trainedHere - lapsed) / present;
        presentSum += present;
        otherSum += other;
      }
    }
  }
  return {
    net,
    gross,
    current,
    met,
    meanPresent: presentSum / RUNS,
    meanOtherTrained: otherSum / RUNS,
    meanPace,
  };
}

/** Of the classes of those who have one module missing, the one that rests. */
const RESTING_CLASS = 4;

/** Puts those who made a step where it takes them. */
function takeSteps(
  people: number,
  places: Places,
  missing: number,
  rates: Rates,
  into: Int32Array,
  binomial: (count: number, chance: number) => number,
): void {
  const gains = rates.gain[missing] ?? [];
  let rest = people;
  for (let gained = 1; gained <= missing && rest > 0; gained += 1) {
    const moved = gained === missing ? rest : binomial(rest, gains[gained] ?? 0);
    const place = places.place(missing - gained, 0);
    into[place] = (into[place] ?? 0) + moved;
    rest -= moved;
  }
}

interface WeekFactors {
  readonly leaves: number;
  readonly absenceBegins: number;
  readonly absenceEnds: number;
}

/** How a week differed from the average one: so that what comes together in the history comes together in a run. */
function weekFactors(week: HistoryWeek, rates: Rates): WeekFactors {
  const factor = (count: number, people: number, rate: number) =>
    people * rate <= 0 ? 1 : (count + 1) / (people * rate + 1);
  return {
    leaves: factor(
      week.trainedLeft + week.untrainedLeft,
      week.trainedHere + week.untrainedHere,
      (rates.leaveTrained + rates.leaveUntrained) / 2,
    ),
    absenceBegins: factor(week.absencesBegun, week.present, rates.absenceBegins),
    absenceEnds: factor(week.absencesEnded, week.absent, rates.absenceEnds),
  };
}

/** Where in the history a stretch begins, for a number from 0 to 1; later ones likelier. */
function blockPicker(weeks: readonly HistoryWeek[]): (uniform: number) => number {
  const starts = Math.max(1, weeks.length - BLOCK_WEEKS + 1);
  const weights = Array.from({ length: starts }, (_, at) => 0.5 ** ((starts - 1 - at) / BLOCK_HALF_LIFE));
  const total = sum(weights);
  return (uniform) => {
    let left = uniform * total;
    for (let at = starts - 1; at > 0; at -= 1) {
      left -= weights[at] ?? 0;
      if (left < 0) return at;
    }
    return 0;
  };
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
