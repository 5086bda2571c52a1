import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { addDays, parseDay, END_OF_DAYS, type Day } from "../time.ts";
import { drawsFrom } from "../random.ts";
import { forecastOf } from "./forecast-answer.ts";
import type { PersonHistory } from "./forecast-history.ts";
import type { TargetHistory } from "./forecast-people.ts";
import { QUANTILES, type Forecast } from "./forecast.ts";

const SINCE = parseDay("2024-01-01");
const FROM = addDays(SINCE, 20 * 7);
const DUE = addDays(FROM, 60);

const person = (change: Partial<PersonHistory> = {}): PersonHistory => ({
  inAudience: [{ from: parseDay("2020-01-01"), to: END_OF_DAYS }],
  away: [],
  earned: [],
  lapsesOn: null,
  unit: "one",
  minutesMissing: 60,
  ...change,
});
const trained = (on: Day) => person({ earned: [on, on], minutesMissing: 0 });
const history = (people: readonly PersonHistory[]): TargetHistory => ({ people, modules: 2, since: SINCE });
const asked = { from: FROM, dueOn: DUE, target: 0.9, seed: "test" };

function likely(people: readonly PersonHistory[], change: Partial<typeof asked> = {}): Forecast {
  const answer = forecastOf(history(people), { ...asked, ...change });
  if (answer.kind !== "likely") throw new Error(answer.why);
  return answer.forecast;
}
const many = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));
const at = (forecast: Forecast, quantile: (typeof QUANTILES)[number]) =>
  forecast.net[QUANTILES.indexOf(quantile)] ?? Number.NaN;

/** A force in which five of two hundred finish each week. */
const steady = () =>
  many(200, (one) => (one < 100 ? trained(addDays(SINCE, 7 * Math.floor(one / 5) + 3)) : person()));

