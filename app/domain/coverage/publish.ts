/**
 * What everyone may be told. Force totals are exact; units with fewer than ten people are merged, the counts of units
 * are rounded to five and their rates come from the rounded counts (DESIGN.md, "Coverage, said precisely").
 * Intentionally pure.
 *
 * An exact total and rounded parts can still tell a part: with all parts rounded down as far as can be, the total says
 * so. So what is about to be published is first attacked: every count of every row is narrowed by what the totals
 * leave to the others, at this date and at each earlier one, whichever rows may have stayed the same meanwhile. A row
 * in which a small count would keep fewer than three possible values is merged with another, until none does; at
 * worst, no unit is shown.
 */
import type { Day } from "../time.ts";
import type { Counts } from "./coverage.ts";

/** Those of a unit itself; units below it are their own. */
export interface UnitCount {
  readonly unit: string;
  readonly name: string;
  readonly parent: string;
  readonly net: number;
  readonly trained: number;
}

/** Several units where they were merged. Counts are multiples of five. */
export interface PublishedRow {
  readonly units: readonly string[];
  readonly names: readonly string[];
  readonly parent: string | null;
  readonly net: number;
  readonly trained: number;
  /** From the rounded counts. */
  readonly rate: number | null;
}

export interface Publication {
  readonly day: Day;
  /** Exact. */
  readonly total: Counts;
  /** Lowest rate first; none where every way to show units would tell too much. */
  readonly rows: readonly PublishedRow[];
  /** The day that the rows describe: an earlier one while little has changed since. */
  readonly rowsDay: Day;
  /** The exact sums that an attacker would take the rows to add up to, on `rowsDay`. */
  readonly rowsTotal: { readonly net: number; readonly trained: number };
}

/** Fewer people than this are merged. */
export const FEWEST = 10;
const ROUNDED_TO = 5;
/** How far a rounded count lies from the true one, at most. */
const REACH = 2;
/** So many values, at least, a small count must keep. */
const VALUES = 3;
/** Rows are published anew only when a total has moved by this many: a smaller move could name who it was. */
const MOVED = 10;

interface Cell {
  readonly members: readonly UnitCount[];
  readonly net: number;
  readonly trained: number;
}

export function rounded(count: number): number {
  return Math.round(count / ROUNDED_TO) * ROUNDED_TO;
}

/**
 * What may be published of a day.
 * @param total the force's own exact figures
 * @param units every unit with anybody in the audience
 * @param earlier all that was published before, of the same target
 */
export function publish(
  day: Day,
  total: Counts,
  units: readonly UnitCount[],
  earlier: readonly Publication[],
): Publication {
  const sums = {
    net: units.reduce((sum, unit) => sum + unit.net, 0),
    trained: units.reduce((sum, unit) => sum + unit.trained, 0),
  };
  const last = earlier.at(-1);
  if (
    last &&
    Math.abs(last.rowsTotal.net - sums.net) < MOVED &&
    Math.abs(last.rowsTotal.trained - sums.trained) < MOVED
  )
    return { day, total, rows: last.rows, rowsDay: last.rowsDay, rowsTotal: last.rowsTotal };

  let cells: Cell[] = units.map((unit) => ({ members: [unit], net: unit.net, trained: unit.trained }));
  const apart = new Map(earlier.map((one) => [one.rowsDay, one]));
  for (;;) {
    const weak = cells.findIndex((cell) => cell.net < FEWEST);
    const at = weak >= 0 ? smallest(cells) : weakest(cells.map(rowOf), sums, [...apart.values()]);
    if (at === null) break;
    if (cells.length <= 2) {
      cells = [];
      break;
    }
    cells = merged(cells, at);
  }
  const rows = cells.length < 2 ? [] : cells.map(rowOf);
  return {
    day,
    total,
    rows: rows.sort((a, b) => (a.rate ?? 2) - (b.rate ?? 2) || (a.names.join() < b.names.join() ? -1 : 1)),
    rowsDay: day,
    rowsTotal: sums,
  };
}

function rowOf({ members, net, trained }: Cell): PublishedRow {
  const [denominator, numerator] = [rounded(net), rounded(trained)];
  const parents = new Set(members.map((unit) => unit.parent));
  return {
    units: members.map((unit) => unit.unit).sort(),
    names: members.map((unit) => unit.name).sort(),
    parent: parents.size === 1 ? (members[0]?.parent ?? null) : null,
    net: denominator,
    trained: numerator,
    rate: denominator === 0 ? null : numerator / denominator,
  };
}

function smallest(cells: readonly Cell[], except = -1, parent: string | null = null): number {
  let found = -1;
  cells.forEach((cell, at) => {
    if (at === except) return;
    if (parent !== null && !cell.members.every((unit) => unit.parent === parent)) return;
    const least = cells[found];
    if (!least || cell.net < least.net) found = at;
  });
  return found;
}

