/** What may be published, as CSV. */
import { csvOf } from "./present-coverage.ts";
import type { PublishedPage } from "./read-published-page.server.ts";

const HEADING = [
  "day",
  "known_on",
  "row",
  "name",
  "in_post",
  "available",
  "trained",
  "gross_rate",
  "net_rate",
  "current_rate",
];

const rate = (share: number | null) => share?.toFixed(4) ?? "";

/** A line for each month's total, exact, the latest first; then the units of the last one, rounded to five. */
export function publishedTable({ force, months }: PublishedPage): string {
  const [last] = months;
  return csvOf([
    HEADING,
    ...months.map(({ day, knownOn, figures }) => [
      ...[day, knownOn, "force, exact", force],
      ...[figures.in_post, figures.net, figures.trained_net].map(String),
      ...[rate(figures.gross_rate), rate(figures.net_rate), rate(figures.current_rate)],
    ]),
    ...(last?.rows ?? []).map((row) => [
      ...[last?.rowsDay ?? "", last?.knownOn ?? "", "unit, rounded to five", row.names.join(", "), ""],
      ...[String(row.net), String(row.trained), "", rate(row.rate), ""],
    ]),
  ]);
}
