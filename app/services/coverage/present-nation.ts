/** The figure of every force together, as a document and as rows. */
import type { Figures } from "#app/domain/coverage/coverage.ts";
import { csvOf, type Cell } from "./present-coverage.ts";
import type { Nation } from "./read-nation.server.ts";

const COLUMNS = [
  "in_post",
  "absent",
  "exempt",
  "net",
  "trained_in_post",
  "trained_net",
  "current_net",
  "gross_rate",
  "net_rate",
  "current_rate",
] as const satisfies readonly (keyof Figures)[];

const countsOf = (figures: Figures) => Object.fromEntries(COLUMNS.map((column) => [column, figures[column]]));

export function nationDocument(nation: Nation) {
  return {
    programme: nation.programme,
    group: nation.group,
    as_of: nation.asOf,
    known_at: nation.knownAt,
    figures: countsOf(nation.figures),
    forces: nation.forces.map(({ slug, name, day, knownAt, figures }) => ({
      force: slug,
      force_name: name,
      day,
      known_at: knownAt,
      ...countsOf(figures),
    })),
    without: nation.without,
  };
}

function nationRows(nation: Nation): Cell[][] {
  const line = (day: string, known: string, force: string, name: string, figures: Figures): Cell[] => [
    nation.programme,
    nation.group,
    day,
    known,
    force,
    name,
    ...COLUMNS.map((column) => figures[column]),
  ];
  return [
    ["programme", "group", "day", "known_at", "force", "name", ...COLUMNS],
    line(nation.asOf, nation.knownAt ?? "", "total", "All forces", nation.figures),
    ...nation.forces.map((one) => line(one.day, one.knownAt, one.slug, one.name, one.figures)),
  ];
}

/** The rows as CSV, or as a table for the console, which says what the sum is without. */
export function nationTable(nation: Nation, form: "csv" | "table"): string {
  const [heading = [], ...rows] = nationRows(nation);
  if (form === "csv")
    return csvOf(
      [heading, ...rows].map((row) =>
        row.map((value, at) =>
          typeof value === "number" && String(heading[at]).endsWith("_rate")
            ? value.toFixed(6)
            : String(value ?? ""),
        ),
      ),
    );
  const spoken = (value: Cell, column: Cell | undefined): string => {
    if (value === null) return "–";
    return typeof value === "number" && String(column).endsWith("_rate")
      ? `${(value * 100).toFixed(1)}%`
      : String(value);
  };
  // Which force, which day, and its figures: the rest is said above.
  const shown = [heading, ...rows].map((row) =>
    row.flatMap((value, at) => (at === 2 || at > 4 ? [spoken(value, heading[at])] : [])),
  );
  const widths = shown[0]?.map((_, at) => Math.max(...shown.map((row) => row[at]?.length ?? 0))) ?? [];
  const known = nation.knownAt === null ? "as each force was folded last" : `as known at ${nation.knownAt}`;
  return [
    `${nation.programme}, ${nation.group ?? "everyone in post"}, as of ${nation.asOf}, ${known}`,
    ...shown.map((row) =>
      row
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
    ...(nation.without.length === 0 ? [] : [`Without: ${nation.without.join(", ")}`]),
  ].join("\n");
}
