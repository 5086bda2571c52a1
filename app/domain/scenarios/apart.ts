/**
 * Which counts may be shown so that nobody can be told apart, by subtraction either. Intentionally pure.
 *
 * People are in cells (unit, group and rank). For each thing that is counted, cells are put together into blocks of
 * ten or more people, and a part of the force is shown only when it is made up of whole blocks. Whatever anybody adds
 * and subtracts of what is shown, the units above and every other filter with it, is then made up of whole blocks
 * too, so nothing is ever said of fewer than ten. Blocks depend on the counts alone, never on what is asked.
 */
import { FEWEST_TO_SAY } from "../learning/item-statistics.ts";

/** Where somebody was when they began; empty where nothing is known. */
export interface Cell {
  readonly unit: string;
  readonly group: string;
  readonly rank: string;
}

/** What is counted in one cell. */
export interface Counted {
  /** Plays, decisions: what is shown. */
  readonly shown: number;
  /** Different people among them, or fewer. */
  readonly people: number;
}

/** Indices of cells. */
export type Part = readonly number[];

const ANY = "*";

/** The name of a part that can be asked for. `units` names a unit with all below it, as `partsOf` was told; null: any. */
export function partKey(units: string | null, group: string | null, rank: string | null): string {
  return JSON.stringify([units ?? ANY, group ?? ANY, rank ?? ANY]);
}

/**
 * Every part of the force that anybody can ask for, by its name: units, groups, ranks, and each with the others.
 * @param unitsOf names of what a unit belongs to: itself with all below, and each above it
 */
export function partsOf(
  cells: readonly Cell[],
  unitsOf: (unit: string) => readonly string[],
): Map<string, number[]> {
  const parts = new Map<string, number[]>();
  cells.forEach((cell, at) => {
    for (const units of [null, ...unitsOf(cell.unit)])
      for (const group of [null, cell.group])
        for (const rank of [null, cell.rank]) {
          const key = partKey(units, group, rank);
          const part = parts.get(key);
          if (part) part.push(at);
          else parts.set(key, [at]);
        }
  });
  return parts;
}

export interface Blocks {
  /** The block of each cell; -1 where nothing is counted. */
  readonly of: Int32Array;
  /** Of each block: how many cells, and how many people. */
  readonly cells: readonly number[];
  readonly people: readonly number[];
}

/**
 * Puts cells together into blocks of ten or more people: all are one block, which each part that can be asked for
 * splits, the largest first, where that leaves ten or more on both sides of every split.
 */
export function blocksOf(counted: readonly Counted[], parts: ReadonlyMap<string, Part>): Blocks {
  const of = new Int32Array(counted.length).fill(-1);
  const cells = [0];
  const people = [0];
  counted.forEach((one, at) => {
    if (one.shown === 0) return;
    of[at] = 0;
    cells[0] = (cells[0] ?? 0) + 1;
    people[0] = (people[0] ?? 0) + one.people;
  });
  const peopleIn = Int32Array.from(counted, (one) => one.people);
  const sized: { key: string; part: Part; people: number }[] = [];
  for (const [key, part] of parts) {
    let all = 0;
    for (const at of part) all += peopleIn[at] ?? 0;
    if (all >= FEWEST_TO_SAY) sized.push({ key, part, people: all });
  }
  sized.sort((a, b) => b.people - a.people || (a.key < b.key ? -1 : 1));

  // How much of each block a part has: written anew for each part, where it touches.
  const cellsInside = new Int32Array(counted.length + 1);
  const peopleInside = new Int32Array(counted.length + 1);
  const renamed = new Int32Array(counted.length + 1);
  for (const { part } of sized) {
    const touched: number[] = [];
    for (const at of part) {
      const block = of[at] ?? -1;
      if (block < 0) continue;
      if (cellsInside[block] === 0) touched.push(block);
      cellsInside[block] = (cellsInside[block] ?? 0) + 1;
      peopleInside[block] = (peopleInside[block] ?? 0) + (peopleIn[at] ?? 0);
    }
    const cut = touched.filter((block) => (cellsInside[block] ?? 0) < (cells[block] ?? 0));
    const apart = cut.some((block) => {
      const inside = peopleInside[block] ?? 0;
      return inside < FEWEST_TO_SAY || (people[block] ?? 0) - inside < FEWEST_TO_SAY;
    });
    if (!apart && cut.length > 0) {
      for (const block of touched) renamed[block] = block;
      for (const block of cut) {
        renamed[block] = cells.length;
        cells.push(cellsInside[block] ?? 0);
        people.push(peopleInside[block] ?? 0);
        cells[block] = (cells[block] ?? 0) - (cellsInside[block] ?? 0);
        people[block] = (people[block] ?? 0) - (peopleInside[block] ?? 0);
      }
      for (const at of part) if ((of[at] ?? -1) >= 0) of[at] = renamed[of[at] ?? 0] ?? 0;
    }
    for (const block of touched) {
      cellsInside[block] = 0;
      peopleInside[block] = 0;
    }
  }
  return { of, cells, people };
}

/** Whether a part may be shown: whole blocks of ten or more; `nobody` where nothing is counted in it. */
export function maySay(blocks: Blocks, part: Part): "yes" | "no" | "nobody" {
  const inside = new Map<number, number>();
  for (const at of part) {
    const block = blocks.of[at] ?? -1;
    if (block >= 0) inside.set(block, (inside.get(block) ?? 0) + 1);
  }
  if (inside.size === 0) return "nobody";
  const whole = [...inside].every(
    ([block, cells]) => cells === blocks.cells[block] && (blocks.people[block] ?? 0) >= FEWEST_TO_SAY,
  );
  return whole ? "yes" : "no";
}