/** One cell joined with the smallest beside it in the tree, or with the smallest there is. */
function merged(cells: readonly Cell[], at: number): Cell[] {
  const cell = cells[at];
  const parent = cell?.members[0]?.parent ?? null;
  const near = smallest(cells, at, parent);
  const with_ = near >= 0 ? near : smallest(cells, at);
  const other = cells[with_];
  if (!cell || !other) return [...cells];
  const joined = {
    members: [...cell.members, ...other.members],
    net: cell.net + other.net,
    trained: cell.trained + other.trained,
  };
  return [...cells.filter((_, i) => i !== at && i !== with_), joined];
}

/** Whole numbers from `lo` to `hi`. */
interface Range {
  lo: number;
  hi: number;
}
const MEASURES = ["net", "trained", "untrained"] as const;
type Ranges = Record<(typeof MEASURES)[number], Range>;
type Sums = Record<(typeof MEASURES)[number], number>;

const sumsOf = (total: { readonly net: number; readonly trained: number }): Sums => ({
  ...total,
  untrained: total.net - total.trained,
});

/** What rounding alone leaves open. */
function rangesOf(row: PublishedRow): Ranges {
  const net = { lo: Math.max(FEWEST, row.net - REACH), hi: row.net + REACH };
  const trained = { lo: Math.max(0, row.trained - REACH), hi: row.trained + REACH };
  return { net, trained, untrained: { lo: 0, hi: net.hi } };
}

/** The row that would tell a small count, if any does: of this date alone, or beside an earlier one. */
function weakest(
  rows: readonly PublishedRow[],
  total: { readonly net: number; readonly trained: number },
  earlier: readonly Publication[],
): number | null {
  const alone = narrowed(rows.map(rangesOf), [{ of: rows.map((_, at) => at), sums: sumsOf(total) }]);
  const found = tells(alone ?? [], sumsOf(total));
  if (found !== null) return found;
  for (const before of earlier) {
    if (before.rows.length === 0) continue;
    const same = rows.flatMap((row, at) => {
      const other = before.rows.findIndex(
        (one) => one.net === row.net && one.trained === row.trained && one.units.join() === row.units.join(),
      );
      return other >= 0 ? [[at, other] as const] : [];
    });
    for (const unchanged of subsets(same)) {
      // The unchanged are one variable for both dates; the others of the earlier date come after those of this one.
      const of = new Map(unchanged.map(([at, other]) => [other, at]));
      const ranges = rows.map(rangesOf);
      const then = before.rows.map((row, at) => of.get(at) ?? ranges.push(rangesOf(row)) - 1);
      const both = narrowed(ranges, [
        { of: rows.map((_, at) => at), sums: sumsOf(total) },
        { of: then, sums: sumsOf(before.rowsTotal) },
      ]);
      const told = both && tells(both.slice(0, rows.length), sumsOf(total));
      if (told !== null && told !== undefined) return told;
    }
  }
  return null;
}

/** Every way in which some rows may have stayed the same; where they are many, the likeliest ways. */
function subsets<One>(all: readonly One[]): One[][] {
  if (all.length === 0) return [];
  if (all.length <= 6)
    return Array.from({ length: 2 ** all.length - 1 }, (_, bits) =>
      all.filter((__, at) => ((bits + 1) >> at) % 2 === 1),
    );
  return [[...all], ...all.map((one) => [one]), ...all.map((one) => all.filter((other) => other !== one))];
}

/** The ranges that the sums leave; null when nothing fits, and the rows cannot have stayed the same. */
function narrowed(
  ranges: Ranges[],
  equations: readonly { readonly of: readonly number[]; readonly sums: Sums }[],
): Ranges[] | null {
  for (let changed = true; changed;) {
    changed = false;
    const cut = (range: Range, lo: number, hi: number) => {
      if (lo > range.lo) [range.lo, changed] = [lo, true];
      if (hi < range.hi) [range.hi, changed] = [hi, true];
    };
    for (const { net, trained, untrained } of ranges) {
      cut(untrained, net.lo - trained.hi, net.hi - trained.lo);
      cut(trained, net.lo - untrained.hi, net.hi - untrained.lo);
      cut(net, trained.lo + untrained.lo, trained.hi + untrained.hi);
    }
    for (const { of, sums } of equations) {
      for (const measure of MEASURES) {
        const parts = of.flatMap((at) => ranges[at]?.[measure] ?? []);
        const lo = parts.reduce((sum, part) => sum + part.lo, 0);
        const hi = parts.reduce((sum, part) => sum + part.hi, 0);
        for (const part of parts) {
          const [low, high] = [part.lo, part.hi];
          cut(part, sums[measure] - (hi - high), sums[measure] - (lo - low));
        }
      }
    }
    if (ranges.some((one) => MEASURES.some((measure) => one[measure].lo > one[measure].hi))) return null;
  }
  return ranges;
}

/** The first row of which a small count keeps too few values; what a total of nobody tells is no row's doing. */
function tells(ranges: readonly Ranges[], sums: Sums): number | null {
  const at = ranges.findIndex((one) =>
    MEASURES.some(
      (measure) =>
        sums[measure] > 0 && one[measure].hi < FEWEST && one[measure].hi - one[measure].lo + 1 < VALUES,
    ),
  );
  return at >= 0 ? at : null;
}
