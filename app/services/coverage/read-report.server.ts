import { forecastsOf } from "#db/queries/forecasts.ts";
import type { BandDay } from "#app/domain/coverage/forecast.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { readPublishedPage, type PublishedPage } from "./read-published-page.server.ts";

/** What a report for a panel says: nothing that may not be published. */
export interface CoverageReport {
  readonly force: string;
  readonly target: PublishedPage["target"];
  /** The month that it is about. */
  readonly month: PublishedPage["months"][number];
  /** Up to that month, the earliest first. */
  readonly months: PublishedPage["months"];
  /** As it was forecast at that month's end; null where none was. */
  readonly likely: {
    readonly dueOn: Day;
    /** Nine in ten of the possible futures lie between these shares. */
    readonly low: number;
    readonly high: number;
    readonly chance: number;
  } | null;
  /** The other targets as they were published for the same day. */
  readonly others: readonly { readonly people: string; readonly title: string; readonly figures: Figures }[];
  readonly madeOn: Day;
}

/**
 * The report of a target's last frozen month, or of the one that ended on `day`.
 * @throws AmendsError `not-found` while no month, or not that one, is frozen.
 */
export async function readReport(
  ctx: Context,
  force: { id: ForceId; name: string },
  slug: string | null,
  day: Day | null,
): Promise<CoverageReport> {
  const { target, others, months } = await readPublishedPage(ctx, force, slug);
  const at = day === null ? 0 : months.findIndex((one) => one.day === day);
  const month = months[at];
  if (!month)
    throw new AmendsError(
      "not-found",
      months.length === 0 ? "No month is published yet" : "That month is not published",
      months.length === 0
        ? "A month is published once it has ended."
        : `There are: ${months.map((one) => one.day).join(", ")}.`,
    );
  const kept = (await forecastsOf(ctx.read, force.id, target.slug)).find((row) => row.day === month.day);
  const due = kept && (JSON.parse(kept.band) as BandDay[]).find((one) => one.day === kept.due_on);
  const beside = [];
  for (const other of others) {
    const page = await readPublishedPage(ctx, force, other.slug);
    const same = page.months.find((one) => one.day === month.day);
    if (same) beside.push({ people: page.target.people, title: page.target.title, figures: same.figures });
  }
  return {
    force: force.name,
    target,
    month,
    months: months.slice(at).reverse(),
    likely: kept && due ? { dueOn: kept.due_on, low: due.p05, high: due.p95, chance: kept.chance } : null,
    others: beside,
    madeOn: dayOf(ctx.now()),
  };
}
