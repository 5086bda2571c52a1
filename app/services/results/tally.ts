/** Counts of a version, by parts of the force, each with what may be said of it. Intentionally pure. */
import type { choiceCounts } from "#db/queries/results.ts";
import {
  blocksOf,
  maySay,
  partKey,
  partsOf,
  type Blocks,
  type Cell,
  type Counted,
} from "#app/domain/scenarios/apart.ts";
import { FEWEST_TO_SAY } from "#app/domain/learning/item-statistics.ts";
import type { ChoiceCount, Sayable } from "#app/domain/scenarios/flow.ts";

type Row = Awaited<ReturnType<typeof choiceCounts>>[number];

/** First tries and later ones: how many, and how many different people. */
export interface Tries {
  readonly first: Counted;
  readonly later: Counted;
}

export interface Part {
  readonly rows: readonly ChoiceCount[];
  /** `began`: whether anything may be said of this part at all. */
  readonly sayable: Sayable & { readonly began: boolean };
  /** Who decided in a scene. */
  readonly decided: (scene: string) => Tries;
}

export interface Tally {
  /** The part of that name; nobody where there is none. */
  readonly part: (key: string) => Part;
  /** The units that anybody had. */
  readonly units: readonly string[];
}

const NOBODY: Counted = { shown: 0, people: 0 };
const EVERYONE = partKey(null, null, null);

/** @param unitsOf what a unit belongs to, as `partsOf` wants it */
export function tallyOf(rows: readonly Row[], unitsOf: (unit: string) => readonly string[]): Tally {
  const cells: Cell[] = [];
  const indices = new Map<string, number>();
  const cellOf = rows.map(({ unit, group, rank }) => {
    const key = `${unit} ${group} ${rank}`;
    const there = indices.get(key);
    if (there !== undefined) return there;
    indices.set(key, cells.length);
    return cells.push({ unit, group, rank }) - 1;
  });
  const parts = partsOf(cells, unitsOf);
  const everybody = parts.get(EVERYONE) ?? [];
  const numbered = rows.map((row, at) => ({ row, cell: cellOf[at] ?? 0 }));
  const byItem = grouped(numbered, ({ row }) => row.item);
  const byNext = grouped(numbered, ({ row }) => row.next);
  const byCell = grouped(numbered, ({ cell }) => cell);

  /** First tries and later ones are in blocks of their own: what is later is what all are without the first. */
  const counted = (first: boolean, of: readonly (typeof numbered)[number][]): Counted[] => {
    const there = cells.map(() => ({ shown: 0, people: 0 }));
    for (const { row, cell } of of) {
      const one = there[cell];
      if (!one || (row.first === 1) !== first) continue;
      one.shown += row.people;
      one.people += row.persons;
    }
    return there;
  };
  const known = new Map<unknown, readonly Blocks[]>();
  const sayable = (of: (typeof numbered)[number][] | undefined, part: readonly number[]): boolean => {
    if (of === undefined) return false;
    const blocks = known.get(of) ?? [true, false].map((first) => blocksOf(counted(first, of), parts));
    known.set(of, blocks);
    const said = blocks.map((one) => maySay(one, part));
    return said.includes("yes") && !said.includes("no");
  };
  return {
    units: [...new Set(cells.map((cell) => cell.unit))],
    part: (key) => {
      const part = parts.get(key) ?? [];
      const own =
        part === everybody ? rows : part.flatMap((cell) => (byCell.get(cell) ?? []).map(({ row }) => row));
      return {
        rows: merged(own),
        sayable: {
          began: sayable(byItem.get(""), part),
          chose: (scene) => sayable(byItem.get(scene), part),
          came: (place) => sayable(byNext.get(place), part),
        },
        decided: (scene) => triesOf(own.filter((row) => row.item === scene)),
      };
    },
  };
}

function grouped<One, Key>(ones: readonly One[], keyOf: (one: One) => Key): Map<Key, One[]> {
  const groups = new Map<Key, One[]>();
  for (const one of ones) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** Each decision once, however many cells and tries it is counted in. */
function merged(rows: readonly Row[]): ChoiceCount[] {
  const counts = new Map<string, { item: string; option: string; next: string; people: number }>();
  for (const { item, option, next, people } of rows) {
    const key = `${item} ${option} ${next}`;
    const there = counts.get(key);
    if (there) there.people += people;
    else counts.set(key, { item, option, next, people });
  }
  return [...counts.values()];
}

type Score = Pick<Row, "first" | "people" | "persons">;

/** How many first tries and later ones there are. */
function triesOf(rows: readonly Score[]): Tries {
  const of = (first: boolean): Counted =>
    rows
      .filter((row) => (row.first === 1) === first)
      .reduce((sum, row) => ({ shown: sum.shown + row.people, people: sum.people + row.persons }), NOBODY);
  return { first: of(true), later: of(false) };
}

/**
 * Whether something may be told of some tries: of ten or more people, and so that neither the later tries nor those
 * of `among` that are not in them are fewer than ten.
 */
export function mayTell(rows: readonly Score[], among: Tries | null): boolean {
  const own = triesOf(rows);
  const enough = (one: Counted) => one.shown === 0 || one.people >= FEWEST_TO_SAY;
  const rest = (all: Counted, some: Counted): Counted => ({
    shown: Math.max(0, all.people - some.people),
    people: all.people - some.people,
  });
  return (
    own.first.shown + own.later.shown > 0 &&
    enough(own.first) &&
    enough(own.later) &&
    (among === null || (enough(rest(among.first, own.first)) && enough(rest(among.later, own.later))))
  );
}
