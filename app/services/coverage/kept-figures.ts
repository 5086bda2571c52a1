/** Figures that were counted from a record, kept as long as the record itself: a burn-up asks for the same months again and again. */
import { figuresOnDays, type LastingPopulation } from "#app/domain/coverage/burn-up.ts";
import type { CoverageRule, Figures } from "#app/domain/coverage/coverage.ts";
import { unitTree, withBelow, type ForceRecord } from "#app/domain/coverage/record.ts";
import type { UnitId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import { knowledge } from "./kept-answers.ts";

/** Five years of months for some hundred questions. */
const MOST = 8_000;

const keptBy = new WeakMap<ForceRecord, Map<string, Figures>>();

export type KeptQuestion = LastingPopulation & { readonly unit: UnitId | null };

/** The figure on each of some days, in order; those that are not kept are counted in one pass. */
export function keptFigures(
  record: ForceRecord,
  rule: CoverageRule,
  { unit, ...population }: KeptQuestion,
  { days, known }: { readonly days: readonly Day[]; readonly known: Instant },
): Figures[] {
  const kept = keptBy.get(record) ?? new Map<string, Figures>();
  keptBy.set(record, kept);
  const asked = JSON.stringify([knowledge(record, known), rule, unit, population]);
  const missing = days.filter((day) => !kept.has(`${day} ${asked}`));
  const counted = figuresOnDays(record, rule, { days: missing, known }, population, (moment) =>
    unit === null ? null : withBelow(unitTree(record, moment), [unit]),
  );
  const found = new Map(missing.map((day, at) => [day, counted[at] as Figures]));
  const figures = days.map((day) => found.get(day) ?? (kept.get(`${day} ${asked}`) as Figures));
  if (kept.size + missing.length > MOST) kept.clear();
  for (const [day, one] of found) kept.set(`${day} ${asked}`, one);
  return figures;
}
