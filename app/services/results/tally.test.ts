/**
 * Somebody who reads every page of results there is, and adds and subtracts as they like, must not learn what fewer
 * than ten did. What is shown are sums of what is in the cells; whatever follows from sums by adding and subtracting
 * is in the space that they span, so the search is for a small group's choices in that space.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { partKey } from "#app/domain/scenarios/apart.ts";
import { flowOf } from "#app/domain/scenarios/flow.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import { tallyOf } from "./tally.ts";

const choice = (id: string, to: string) => ({
  ...{ id, text: id, to, when: [], effects: {}, consequence: "x" },
  debrief: { verdict: "good", said: "x", why: "x", facts: [] },
});
/** a → b or c, b → c or y, c → y or z. */
const SCENARIO = {
  start: "a",
  scenes: [
    { id: "a", title: "a", choices: [choice("1", "b"), choice("2", "c")] },
    { id: "b", title: "b", choices: [choice("1", "c"), choice("2", "y")] },
    { id: "c", title: "c", choices: [choice("1", "y"), choice("2", "z")] },
  ],
  endings: [
    { id: "y", title: "y" },
    { id: "z", title: "z" },
  ],
} as unknown as Scenario;
const STEPS = SCENARIO.scenes.flatMap((scene) =>
  scene.choices.map(({ id, to }) => ({ item: scene.id, option: id, next: to as string })),
);
const KINDS = [{ item: "", option: "", next: "a" }, ...STEPS];

/** Top holds north and south. */
const UNITS = ["top", "north", "south"];
const unitsOf = (unit: string) => [`own ${unit}`, `below ${unit}`, ...(unit === "top" ? [] : ["below top"])];
const CELLS = UNITS.flatMap((unit) =>
  ["officer", "pcso"].flatMap((group) => [1, 0].map((first) => ({ unit, group, rank: "", first }))),
);

/** So many of a cell go this way through it; some stop on the way. */
const people = fc
  .tuple(
    fc.constantFrom(0, 0, 1, 4, 11, 25),
    fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 }),
  )
  .map(([began, parts]) => {
    const share = (of: number, part: number) => Math.min(of, Math.round((of * part) / 5));
    const b = share(began, parts[0] ?? 0);
    const stopped = share(Math.min(2, began - b), parts[3] ?? 0);
    const toC = began - b - stopped;
    const bToC = share(b, parts[1] ?? 0);
    const y = share(toC + bToC, parts[2] ?? 0);
    return [began, b, toC, bToC, b - bToC, y, toC + bToC - y];
  });

type Numbers = readonly number[];
const variable = (cell: number, kind: number) => cell * KINDS.length + kind;
const SIZE = CELLS.length * KINDS.length;

/** A basis in echelon form over a field so large that chance makes nothing zero that is not. */
const P = 2_147_483_647n;
const inverse = (value: bigint): bigint => {
  let [result, base, exponent] = [1n, ((value % P) + P) % P, P - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % P;
    base = (base * base) % P;
  }
  return result;
};
class Span {
  readonly #rows = new Map<number, bigint[]>();
  reduced(of: Numbers): bigint[] {
    const row = of.map((value) => ((BigInt(value) % P) + P) % P);
    for (let at = 0; at < SIZE; at += 1) {
      const by = this.#rows.get(at);
      const factor = row[at] ?? 0n;
      if (!by || factor === 0n) continue;
      for (let k = at; k < SIZE; k += 1) row[k] = ((row[k] ?? 0n) + (P - factor) * (by[k] ?? 0n)) % P;
    }
    return row;
  }
  add(of: Numbers): void {
    const row = this.reduced(of);
    const at = row.findIndex((value) => value !== 0n);
    if (at < 0) return;
    const scale = inverse(row[at] ?? 1n);
    this.#rows.set(
      at,
      row.map((value) => (value * scale) % P),
    );
  }
  has(of: Numbers): boolean {
    return this.reduced(of).every((value) => value === 0n);
  }
}