describe("a forecast", () => {
  it.each([
    ["no due day", { dueOn: null }, steady(), "no-due-day"],
    ["a due day that has passed", { dueOn: addDays(FROM, -1) }, steady(), "due-passed"],
    ["a due day that is today", { dueOn: FROM }, steady(), "due-passed"],
    ["nobody", {}, [], "nobody"],
    ["only people who left", {}, [person({ inAudience: [{ from: SINCE, to: FROM }] })], "nobody"],
    ["only people who are away", {}, [person({ away: [{ from: SINCE, to: END_OF_DAYS }] })], "nobody"],
  ])("is not made of %s", (_, change, people, why) => {
    expect(forecastOf(history(people), { ...asked, ...change })).toEqual({ kind: "none", why });
  });

  it("is not made of three weeks, nor of a programme that requires nothing", () => {
    const young = { ...history(steady()), since: addDays(FROM, -27) };
    expect(forecastOf(young, asked)).toEqual({ kind: "none", why: "too-little-history" });
    expect(forecastOf({ ...history(steady()), modules: 0 }, asked)).toEqual({
      kind: "none",
      why: "nothing-required",
    });
  });

  it("says of a force where everybody is trained that it holds, and asks for nothing more", () => {
    const forecast = likely(many(50, () => trained(SINCE)));
    expect(at(forecast, 0.5)).toBeGreaterThan(0.9);
    expect(forecast.meets.likely).toBe(FROM);
    expect(forecast.weekly.needed).toBe(0);
    expect(forecast.hoursLeft).toBe(0);
    expect(forecast.units).toEqual([]);
  });

  it("carries a steady pace on, and is the same each time for one seed", () => {
    const forecast = likely(steady());
    expect(forecast.weekly.actual).toBeCloseTo(5, 0);
    // Half are trained; eight and a half weeks of about five a week are some forty people more.
    expect(at(forecast, 0.5)).toBeGreaterThan(0.6);
    expect(at(forecast, 0.5)).toBeLessThan(0.8);
    expect(forecast.chance).toBeLessThan(0.05);
    expect(forecast.hoursLeft).toBe(100);
    expect(forecast.units).toMatchObject([{ unit: "one", toTrain: 100 }]);
    expect(likely(steady())).toEqual(forecast);
    expect(likely(steady(), { seed: "another" })).not.toEqual(forecast);
  });

  it("says that a target too low to miss is met, and one too high is not", () => {
    expect(likely(steady(), { target: 0.3 }).chance).toBe(1);
    expect(likely(steady(), { target: 1 }).chance).toBeLessThan(0.01);
  });

  it("says when the target is likely met from all the futures, as its ranges do", () => {
    const { band } = likely(steady(), { target: 0.99 });
    for (let day = 7; day < 60; day += 7) {
      const half = band[day]?.p50 ?? 0;
      const { meets, band: same } = likely(steady(), { target: half });
      expect(same).toEqual(band);
      // Half of the futures are there by then, and some of them were there before and fell back.
      expect(meets.likely && meets.likely <= addDays(FROM, day)).toBe(true);
      expect(meets.early && meets.late && meets.early <= meets.late).toBe(true);
    }
  });

  it("looks half a year beyond the promised day for a target that is missed by then", () => {
    const { chance, meets } = likely(steady(), { target: 0.85 });
    expect(chance).toBeLessThan(0.05);
    expect(meets.lookedTo).toBe(addDays(DUE, 26 * 7));
    expect(meets.likely && meets.likely > DUE && meets.likely < meets.lookedTo).toBe(true);
  });

  it("leaves room for the pace of a young programme to rise, and less of it once the pace has held", () => {
    // Of a thousand people so many begin and finish each week.
    const force = (weekly: readonly number[]) => {
      const finished = weekly.flatMap((count, week) =>
        many(count, () => trained(addDays(FROM, -7 * (weekly.length - week) + 3))),
      );
      return {
        people: [...finished, ...many(1_000 - finished.length, () => person())],
        modules: 2,
        since: addDays(FROM, -7 * weekly.length),
      };
    };
    const on = (weekly: readonly number[]) => {
      const answer = forecastOf(force(weekly), { ...asked, dueOn: addDays(FROM, 26 * 7) });
      if (answer.kind !== "likely") throw new Error(answer.why);
      const now = weekly.reduce((sum, count) => sum + count, 0) / 1_000;
      return { low: at(answer.forecast, 0.05) - now, high: at(answer.forecast, 0.95) - now };
    };
    const young = on([2, 4, 6, 8]);
    // As it goes on it would be 26 weeks of eight, a fifth; climbing on by two a week, more than half.
    expect(young.low).toBeLessThan(0.2);
    expect(young.high).toBeGreaterThan(0.55);
    const settled = on([2, 4, 6, ...many(37, () => 8)]);
    expect(settled.high).toBeLessThan(0.35);
    expect(settled.low).toBeGreaterThan(0.08);
  });

  it("counts training that lapses before the due day out of the current share alone", () => {
    const people = many(100, () => ({ ...trained(SINCE), lapsesOn: addDays(FROM, 10) }));
    const forecast = likely(people);
    expect(at(forecast, 0.5)).toBeGreaterThan(0.9);
    expect(forecast.current[3]).toBeLessThan(0.7);
  });

  it("gives shares in order and within bounds, whatever the history", () => {
    const day = fc.integer({ min: -30, max: 139 }).map((days) => addDays(SINCE, days));
    const someone = fc.record({
      joined: day,
      left: fc.option(fc.integer({ min: 1, max: 400 })),
      away: fc.array(fc.tuple(day, fc.integer({ min: 1, max: 90 })), { maxLength: 2 }),
      earned: fc.array(day, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(someone, { maxLength: 40 }), fc.integer({ min: 1, max: 400 }), (people, days) => {
        const answer = forecastOf(
          history(
            people.map((one) =>
              person({
                inAudience: [
                  { from: one.joined, to: one.left === null ? END_OF_DAYS : addDays(one.joined, one.left) },
                ],
                away: one.away.map(([from, length]) => ({ from, to: addDays(from, length) })),
                earned: one.earned,
              }),
            ),
          ),
          { ...asked, dueOn: addDays(FROM, days) },
        );
        if (answer.kind === "none") return;
        const { net, gross, current, band, chance } = answer.forecast;
        for (const spread of [
          net,
          gross,
          current,
          ...band.map(({ p05, p25, p50, p75, p95 }) => [p05, p25, p50, p75, p95]),
        ])
          spread.forEach((share, place) => {
            expect(share).toBeGreaterThanOrEqual(spread[place - 1] ?? 0);
            expect(share).toBeLessThanOrEqual(1);
          });
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(band).toHaveLength(days + 1);
        expect(Number.isFinite(answer.forecast.weekly.needed)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("holds its ranges in forces that go on as they went", () => {
    const draws = drawsFrom("forces");
    let within = 0;
    const forces = 40;
    for (let force = 0; force < forces; force += 1) {
      const weekly = 0.02 + 0.04 * draws.uniform();
      const finished = many(300, () => 7 * Math.ceil(Math.log(1 - draws.uniform()) / Math.log(1 - weekly)));
      const people = finished.map((days) =>
        days <= 140 ? { ...trained(addDays(SINCE, days)), minutesMissing: 0 } : person(),
      );
      const forecast = likely(people, { seed: `force ${force}` });
      const happened = finished.filter((days) => days <= 140 + 60).length / 300;
      // Leavers take trained and untrained alike, so the share is compared with nobody leaving.
      if (at(forecast, 0.05) <= happened && happened <= at(forecast, 0.95)) within += 1;
    }
    expect(within).toBeGreaterThanOrEqual(34);
  });
});
