/** Figures that were counted from a record, kept as long as the record itself: a burn-up asks for the same months again and again. */
import {
  audienceOf,
  countPeople,
  figuresOf,
  type CoverageRule,
  type Figures,
  type Population,
} from "#app/domain/coverage/coverage.ts";
import {
  newestKnowledge,
  unitTree,
  withBelow,
  type ForceRecord,
  type Moment,
} from "#app/domain/coverage/record.ts";
import type { UnitId } from "#app/domain/ids.ts";

/** Five years of months for some hundred questions. */
const MOST = 8_000;

const keptBy = new WeakMap<ForceRecord, Map<string, Figures>>();

export type KeptQuestion = Omit<Population, "units"> & { readonly unit: UnitId | null };

/** Asks for one rule and one population at several moments. */
export function figuresFrom(
  record: ForceRecord,
  rule: CoverageRule,
  { unit, ...population }: KeptQuestion,
): (moment: Moment) => Figures {
  const kept = keptBy.get(record) ?? new Map<string, Figures>();
  keptBy.set(record, kept);
  const asked = JSON.stringify([rule, unit, population]);
  const newest = newestKnowledge(record);
  return (moment) => {
    // After the newest fact every instant knows the same.
    const known = moment.known >= newest ? "all" : moment.known;
    const key = `${moment.day} ${known} ${asked}`;
    const there = kept.get(key);
    if (there) return there;
    const units = unit === null ? null : withBelow(unitTree(record, moment), [unit]);
    const figures = figuresOf(audienceOf(countPeople(record, rule, moment, { ...population, units })));
    if (kept.size >= MOST) kept.clear();
    kept.set(key, figures);
    return figures;
  };
}
