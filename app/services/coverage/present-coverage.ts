/** Figures as documents, as CSV and as a table for the console. `document-schemas.ts` says the same as schemas. */
import { STAFF_GROUP_NAMES } from "#app/domain/roster/workforce.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import type { CoverageAnswer } from "#app/domain/coverage/answer.ts";
import { audienceName } from "#app/domain/coverage/target.ts";
import type { BurnUpPoint } from "./read-burn-up.server.ts";
import type { CoverageQuestion } from "./read-coverage.server.ts";
import type { StoredTarget } from "./read-targets.server.ts";

/** What whoever takes the figures away must know of them. */
const INTERNAL_NOTE =
  "An internal view: unit counts are exact. Before publishing, use the figures for publication, in which small counts are suppressed.";

/** The JSON form: `figures` holds the counts and the three rates (shares 0 to 1, null where there is nobody). */
export function coverageDocument(force: { slug: string; name: string }, answer: CoverageAnswer) {
  return {
    force: force.slug,
    force_name: force.name,
    target: answer.target,
    programme: answer.programme.slug,
    as_of: answer.asOf,
    known_at: answer.knownAt,
    unit: answer.unit?.code ?? null,
    group: answer.group,
    rank: answer.rank,
    role: answer.role,
    service: answer.service,
    required_modules: answer.required,
    in_post_not_in_audience: answer.notInAudience,
    figures: answer.figures,
    absences: Object.fromEntries(answer.absences.map((one) => [one.kind, one.count])),
    exemptions: Object.fromEntries(answer.exemptions.map((one) => [one.kind, one.count])),
    units: answer.units.map((unit) => ({
      code: unit.code,
      name: unit.name,
      parent: unit.parent,
      ...unit.figures,
    })),
    groups: answer.groups.map((row) => ({ group: row.group, ...row.figures })),
    note: INTERNAL_NOTE,
  };
}

/** The figure at each month's end as JSON. */
export function monthsDocument(
  force: { slug: string; name: string },
  question: CoverageQuestion,
  points: readonly BurnUpPoint[],
) {
  return {
    force: force.slug,
    force_name: force.name,
    target: question.target ?? null,
    known_at: question.knownAt,
    unit: question.unit ?? null,
    group: question.group ?? null,
    rank: question.rank ?? null,
    role: question.role ?? null,
    service: question.service ?? null,
    months: points.map(({ day, figures }) => ({ day, ...figures })),
    note: INTERNAL_NOTE,
  };
}

/** The same as CSV: a heading, then a line for each month's end. */
export function monthsTable(question: CoverageQuestion, points: readonly BurnUpPoint[]): string {
  return csvOf([
    ["as_of", "known_at", "target", ...COLUMNS],
    ...points.map(({ day, figures }) => [
      day,
      question.knownAt,
      question.target ?? "",
      ...COLUMNS.map((column) => cell(figures[column], column, false)),
    ]),
  ]);
}

/** A force's targets as JSON. */
export function targetsDocument(force: { slug: string; name: string }, targets: readonly StoredTarget[]) {
  return {
    force: force.slug,
    force_name: force.name,
    targets: targets.map((one) => ({
      target: one.slug,
      title: one.title,
      programme: one.programme,
      audience: audienceName(one.audience),
      share: one.share,
      due_on: one.dueOn,
      ended_at: one.endedAt,
    })),
  };
}

const COLUMNS = [
  "in_post",
  "absent",
  "exempt",
  "not_yet_due",
  "net",
  "trained_in_post",
  "trained_net",
  "current_net",
  "gross_rate",
  "net_rate",
  "current_rate",
] as const satisfies readonly (keyof Figures)[];

function cell(value: number | null, column: string, spoken: boolean): string {
  if (value === null) return spoken ? "–" : "";
  if (!column.endsWith("_rate")) return String(value);
  return spoken ? `${(value * 100).toFixed(1)}%` : value.toFixed(6);
}

export type Cell = string | number | null;

/** A heading, then one line for the whole, one for each unit and one for each group. */
export function coverageRows(answer: CoverageAnswer): Cell[][] {
  const whole = answer.unit?.name ?? "Whole force";
  const lines: [string, string, Figures][] = [
    ["total", whole, answer.figures],
    ...answer.units.map((unit): [string, string, Figures] => [unit.code, unit.name, unit.figures]),
    ...answer.groups.map((row): [string, string, Figures] => [
      row.group,
      STAFF_GROUP_NAMES[row.group],
      row.figures,
    ]),
  ];
  return [
    ["as_of", "known_at", "programme", "code", "name", ...COLUMNS],
    ...lines.map(([code, name, figures]) => [
      answer.asOf,
      answer.knownAt,
      answer.programme.slug,
      code,
      name,
      ...COLUMNS.map((column) => figures[column]),
    ]),
  ];
}

/** The rows as CSV, or as a table for the console. */
export function coverageTable(answer: CoverageAnswer, form: "csv" | "table"): string {
  const spoken = form === "table";
  const columns = coverageRows(answer)[0] ?? [];
  const rows = coverageRows(answer).map((row) =>
    row.map((value, at) => (typeof value === "string" ? value : cell(value, String(columns[at]), spoken))),
  );
  if (!spoken) return csvOf(rows);
  const shown = rows.map((row) => row.slice(3));
  const widths = shown[0]?.map((_, at) => Math.max(...shown.map((row) => row[at]?.length ?? 0))) ?? [];
  const heading = `${answer.programme.title}, as of ${answer.asOf}, as known at ${answer.knownAt}`;
  return [
    heading,
    ...shown.map((row) =>
      row
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
  ].join("\n");
}

/** Rows of text as CSV, no line after the last. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(csvField).join(",")).join("\n");
}

/** Quoted where it must be, and never read as a formula by a spreadsheet. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
