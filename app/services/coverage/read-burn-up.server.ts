import type { Figures } from "#app/domain/coverage/coverage.ts";
import { unitTree } from "#app/domain/coverage/record.ts";
import { partsOn } from "#app/domain/learning/programmes.ts";
import { addDays, addMonths, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { forceRecord } from "./force-record.server.ts";
import { keptFigures } from "./kept-figures.ts";
import { refuseFuture, ruleOf, unitNamed, type CoverageQuestion } from "./read-coverage.server.ts";

export interface BurnUpPoint {
  readonly day: Day;
  readonly figures: Figures;
}

const MOST_MONTHS = 60;

/**
 * The figure at each month's end from the day the programme began, five years at most, up to the day asked about, all
 * as known at the one instant. Points on which nobody was in post are left out.
 * @throws AmendsError as `readCoverage`
 */
export async function readBurnUp(ctx: Context, question: CoverageQuestion): Promise<BurnUpPoint[]> {
  refuseFuture(ctx, question.asOf);
  const { rule } = await ruleOf(ctx, question);
  const record = await forceRecord(ctx.read, question.forceId);
  const first = partsOn(rule.programmes, rule.programme, question.asOf)
    .map((part) => part.requiredFrom)
    .reduce<Day>((least, day) => (day < least ? day : least), question.asOf);
  const whole = unitTree(record, { day: question.asOf, known: question.knownAt });
  const days = monthEndsTo(question.asOf, first);
  const population = {
    unit: question.unit === undefined ? null : unitNamed(whole, question.unit).id,
    group: question.target === undefined ? null : (question.group ?? null),
    rank: question.rank ?? null,
    role: question.role ?? null,
    service: question.service ?? null,
  };
  const figures = keptFigures(record, rule, population, { days, known: question.knownAt });
  return days
    .map((day, at) => ({ day, figures: figures[at] as Figures }))
    .filter((point) => point.figures.in_post > 0);
}

/** The ends of the months between two days, and the later day itself; the earlier day first. */
function monthEndsTo(to: Day, from: Day): Day[] {
  const days = [to];
  let month = `${to.slice(0, 7)}-01` as Day;
  while (days.length <= MOST_MONTHS) {
    const day = addDays(month, -1);
    if (day < from) break;
    days.unshift(day);
    month = addMonths(month, -1);
  }
  if (from < (days[0] ?? to) && days.length <= MOST_MONTHS) days.unshift(from);
  return days;
}
