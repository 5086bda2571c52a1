/**
 * Twenty invented forces of different character, person by person and day by day, by rules that are none of the
 * forecast's own: it must find out.
 */
import { drawsFrom, type Draws } from "#app/domain/random.ts";
import type { PersonHistory } from "#app/domain/coverage/forecast-history.ts";
import { addDays, daysBetween, END_OF_DAYS, type Day } from "#app/domain/time.ts";

export const CHARACTERS = ["steady", "deadline rush", "stall", "classroom waves", "high turnover"] as const;
export type Character = (typeof CHARACTERS)[number];

export interface MadeForce {
  readonly name: string;
  readonly character: Character;
  readonly begins: Day;
  readonly dueOn: Day;
  readonly modules: number;
  /** Everything that ever happened. */
  readonly people: readonly PersonHistory[];
}

const DAYS = 365;
const NEVER = 1_000_000;

interface Plan {
  /** Days from the beginning; `NEVER` when not. */
  joins: number;
  leaves: number;
  away: [number, number][];
  steps: number[];
}

/** The chance of beginning on a day, before a person's own eagerness. */
function daily(character: Character, draws: Draws): (day: number) => number {
  const speed = 0.002 + 0.006 * draws.uniform();
  const rise = 20 + 60 * draws.uniform();
  const grow = (day: number) => Math.min(1, 0.15 + day / rise);
  switch (character) {
    case "deadline rush": {
      const lasts = 30 + 40 * draws.uniform();
      const times = 3 + 3 * draws.uniform();
      return (day) => speed * 0.6 * grow(day) * (day > DAYS - lasts ? times : 1);
    }
    case "stall": {
      const from = 90 + 130 * draws.uniform();
      const to = from + 50 + 80 * draws.uniform();
      const left = 0.05 + 0.15 * draws.uniform();
      return (day) => speed * 1.4 * grow(day) * (day > from && day < to ? left : 1);
    }
    case "classroom waves":
      return () => 0.0004;
    default:
      return (day) => speed * grow(day);
  }
}

export function makeForce(character: Character, at: number, seed: string): MadeForce {
  const draws = drawsFrom(`${seed}/${character}/${at}`);
  const { uniform, gamma, binomial } = draws;
  const size = Math.round(250 * 14 ** uniform());
  const modules = 1 + Math.floor(6 * uniform());
  const churn = character === "high turnover" ? 0.25 + 0.15 * uniform() : 0.05 + 0.06 * uniform();
  const chance = daily(character, draws);
  const stepDays = 3 + 12 * uniform();
  const sticks = 0.02 + 0.08 * uniform();
  const spread = 0.5 + 2 * uniform();
  const people: (Plan & { eager: number; begun: boolean })[] = [];
  const exponential = (mean: number) => -Math.log(1 - uniform()) * mean;
  const newcomer = (joins: number) => {
    const absences: [number, number][] = [];
    for (let day = Math.max(0, joins) + exponential(365 / 0.06); day < DAYS; day += exponential(365 / 0.06)) {
      const end = day + 30 + exponential(120);
      absences.push([Math.floor(day), Math.floor(end)]);
      day = end;
    }
    if (joins <= 0 && uniform() < 0.05) absences.unshift([-50, Math.floor(exponential(120))]);
    people.push({
      joins,
      leaves: Math.ceil(Math.max(0, joins) + exponential(365 / churn)),
      away: absences,
      steps: [],
      eager: gamma(spread) / spread,
      begun: false,
    });
  };
  for (let person = 0; person < size; person += 1) newcomer(-100);
  // Joiners come in intakes.
  const intakeDays = 28 * (1 + Math.floor(3 * uniform()));
  for (let day = 5 + Math.floor(intakeDays * uniform()); day < DAYS; day += intakeDays)
    for (let person = binomial(size, (churn * intakeDays) / 365); person > 0; person -= 1) newcomer(day);
  // Classroom days, now and then called off.
  const roomDays = 7 * (2 + Math.floor(3 * uniform()));
  const seats = Math.max(8, Math.round((size * roomDays * (0.7 + 0.5 * uniform())) / DAYS));
  const firstRoom = 10 + Math.floor(20 * uniform());

  const here = (one: Plan, day: number) =>
    one.joins <= day && day < one.leaves && !one.away.some(([from, to]) => from <= day && day < to);
  for (let day = 1; day < DAYS; day += 1) {
    const today = chance(day);
    for (const one of people) {
      if (one.begun || !here(one, day) || uniform() >= today * one.eager) continue;
      one.begun = true;
      let when = day;
      for (let step = 0; step < modules; step += 1) {
        if (when < one.leaves) one.steps.push(when);
        if (uniform() < sticks) break;
        when += Math.floor(exponential(stepDays));
      }
    }
    if (character === "classroom waves" && day >= firstRoom && (day - firstRoom) % roomDays === 0) {
      if (uniform() < 0.15) continue;
      const waiting = people.filter((one) => !one.begun && here(one, day));
      for (
        let seat = Math.round(seats * (0.6 + 0.6 * uniform()));
        seat > 0 && waiting.length > 0;
        seat -= 1
      ) {
        const [one] = waiting.splice(Math.floor(uniform() * waiting.length), 1);
        if (!one) break;
        one.begun = true;
        one.steps = Array.from({ length: modules }, () => day);
      }
    }
  }
  const begins = "2024-01-01" as Day;
  const on = (day: number) => (day >= NEVER ? END_OF_DAYS : addDays(begins, day));
  return {
    name: `${character} ${at + 1}`,
    character,
    begins,
    dueOn: addDays(begins, DAYS - 1),
    modules,
    people: people.map((one) => ({
      inAudience: [{ from: on(one.joins), to: on(one.leaves) }],
      away: one.away.map(([from, to]) => ({ from: on(from), to: on(to) })),
      earned: one.steps.map(on),
      lapsesOn: null,
      unit: null,
      minutesMissing: 0,
    })),
  };
}

/** What was known at the end of a day: nobody who joined later, no step and no end that was still to come. */
export function knownBy(force: MadeForce, day: Day): PersonHistory[] {
  const until = (span: { from: Day; to: Day }) =>
    span.to > addDays(day, 1) ? { ...span, to: END_OF_DAYS } : span;
  return force.people
    .filter((one) => one.inAudience.some((span) => span.from <= day))
    .map((one) => ({
      ...one,
      inAudience: one.inAudience.filter((span) => span.from <= day).map(until),
      away: one.away.filter((span) => span.from <= day).map(until),
      earned: one.earned.filter((earned) => earned <= day),
    }));
}

export interface Shares {
  readonly net: number;
  readonly gross: number;
}

/** What was true on a day, counted person by person. */
export function sharesOn(people: readonly PersonHistory[], modules: number, day: Day): Shares {
  let [inPost, net, trained, trainedNet] = [0, 0, 0, 0];
  const covers = (span: { from: Day; to: Day }) => span.from <= day && day < span.to;
  for (const one of people) {
    if (!one.inAudience.some(covers)) continue;
    const done = one.earned.filter((earned) => earned <= day).length >= modules;
    inPost += 1;
    if (done) trained += 1;
    if (one.away.some(covers)) continue;
    net += 1;
    if (done) trainedNet += 1;
  }
  return { net: net === 0 ? 0 : trainedNet / net, gross: inPost === 0 ? 0 : trained / inPost };
}

/** Every so many days from `from`. */
export function daysFrom(from: Day, to: Day, every: number): Day[] {
  return Array.from({ length: Math.floor(daysBetween(from, to) / every) + 1 }, (_, at) =>
    addDays(from, at * every),
  );
}
