import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, parseDay } from "../time.ts";
import type { Counts } from "./coverage.ts";
import { FEWEST, publish, rounded, type Publication, type UnitCount } from "./publish.ts";

const FIRST = parseDay("2018-01-31");

const unit = fc
  .record({
    net: fc.oneof(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 9, max: 14 })),
    share: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ net, share }) => ({ net, trained: Math.round(net * share) }));

/** The same units on a few dates; from one to the next, some do not change at all. */
const histories = fc
  .record({
    first: fc.array(unit, { minLength: 2, maxLength: 5 }),
    later: fc.array(fc.array(fc.option(unit, { freq: 1 }), { minLength: 5, maxLength: 5 }), { maxLength: 2 }),
  })
  .map(({ first, later }) => {
    const dates = [first];
    for (const change of later) dates.push((dates.at(-1) ?? first).map((one, at) => change[at] ?? one));
    return dates.map((units) =>
      units.map((one, at): UnitCount => ({
        unit: `u${at}`,
        name: `Unit ${at}`,
        parent: at % 2 === 0 ? "North" : "South",
        ...one,
      })),
    );
  });

function counts(units: readonly UnitCount[]): Counts {
  const net = units.reduce((sum, one) => sum + one.net, 0);
  const trained = units.reduce((sum, one) => sum + one.trained, 0);
  return {
    in_post: net,
    absent: 0,
    exempt: 0,
    not_yet_due: 0,
    net,
    trained_in_post: trained,
    trained_net: trained,
    current_net: trained,
  };
}

function publishAll(dates: readonly UnitCount[][]): Publication[] {
  const published: Publication[] = [];
  dates.forEach((units, at) =>
    published.push(publish(addDays(FIRST, 30 * at), counts(units), units, published)),
  );
  return published;
}

type Pair = readonly [net: number, trained: number];

/** Every way in which the rows of a publication can have been, by trying all of them against the exact totals. */
function possible(one: Publication): Pair[][] {
  const options = one.rows.map((row) => {
    const pairs: Pair[] = [];
    for (let net = Math.max(FEWEST, row.net - 2); net <= row.net + 2; net += 1)
      for (
        let trained = Math.max(0, row.trained - 2);
        trained <= Math.min(net, row.trained + 2);
        trained += 1
      )
        pairs.push([net, trained]);
    return pairs;
  });
  let ways: { pairs: Pair[]; net: number; trained: number }[] = [{ pairs: [], net: 0, trained: 0 }];
  options.forEach((pairs, at) => {
    const last = at === options.length - 1;
    ways = ways.flatMap((way) =>
      pairs.flatMap((pair) => {
        const [net, trained] = [way.net + pair[0], way.trained + pair[1]];
        if (net > one.total.net || trained > one.total.trained_net) return [];
        if (last && (net !== one.total.net || trained !== one.total.trained_net)) return [];
        return [{ pairs: [...way.pairs, pair], net, trained }];
      }),
    );
  });
  return ways.map((way) => way.pairs);
}

/** What is left of each row's small counts once only some ways remain. */
function recovered(
  one: Publication,
  ways: readonly Pair[][],
  truth: (units: readonly string[]) => Pair,
): string[] {
  return one.rows.flatMap((row, at) => {
    const [net, trained] = truth(row.units);
    const measures: [string, number, (pair: Pair) => number][] = [
      ["net", net, (pair) => pair[0]],
      ["trained", trained, (pair) => pair[1]],
      ["untrained", net - trained, (pair) => pair[0] - pair[1]],
    ];
    return measures.flatMap(([name, value, of]) => {
      if (value === 0 || value >= FEWEST) return [];
      const left = new Set(ways.map((way) => of(way[at] ?? [0, 0])));
      return left.size === 1 ? [`${name} of ${row.names.join(" and ")} is ${value}`] : [];
    });
  });
}

