/** The counts of a version, read and put together once for as long as nothing is added to them. */
import type { Db } from "#db/connect.ts";
import type { unitTreeOn } from "#db/queries/coverage.ts";
import { choiceCounts, countedSoFar, type CountsAsked } from "#db/queries/results.ts";
import type { Context } from "../context.server.ts";
import { tallyOf, type Tally } from "./tally.ts";

export type Tree = Awaited<ReturnType<typeof unitTreeOn>>;

/** A tally of a scenario that was played 100,000 times takes a few megabytes. */
const KEPT = 8;
const keptBy = new WeakMap<Db, Map<string, Tally>>();

/** The tally of a version's counts, by the units as they are in `tree`. */
export async function keptTally(ctx: Context, asked: CountsAsked, tree: Tree): Promise<Tally> {
  const units = tree.map(({ id, parentId, code }) => [id, parentId, code]);
  const key = JSON.stringify([asked, await countedSoFar(ctx.read, asked), units]);
  const kept = keptBy.get(ctx.read) ?? new Map<string, Tally>();
  keptBy.set(ctx.read, kept);
  const there = kept.get(key) ?? tallyOf(await choiceCounts(ctx.read, asked), unitNames(tree));
  // What was asked for last stays longest.
  kept.delete(key);
  kept.set(key, there);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return there;
}

/** A unit with a code and all below it; a unit alone. */
export const belowCode = (code: string) => `code ${code}`;
export const ownUnit = (id: string) => `unit ${id}`;

/** What each unit belongs to: itself alone, and every unit with a code that it is or is below. */
function unitNames(tree: Tree): (unit: string) => readonly string[] {
  const units = new Map<string, Tree[number]>(tree.map((unit) => [unit.id, unit]));
  const known = new Map<string, readonly string[]>();
  return (id) => {
    const there = known.get(id);
    if (there) return there;
    const names = new Set([ownUnit(id)]);
    for (let unit = units.get(id); unit; unit = unit.parentId === null ? undefined : units.get(unit.parentId))
      if (unit.code !== null) names.add(belowCode(unit.code));
    known.set(id, [...names]);
    return [...names];
  };
}
