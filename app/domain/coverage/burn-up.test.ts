import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countPlainly } from "#tests/fixtures/coverage-plainly.ts";
import { day, forceRecords, LAST, moments, rules, UNITS } from "#tests/fixtures/coverage-records.ts";
import { STAFF_GROUPS } from "../roster/workforce.ts";
import { addDays, endOfDay } from "../time.ts";
import { figuresOnDays } from "./burn-up.ts";
import { audienceOf, countPeople, figuresOf, standingsAt } from "./coverage.ts";
import { unitTree, withBelow, type ForceRecord, type Moment } from "./record.ts";
import { tally } from "./tally.ts";
import { SERVICE_BANDS } from "./target.ts";
import type { UnitId } from "../ids.ts";

const scopes = fc.record({
  group: fc.option(fc.constantFrom(...STAFF_GROUPS), { freq: 2 }),
  rank: fc.option(fc.constantFrom("constable" as const, "sergeant" as const), { freq: 1 }),
  role: fc.option(fc.constantFrom("officer" as const, "supervisor" as const), { freq: 1 }),
  service: fc.option(fc.constantFrom(...SERVICE_BANDS), { freq: 1 }),
});
const units = fc.constantFrom(null, ...UNITS);
/** Some joined five years earlier, so that years of service pass within a record's hundred days. */
const longAgo = (record: ForceRecord): ForceRecord => ({
  ...record,
  people: record.people.map((one) => ({
    ...one,
    posts: one.posts.map((post, at) => (at === 0 ? { ...post, from: addDays(post.from, -365 * 5) } : post)),
  })),
});
/** n1 hangs below south from day 40 on. */
const moved = (record: ForceRecord): ForceRecord => ({
  ...record,
  units: record.units.flatMap((unit) =>
    unit.unit === "n1"
      ? [
          { ...unit, to: day(40) },
          { ...unit, from: day(40), parent: "south" as typeof unit.unit },
        ]
      : [unit],
  ),
});
const records = fc.tuple(forceRecords, fc.boolean(), fc.boolean()).map(([record, old, move]) => {
  const joined = old ? longAgo(record) : record;
  return move ? moved(joined) : joined;
});

const unitsAt = (record: ForceRecord, unit: (typeof UNITS)[number] | null) => (moment: Moment) =>
  unit === null ? null : withBelow(unitTree(record, moment), [unit]);

describe("counting", () => {
  it("counts everybody as the rule read aloud does", () => {
    fc.assert(
      fc.property(records, rules, moments, scopes, units, (record, rule, moment, scope, unit) => {
        const population = { ...scope, units: unitsAt(record, unit)(moment) };
        expect(countPeople(record, rule, moment, population)).toEqual(
          countPlainly(record, rule, moment, population),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a tally", () => {
  it("tells of every unit, part, group and kind what their people give, each once", () => {
    fc.assert(
      fc.property(records, rules, moments, scopes, units, (record, rule, moment, scope, unit) => {
        const population = { ...scope, units: unitsAt(record, unit)(moment) };
        const parts = ["north", "south"].map((name) => withBelow(unitTree(record, moment), [name as UnitId]));
        const found = tally(standingsAt(record, rule, moment, population), parts.length, (id) => {
          const part = parts.findIndex((one) => one.has(id));
          return part < 0 ? undefined : part;
        });
        const people = countPlainly(record, rule, moment, population);
        const audience = audienceOf(people);
        const fitting = (fits: (unit: UnitId) => boolean) =>
          figuresOf(audience.filter((one) => one.posts.some((post) => post.fits && fits(post.unit))));
        expect(found.figures).toEqual(figuresOf(audience));
        expect(found.notInAudience).toBe(people.length - audience.length);
        for (const { kind, count } of found.absences)
          expect(count).toBe(audience.filter((one) => one.absence === kind).length);
        for (const { kind, count } of found.exemptions)
          expect(count).toBe(audience.filter((one) => one.absence === null && one.exemption === kind).length);
        for (const id of UNITS) {
          const figures = fitting((one) => one === id);
          expect(found.byUnit.get(id)).toEqual(figures.in_post === 0 ? undefined : figures);
        }
        parts.forEach((part, at) => expect(found.byPart[at]).toEqual(fitting((id) => part.has(id))));
        expect(found.groups).toEqual(
          STAFF_GROUPS.map((group) => ({
            group,
            figures: figuresOf(people.filter((one) => one.posts.some((post) => post.group === group))),
          })).filter((row) => row.figures.in_post > 0),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("a burn-up", () => {
  it("tells the same in one pass over the people as day by day", () => {
    const someDays = fc.uniqueArray(fc.integer({ min: 0, max: LAST + 300 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        records,
        rules,
        someDays,
        fc.integer({ min: 0, max: LAST }),
        scopes,
        units,
        (record, rule, numbers, known, scope, unit) => {
          const days = numbers.sort((a, b) => a - b).map(day);
          const at = { days, known: endOfDay(day(known)) };
          const swept = figuresOnDays(record, rule, at, scope, unitsAt(record, unit));
          const counted = days.map((one) => {
            const moment = { day: one, known: at.known };
            const population = { ...scope, units: unitsAt(record, unit)(moment) };
            return figuresOf(audienceOf(countPlainly(record, rule, moment, population)));
          });
          expect(swept).toEqual(counted);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
