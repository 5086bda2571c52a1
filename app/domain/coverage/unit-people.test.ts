import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PersonId, UnitId } from "../ids.ts";
import { STAFF_GROUPS } from "../roster/workforce.ts";
import {
  PERSON_STATES,
  RANK_CHOICES,
  unitCounts,
  unitGap,
  whoFits,
  type PersonProgress,
  type UnitChoice,
} from "./unit-people.ts";

const id = (name: string) => name as UnitId;
const choice = (name: string, ...below: string[]): UnitChoice => ({
  id: id(name),
  name,
  depth: below.length === 0 ? 1 : 0,
  inside: new Set([name, ...below].map(id)),
});
const UNITS = [choice("North", "N1", "N2"), choice("N1"), choice("N2")];
const ANYBODY = { show: null, group: null, rank: null, unit: null };

const post = fc.record({
  unit: fc.constantFrom("North", "N1", "N2").map(id),
  unitName: fc.constant(""),
  group: fc.constantFrom(...STAFF_GROUPS),
  rank: fc.constantFrom("Police Constable", "A/Sgt", "Grade F"),
});
const somebody = (posts: number): fc.Arbitrary<PersonProgress> =>
  fc.record({
    id: fc.constant("p" as PersonId),
    name: fc.constant("Somebody"),
    number: fc.constant(null),
    posts: fc.array(post, { minLength: 1, maxLength: posts }),
    state: fc.constantFrom(...PERSON_STATES),
    dueOn: fc.constant(null),
    held: fc.constant([]),
    left: fc.constant([]),
  });
const filter = fc.record({
  show: fc.option(fc.constantFrom(...PERSON_STATES)),
  group: fc.option(fc.constantFrom(...STAFF_GROUPS)),
  rank: fc.option(fc.constantFrom(...RANK_CHOICES)),
  unit: fc.option(fc.constantFrom("North", "N1", "N2").map(id)),
});
const sum = (rows: readonly { people: number }[]) => rows.reduce((all, one) => all + one.people, 0);

describe("the counts beside a unit's filters", () => {
  it("say how many each choice would show, and add up where everybody has one post", () => {
    fc.assert(
      fc.property(fc.array(somebody(1)), filter, (people, asked) => {
        const counts = unitCounts(people, asked, UNITS);
        expect(Object.values(counts.states).reduce((all, one) => all + one, 0)).toBe(counts.everyone);
        expect(sum(counts.groups)).toBe(counts.any.group);
        expect(sum(counts.ranks)).toBe(counts.any.rank);
        expect(counts.units.find((one) => one.name === "North")?.people).toBe(counts.any.unit);
        for (const { value, people: said } of counts.ranks)
          expect(said).toBe(whoFits(people, { ...asked, rank: value }, UNITS).length);
      }),
    );
  });

  it("count somebody with two posts once in each group and once in the whole", () => {
    const [special, staff] = [
      { unit: id("N1"), unitName: "N1", group: "special", rank: "Special Constable" },
      { unit: id("N2"), unitName: "N2", group: "staff", rank: "Grade F" },
    ] as const;
    const both: PersonProgress = {
      id: "p" as PersonId,
      name: "Somebody",
      number: null,
      posts: [special, staff],
      state: "none",
      dueOn: null,
      held: [],
      left: [],
    };
    const counts = unitCounts([both], ANYBODY, UNITS);
    expect(counts).toMatchObject({ everyone: 1, states: { none: 1 }, any: { group: 1, rank: 1, unit: 1 } });
    expect(counts.groups).toEqual([
      { value: "special", people: 1 },
      { value: "staff", people: 1 },
    ]);
    // One post has to fit all that is asked.
    expect(whoFits([both], { ...ANYBODY, group: "special", unit: id("N2") }, UNITS)).toEqual([]);
  });
});

describe("what would close the gap", () => {
  it("is what is left to those who are here and asked; a course in person is not finished this week", () => {
    const one = (state: PersonProgress["state"], ...left: PersonProgress["left"]): PersonProgress => ({
      id: state as string as PersonId,
      name: state,
      number: null,
      posts: [],
      state,
      dueOn: null,
      held: [],
      left,
    });
    const module = { title: "Safe enough?", minutes: 40 };
    const course = { title: "A course", minutes: null };
    const gap = unitGap([
      one("done"),
      one("away", module),
      one("exempt", module),
      one("open", module),
      one("overdue", module),
      one("progress", course),
      one("none", module, course),
    ]);
    expect(gap).toEqual({
      people: 3,
      minutes: 80,
      near: [{ name: "overdue", module: "Safe enough?", minutes: 40 }],
    });
  });
});
