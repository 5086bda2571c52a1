/** Possible futures of a force, week by week. Intentionally pure: random numbers follow from the seed. */
import type { Work } from "../work.ts";
import { drawsFrom } from "../random.ts";
import type { ForecastHistory, HistoryWeek, Places } from "./forecast-history.ts";
import { futurePace, type Pace } from "./forecast-pace.ts";
import {
  chanceAt,
  chanceDrawn,
  logNot,
  ratesOf,
  sum,
  type Experience,
  type Rates,
} from "./forecast-rates.ts";

export const RUNS = 2_000;
/** Joiners, leavers and absences are taken from stretches of the history of this many weeks. */
const BLOCK_WEEKS = 4;
/** Half as likely to be taken for each so many weeks that a stretch lies back. */
const BLOCK_HALF_LIFE = 26;

export interface Runs {
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

/** The net share on the day from which the runs go on. */
export function shareNow(history: ForecastHistory): number {
  const net = sum(history.present);
  return net === 0 ? 0 : (history.present[history.places.trained] ?? 0) / net;
}

/** So many runs between two pauses. */
const RUNS_AT_ONCE = 20;

export function* simulate(
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
