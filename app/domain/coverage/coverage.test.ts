import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PersonId, UnitId } from "../ids.ts";
import { STAFF_GROUPS } from "../roster/workforce.ts";
import { parseDay } from "../time.ts";
import { countedPeople, figuresByGroup, figuresOf, peopleIn, type CoverageInput } from "./coverage.ts";

const DAY = parseDay("2018-06-04");
const EARLIER = parseDay("2018-01-01");
const LATER = parseDay("2018-07-01");
const people = Array.from({ length: 12 }, (_, at) => `p${at}` as PersonId);
const units = ["u1", "u2", "u3"] as UnitId[];
const modules = ["a", "b"];

const input: fc.Arbitrary<CoverageInput> = fc.record({
  asOf: fc.constant(DAY),
  required: fc.constant(modules),
  posts: fc.uniqueArray(fc.constantFrom(...people)).chain((chosen) =>
    fc.tuple(
      ...chosen.map((person) =>
        fc.record({
          person: fc.constant(person),
          unit: fc.constantFrom(...units),
          group: fc.constantFrom(...STAFF_GROUPS),
        }),
      ),
    ),
  ),
  absences: fc.array(
    fc.record({
      person: fc.constantFrom(...people),
      kind: fc.constantFrom("maternity" as const, "suspended" as const),
    }),
  ),
  awards: fc.array(
    fc.record({
      person: fc.constantFrom(...people),
      module: fc.constantFrom("a", "b", "other"),
      from: fc.constantFrom(EARLIER, DAY, LATER),
      to: fc.constantFrom(null, DAY, LATER),
    }),
  ),
});

describe("coverage", () => {
  it("keeps its steps in order, whoever is asked about", () => {
    fc.assert(
      fc.property(input, (one) => {
        const figures = figuresOf(countedPeople(one));
        expect(figures.in_post - figures.absent).toBe(figures.net);
        expect(figures.current_net).toBeLessThanOrEqual(figures.trained_net);
        expect(figures.trained_net).toBeLessThanOrEqual(Math.min(figures.net, figures.trained_in_post));
        expect(figures.trained_in_post).toBeLessThanOrEqual(figures.in_post);
      }),
    );
  });

  it("adds up over the groups and over the units when everyone has one posting", () => {
    fc.assert(
      fc.property(input, (one) => {
        const counted = countedPeople(one);
        const whole = figuresOf(counted);
        for (const name of ["in_post", "net", "trained_in_post", "trained_net", "current_net"] as const) {
          const byGroup = figuresByGroup(counted, null).reduce((sum, row) => sum + row.figures[name], 0);
          const byUnit = units.reduce(
            (sum, unit) => sum + figuresOf(peopleIn(counted, null, new Set([unit])))[name],
            0,
          );
          expect(byGroup).toBe(whole[name]);
          expect(byUnit).toBe(whole[name]);
        }
      }),
    );
  });

  it("counts somebody with two postings once in each group and once in the whole", () => {
    const [person] = people as [PersonId];
    const counted = countedPeople({
      asOf: DAY,
      required: modules,
      posts: [
        { person, unit: units[0] as UnitId, group: "special" },
        { person, unit: units[1] as UnitId, group: "staff" },
      ],
      absences: [],
      awards: [],
    });
    expect(figuresOf(counted).in_post).toBe(1);
    expect(figuresByGroup(counted, null).map((row) => [row.group, row.figures.in_post])).toEqual([
      ["special", 1],
      ["staff", 1],
    ]);
  });

  it("gives no rate where there is nobody", () => {
    const figures = figuresOf([]);
    expect([figures.gross_rate, figures.net_rate, figures.current_rate]).toEqual([null, null, null]);
  });

  it("counts a lapsed award as trained and not as current", () => {
    const [person] = people as [PersonId];
    const figures = figuresOf(
      countedPeople({
        asOf: DAY,
        required: ["a"],
        posts: [{ person, unit: units[0] as UnitId, group: "officer" }],
        absences: [],
        awards: [{ person, module: "a", from: EARLIER, to: DAY }],
      }),
    );
    expect([figures.trained_net, figures.current_net]).toEqual([1, 0]);
  });
});