const sumOf = (cells: readonly number[], kinds: readonly number[]): number[] => {
  const row = new Array<number>(SIZE).fill(0);
  for (const cell of cells) for (const kind of kinds) row[variable(cell, kind)] = 1;
  return row;
};
const minus = (a: Numbers, b: Numbers): number[] => a.map((value, at) => value - (b[at] ?? 0));
const kindsWhere = (of: (kind: (typeof KINDS)[number]) => boolean) =>
  KINDS.flatMap((kind, at) => (of(kind) ? [at] : []));

/** Everything that any page says, as sums of what is in the cells. */
function everythingShown(counts: readonly Numbers[]): Span {
  const span = new Span();
  // Of which unit and group nobody has played, others may know.
  CELLS.forEach((_, cell) => {
    if (counts[cell]?.[0] === 0) KINDS.forEach((__, kind) => span.add(sumOf([cell], [kind])));
  });
  const rows = CELLS.flatMap((cell, at) =>
    KINDS.flatMap((kind, k) => {
      const shown = counts[at]?.[k] ?? 0;
      return shown === 0 ? [] : [{ ...kind, ...cell, people: shown, persons: shown }];
    }),
  );
  for (const firstOnly of [true, false]) {
    const tally = tallyOf(rows.filter((row) => !firstOnly || row.first === 1) as never, unitsOf);
    for (const units of [null, ...UNITS.flatMap((unit) => [`own ${unit}`, `below ${unit}`])])
      for (const group of [null, "officer", "pcso"]) {
        const part = tally.part(partKey(units, group, null));
        if (!part.sayable.began) continue;
        const cells = CELLS.flatMap((cell, at) =>
          (!firstOnly || cell.first === 1) &&
          (group === null || cell.group === group) &&
          (units === null || unitsOf(cell.unit).includes(units))
            ? [at]
            : [],
        );
        const flow = flowOf(SCENARIO, part.rows, part.sayable);
        span.add(sumOf(cells, [0]));
        for (const node of flow.nodes) {
          const came = sumOf(
            cells,
            kindsWhere((kind) => kind.next === node.id),
          );
          if (node.came !== null) span.add(came);
          for (const one of node.choices)
            if (one.people !== null)
              span.add(
                sumOf(
                  cells,
                  kindsWhere((kind) => kind.item === node.id && kind.option === one.id),
                ),
              );
          if (node.kind === "scene" && node.left !== null)
            span.add(
              minus(
                came,
                sumOf(
                  cells,
                  kindsWhere((kind) => kind.item === node.id),
                ),
              ),
            );
        }
        for (const link of flow.links)
          span.add(
            sumOf(
              cells,
              kindsWhere((kind) => kind.item === link.from && kind.next === link.to),
            ),
          );
      }
  }
  return span;
}

/** Every group of cells. */
const GROUPS = Array.from({ length: 2 ** CELLS.length - 1 }, (_, at) =>
  CELLS.flatMap((__, cell) => (((at + 1) >> cell) & 1 ? [cell] : [])),
);

it("lets nobody work out what fewer than ten chose from all that can be shown", () => {
  let told = 0;
  fc.assert(
    fc.property(fc.array(people, { minLength: CELLS.length, maxLength: CELLS.length }), (counts) => {
      const span = everythingShown(counts);
      for (const scene of SCENARIO.scenes) {
        const here = kindsWhere((kind) => kind.item === scene.id);
        const decided = (cell: number) => here.reduce((sum, kind) => sum + (counts[cell]?.[kind] ?? 0), 0);
        const there = new Set(CELLS.flatMap((_, cell) => (decided(cell) > 0 ? [cell] : [])));
        for (const group of GROUPS) {
          if (!group.every((cell) => there.has(cell))) continue;
          const size = group.reduce((sum, cell) => sum + decided(cell), 0);
          const chosen = here.map((kind) => sumOf(group, [kind]));
          // Where all chose alike, or one way alone is open, there is no choice to be told.
          const open = here.filter((kind) => group.some((cell) => (counts[cell]?.[kind] ?? 0) > 0));
          if (open.length < 2) continue;
          if (size >= 10) told += Number(chosen.every((one) => span.has(one)));
          else if (chosen.some((one) => span.has(one)))
            throw new Error(`${size} chose in ${scene.id}: ${group.join(", ")}`);
        }
      }
    }),
    { numRuns: 60 },
  );
  // And it is not by saying nothing.
  expect(told).toBeGreaterThan(50);
});
