import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forceRecords, moments, rules, UNITS } from "#tests/fixtures/coverage-records.ts";
import { bridge, BRIDGED, type BridgeEnd } from "./bridge.ts";
import {
  audienceOf,
  countPeople,
  EVERYONE,
  figuresOf,
  type CountedPerson,
  type CoverageRule,
} from "./coverage.ts";
import type { PersonId, UnitId } from "../ids.ts";
import type { ForceRecord, Moment } from "./record.ts";

const end = (record: ForceRecord, rule: CoverageRule, moment: Moment, unit: UnitId | null): BridgeEnd => ({
  counted: countPeople(record, rule, moment, { ...EVERYONE, units: unit === null ? null : new Set([unit]) }),
  inForce: new Set(countPeople(record, rule, moment).map((one) => one.person)),
});
const asked = fc.record({
  record: forceRecords,
  rule: rules,
  from: moments,
  to: moments,
  unit: fc.constantFrom(null, ...UNITS),
});

describe("a bridge", () => {
  it("adds up exactly, for every count at once", () => {
    fc.assert(
      fc.property(asked, ({ record, rule, from, to, unit }) => {
        const [one, other] = [end(record, rule, from, unit), end(record, rule, to, unit)];
        const rows = bridge(one, other);
        const [before, after] = [figuresOf(audienceOf(one.counted)), figuresOf(audienceOf(other.counted))];
        for (const name of BRIDGED)
          expect(rows.reduce((sum, row) => sum + row[name], before[name])).toBe(after[name]);
      }),
      { numRuns: 400 },
    );
  });

  it("adds up where the rule is another, and names that for whoever it moves", () => {
    fc.assert(
      fc.property(asked, rules, ({ record, rule, from, to, unit }, other) => {
        const ends = [
          end(record, rule, from, unit),
          end(record, rule, to, unit),
          end(record, other, to, unit),
        ];
        const [before, byOld, after] = ends as [BridgeEnd, BridgeEnd, BridgeEnd];
        const standing = (of: BridgeEnd) =>
          new Map(of.counted.map((one) => [one.person, JSON.stringify(one)]));
        const [old, now] = [standing(byOld), standing(after)];
        const moved = new Set([...now.keys()].filter((person) => old.get(person) !== now.get(person)));
        const rows = bridge(before, after, moved);
        const sums = (of: BridgeEnd) => figuresOf(audienceOf(of.counted));
        for (const name of BRIDGED)
          expect(rows.reduce((sum, row) => sum + row[name], sums(before)[name])).toBe(sums(after)[name]);
        const named = rows.flatMap((row) => row.people);
        expect(new Set(named).size).toBe(named.length);
        for (const row of rows.filter((one) => one.cause === "target"))
          for (const person of row.people) expect(moved.has(person)).toBe(true);
      }),
    );
  });

  it("gives everybody one cause at most, and nobody one who counts as before", () => {
    fc.assert(
      fc.property(asked, ({ record, rule, from, to, unit }) => {
        const [one, other] = [end(record, rule, from, unit), end(record, rule, to, unit)];
        const named = bridge(one, other).flatMap((row) => row.people);
        expect(new Set(named).size).toBe(named.length);
        expect(bridge(one, one)).toEqual([]);
      }),
    );
  });

  it("takes back on the way back what it gave on the way there", () => {
    fc.assert(
      fc.property(asked, ({ record, rule, from, to, unit }) => {
        const [one, other] = [end(record, rule, from, unit), end(record, rule, to, unit)];
        for (const name of BRIDGED) {
          const sum = (a: BridgeEnd, b: BridgeEnd) =>
            bridge(a, b).reduce((total, row) => total + row[name], 0);
          // Added, for 0 and -0 are not the same.
          expect(sum(one, other) + sum(other, one)).toBe(0);
        }
      }),
    );
  });

  it("names the first cause that fits", () => {
    const plain: CountedPerson = {
      person: "p" as PersonId,
      posts: [],
      inAudience: true,
      absence: null,
      exemption: null,
      notYetDue: false,
      available: true,
      trained: false,
      current: false,
    };
    const here = new Set(["p" as PersonId]);
    const nowhere = new Set<PersonId>();
    const trained = { ...plain, trained: true, current: true };
    const away = { ...plain, absence: "maternity" as const, available: false };
    const excused = { ...plain, exemption: "deferral" as const, available: false };
    const cause = (
      before: CountedPerson | null,
      after: CountedPerson | null,
      was: ReadonlySet<PersonId> = here,
      is: ReadonlySet<PersonId> = here,
    ) => {
      const [row] = bridge(
        { counted: before ? [before] : [], inForce: was },
        { counted: after ? [after] : [], inForce: is },
      );
      return row && `${row.cause} ${row.way}`;
    };
    expect(cause(null, trained, nowhere)).toBe("joiner in");
    expect(cause(trained, null, here, nowhere)).toBe("leaver out");
    expect(cause(null, trained)).toBe("transfer in");
    expect(cause(plain, { ...trained, inAudience: false })).toBe("audience out");
    expect(cause(away, trained)).toBe("absence in");
    expect(cause(plain, { ...excused, trained: true })).toBe("exemption out");
    expect(cause(excused, { ...away, exemption: "deferral" })).toBeUndefined();
    expect(cause({ ...plain, notYetDue: true, available: false }, plain)).toBe("grace in");
    expect(cause({ ...plain, notYetDue: true, available: false }, trained)).toBe("completion in");
    expect(cause(trained, { ...trained, current: false })).toBe("expiry out");
    expect(cause(plain, trained)).toBe("completion in");
  });
});
