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
  const peopleAt = (at: number) => counted[at]?.people ?? 0;
  const sized = [...parts]
    .map(([key, part]) => ({ key, part, people: part.reduce((sum, at) => sum + peopleAt(at), 0) }))
    .filter((one) => one.people >= FEWEST_TO_SAY)
    .sort((a, b) => b.people - a.people || (a.key < b.key ? -1 : 1));
  for (const { part } of sized) {
    const inside = insideOf(part, of, peopleAt);
    const cut = [...inside].filter(([block, own]) => own.cells < (cells[block] ?? 0));
    const apart = cut.some(
      ([block, own]) => own.people < FEWEST_TO_SAY || (people[block] ?? 0) - own.people < FEWEST_TO_SAY,
    );
    if (apart) continue;
    const renamed = new Map<number, number>();
    for (const [block, own] of cut) {
      renamed.set(block, cells.length);
      cells.push(own.cells);
      people.push(own.people);
      cells[block] = (cells[block] ?? 0) - own.cells;
      people[block] = (people[block] ?? 0) - own.people;
    }
    if (renamed.size > 0) for (const at of part) of[at] = renamed.get(of[at] ?? -1) ?? of[at] ?? -1;
  }
  return { of, cells, people };
}

function insideOf(part: Part, of: Int32Array, peopleAt: (at: number) => number) {
  const inside = new Map<number, { cells: number; people: number }>();
  for (const at of part) {
    const block = of[at] ?? -1;
    if (block < 0) continue;
    const own = inside.get(block);
    if (own) {
      own.cells += 1;
      own.people += peopleAt(at);
    } else inside.set(block, { cells: 1, people: peopleAt(at) });
  }
  return inside;
}

/** Whether a part may be shown: whole blocks of ten or more; `nobody` where nothing is counted in it. */
export function maySay(blocks: Blocks, part: Part): "yes" | "no" | "nobody" {
  const inside = insideOf(part, blocks.of, () => 0);
  if (inside.size === 0) return "nobody";
  const whole = [...inside].every(
    ([block, own]) => own.cells === blocks.cells[block] && (blocks.people[block] ?? 0) >= FEWEST_TO_SAY,
  );
  return whole ? "yes" : "no";
}
