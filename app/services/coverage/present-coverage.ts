/** Figures as documents, as CSV and as a table for the console. `document-schemas.ts` says the same as schemas. */
import { ABSENCE_NAMES, EXEMPTION_NAMES, STAFF_GROUP_NAMES } from "#app/domain/roster/workforce.ts";
import { STEP_NAMES, type Step } from "#app/domain/coverage/steps.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import type { CoverageAnswer } from "#app/domain/coverage/answer.ts";
import { audienceName, SERVICE_NAMES } from "#app/domain/coverage/target.ts";
import type { BurnUpPoint } from "./read-burn-up.server.ts";
import type { CoverageQuestion } from "./read-coverage.server.ts";
import type { StoredTarget } from "./read-targets.server.ts";

/** What whoever takes the figures away must know of them. */
const INTERNAL_NOTE =
  "An internal view: unit counts are exact. Before publishing, use the figures for publication, in which small counts are suppressed.";

/** Who is looked at, as every file says it. */
export const SCOPE_COLUMNS = ["target", "unit", "group", "rank", "role", "service"] as const;

/** What a question looks at, in the order of `SCOPE_COLUMNS`; null: any. */
export function scopeOf(question: Omit<CoverageQuestion, "forceId" | "asOf" | "knownAt">) {
  return {
    target: question.target ?? null,
    unit: question.unit ?? null,
    group: question.group ?? null,
    rank: question.rank ?? null,
    role: question.role ?? null,
    service: question.service ?? null,
  };
}

/** Who is counted, in words: "Whole force", "Kenbury: sergeants with the role of supervisor". */
export function whoWords(answer: CoverageAnswer): string {
  const place = answer.unit?.name ?? "Whole force";
  const only = [
    answer.group ? STAFF_GROUP_NAMES[answer.group] : "",
    answer.rank ? `rank ${answer.rank.replaceAll("-", " ")}` : "",
    answer.role ? `role ${answer.role}` : "",
    answer.service ? `${SERVICE_NAMES[answer.service].toLowerCase()} in the force` : "",
  ].filter((part) => part !== "");
  return only.length === 0 ? place : `${place}, only ${only.join(", ")}`;
}

const wordsOf = ({ unit, group, rank, role, service }: CoverageAnswer) => ({
  unit: unit?.code ?? unit?.id,
  group: group ?? undefined,
  rank: rank ?? undefined,
  role: role ?? undefined,
  service: service ?? undefined,
});

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
    ...scopeOf(question),
    known_at: question.knownAt,
    months: points.map(({ day, figures }) => ({ day, ...figures })),
    note: INTERNAL_NOTE,
  };
}

/** The same as CSV: a heading, then a line for each month's end. */
export function monthsTable(question: CoverageQuestion, points: readonly BurnUpPoint[]): string {
  return csvOf([
    ["as_of", "known_at", ...SCOPE_COLUMNS, ...COLUMNS],
    ...points.map(({ day, figures }) => [
      day,
      question.knownAt,
      ...Object.values(scopeOf(question)).map((word) => word ?? ""),
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

/** The counts and rates of a line. */
export const COLUMNS = [
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

/**
 * A heading, then one line for the whole, one for each unit and one for each group; and, of the whole, how many each
 * kind of absence and of exemption takes out. Each line says of whom it is.
 */
export function coverageRows(answer: CoverageAnswer): Cell[][] {
  const lines: [string, string, string, Partial<Figures>][] = [
    ["total", "total", whoWords(answer), answer.figures],
    ...answer.units.map((unit): (typeof lines)[number] => ["unit", unit.code, unit.name, unit.figures]),
    ...answer.groups.map((row): (typeof lines)[number] => [
      ...(["group", row.group, STAFF_GROUP_NAMES[row.group], row.figures] as const),
    ]),
    ...answer.absences.map(({ kind, count }): (typeof lines)[number] => [
      ...(["absence", kind, ABSENCE_NAMES[kind], { absent: count }] as const),
    ]),
    ...answer.exemptions.map(({ kind, count }): (typeof lines)[number] => [
      ...(["exemption", kind, EXEMPTION_NAMES[kind], { exempt: count }] as const),
    ]),
  ];
  const scope = Object.values(scopeOf({ ...wordsOf(answer), target: answer.target ?? undefined }));
  return [
    ["as_of", "known_at", "programme", ...SCOPE_COLUMNS, "kind", "code", "name", ...COLUMNS],
    ...lines.map(([kind, code, name, figures]) => [
      ...[answer.asOf, answer.knownAt, answer.programme.slug, ...scope, kind, code, name],
      ...COLUMNS.map((column) => figures[column] ?? null),
    ]),
  ];
}

/** The denominator ledger: each step with its count. */
export function ledgerRows(answer: CoverageAnswer): Cell[][] {
  const { figures, notInAudience } = answer;
  const step = (name: Step, count: number): Cell[] => [STEP_NAMES[name], count];
  const late = figures.not_yet_due > 0 ? [step("not-yet-due", figures.not_yet_due)] : [];
  return [
    ["Step", "People"],
    step("in-post", figures.in_post + notInAudience),
    step("outside", notInAudience),
    step("gross", figures.in_post),
    ...answer.absences.map(({ kind, count }) => step(kind, count)),
    ...answer.exemptions.map(({ kind, count }) => step(kind, count)),
    ...(answer.graceLeavesNet ? late : []),
    step("net", figures.net),
    ...(answer.graceLeavesNet ? [] : late),
    step("trained", figures.trained_net),
    step("to-train", figures.net - figures.trained_net),
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
  const [kind, code] = [columns.indexOf("kind"), columns.indexOf("code")];
  const shown = rows
    .filter((row) => !/^(absence|exemption)$/.test(row[kind] ?? ""))
    .map((row) => row.slice(code));
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