describe("what is published", () => {
  it("merges units under ten, rounds to five, takes rates from rounded counts and keeps totals exact", () => {
    const units: UnitCount[] = [
      { unit: "a", name: "A", parent: "North", net: 136, trained: 82 },
      { unit: "b", name: "B", parent: "North", net: 103, trained: 68 },
      { unit: "c", name: "C", parent: "South", net: 9, trained: 4 },
      { unit: "d", name: "D", parent: "South", net: 44, trained: 31 },
    ];
    const published = publish(FIRST, counts(units), units, []);
    expect(published.total).toMatchObject({ net: 292, trained_net: 185 });
    expect(published.rows).toEqual([
      { units: ["a"], names: ["A"], parent: "North", net: 135, trained: 80, rate: 80 / 135 },
      { units: ["c", "d"], names: ["C", "D"], parent: "South", net: 55, trained: 35, rate: 35 / 55 },
      { units: ["b"], names: ["B"], parent: "North", net: 105, trained: 70, rate: 70 / 105 },
    ]);
    expect([0, 2, 3, 7, 8, 12, 13].map(rounded)).toEqual([0, 0, 5, 5, 10, 10, 15]);
  });

  it("shows no row that is a small unit, and nobody's unit twice", () => {
    fc.assert(
      fc.property(histories, (dates) => {
        publishAll(dates).forEach((one) => {
          const at = dates[(Date.parse(one.rowsDay) - Date.parse(FIRST)) / (30 * 86_400_000)] ?? [];
          const names = one.rows.flatMap((row) => row.units);
          expect(new Set(names).size).toBe(names.length);
          for (const row of one.rows) {
            const members = at.filter((unit) => row.units.includes(unit.unit));
            expect(members.reduce((sum, unit) => sum + unit.net, 0)).toBeGreaterThanOrEqual(FEWEST);
            expect([row.net % 5, row.trained % 5]).toEqual([0, 0]);
            expect(row.rate).toBe(row.trained / row.net);
          }
        });
      }),
    );
  });

  it("gives no small count away: not by subtraction from totals, nor over dates on which rows stayed the same", () => {
    let told = 0;
    fc.assert(
      fc.property(histories, (dates) => {
        const published = publishAll(dates).filter((one) => one.rowsDay === one.day && one.rows.length > 0);
        const truthOn =
          (one: Publication) =>
          (units: readonly string[]): Pair => {
            const at = (Date.parse(one.day) - Date.parse(FIRST)) / (30 * 86_400_000);
            const members = (dates[at] ?? []).filter((unit) => units.includes(unit.unit));
            return [
              members.reduce((sum, unit) => sum + unit.net, 0),
              members.reduce((sum, unit) => sum + unit.trained, 0),
            ];
          };
        const ways = published.map(possible);
        for (const [i, one] of published.entries()) {
          told += one.rows.length;
          expect(recovered(one, ways[i] ?? [], truthOn(one))).toEqual([]);
          for (const [j, other] of published.entries()) {
            if (i === j) continue;
            // The attacker is even told which rows stayed exactly the same between the two dates.
            const same = one.rows.flatMap((row, at) => {
              const [a, b] = [truthOn(one)(row.units), truthOn(other)(row.units)];
              const there = other.rows.findIndex((two) => two.units.join() === row.units.join());
              return there >= 0 && a[0] === b[0] && a[1] === b[1] ? [[at, there] as const] : [];
            });
            const seen = new Set((ways[j] ?? []).map((way) => same.map(([, there]) => way[there]).join(";")));
            const left = (ways[i] ?? []).filter((way) => seen.has(same.map(([at]) => way[at]).join(";")));
            expect(recovered(one, left, truthOn(one))).toEqual([]);
            // And a row that was split or merged meanwhile: what one date holds more than the other.
            for (const [at, row] of one.rows.entries())
              for (const [there, part] of other.rows.entries()) {
                const inside = part.units.every((name) => row.units.includes(name));
                if (!inside || part.units.length === row.units.length) continue;
                const rest = row.units.filter((name) => !part.units.includes(name));
                const [whole, piece, remainder] = [
                  truthOn(one)(row.units),
                  truthOn(other)(part.units),
                  truthOn(one)(rest),
                ];
                if (whole[0] - piece[0] !== remainder[0] || whole[1] - piece[1] !== remainder[1]) continue;
                const found = (measure: 0 | 1) =>
                  new Set(
                    (ways[i] ?? []).flatMap((way) =>
                      (ways[j] ?? [])
                        .map((past) => (way[at]?.[measure] ?? 0) - (past[there]?.[measure] ?? 0))
                        .filter((value) => value >= 0),
                    ),
                  );
                for (const measure of [0, 1] as const)
                  if (remainder[measure] > 0 && remainder[measure] < FEWEST)
                    expect(found(measure).size).toBeGreaterThan(1);
              }
          }
        }
      }),
      { numRuns: 700 },
    );
    // A publication that shows nothing would be safe too.
    expect(told).toBeGreaterThan(700);
  });

  it("lets the rows stand while the totals move by fewer than ten", () => {
    const units = (more: number): UnitCount[] => [
      { unit: "a", name: "A", parent: "North", net: 42 + more, trained: 20 },
      { unit: "b", name: "B", parent: "North", net: 60, trained: 30 },
    ];
    const first = publish(FIRST, counts(units(0)), units(0), []);
    const second = publish(addDays(FIRST, 28), counts(units(1)), units(1), [first]);
    expect([second.rows, second.rowsDay, second.total.net]).toEqual([first.rows, FIRST, 103]);
    const third = publish(addDays(FIRST, 59), counts(units(10)), units(10), [first, second]);
    expect(third.rowsDay).toBe(third.day);
  });
});
