/** What a kept file would change, as its page shows it. */
import type { PersonChange, PersonChangeKind } from "#app/domain/roster/changes.ts";
import type { RowProblem } from "#app/domain/roster/extract.ts";
import type { PlannedImport } from "./plan-import.server.ts";
import type { Context } from "../context.server.ts";
import { describeUnit, whatHappened } from "./describe-changes.ts";
import type { Force } from "./find-force.server.ts";
import { checkMap } from "./import-maps.server.ts";
import { planImport } from "./plan-import.server.ts";
import type { Upload } from "./uploads.server.ts";

export interface PreviewRow {
  readonly key: string;
  readonly name: string;
  readonly number: string;
  readonly post: string;
  readonly what: string;
  readonly late: boolean;
}

export interface PreviewSection {
  readonly id: string;
  readonly title: string;
  readonly lead: string | null;
  readonly count: number;
  /** The first of them. */
  readonly rows: readonly PreviewRow[];
}

export interface Preview {
  readonly rows: number;
  readonly readable: number;
  readonly changes: number;
  readonly problems: readonly (RowProblem & { readonly says: string })[];
  readonly problemRows: number;
  readonly sections: readonly PreviewSection[];
  readonly missing: { readonly count: number; readonly of: number; readonly share: string } | null;
  readonly unchanged: boolean;
  readonly fingerprint: string;
}

const SECTIONS: readonly { id: string; title: string; kinds: readonly PersonChangeKind[] }[] = [
  { id: "joiners", title: "Joiners", kinds: ["joiner"] },
  { id: "leavers", title: "Leavers", kinds: ["leaver"] },
  { id: "missing", title: "Missing, taken to have left", kinds: ["missing"] },
  { id: "returned", title: "Here after all", kinds: ["returned"] },
  { id: "moves", title: "Moves between units", kinds: ["move"] },
  { id: "ranks", title: "Rank or role", kinds: ["rank"] },
  { id: "hours", title: "Hours", kinds: ["hours"] },
  { id: "absences", title: "Absences", kinds: ["absence-begun", "absence-ended", "absence-changed"] },
  { id: "names", title: "Names", kinds: ["renamed"] },
];
/** Rows of a section that a page shows; a first import brings everybody. */
const MOST_ROWS = 200;

/** @throws AmendsError as `planImport` does. Writes nothing. */
export async function readPreview(ctx: Context, force: Force, upload: Upload): Promise<Preview> {
  const planned = await planUpload(ctx, force, upload);
  const { plan, extract, table } = planned;
  const fieldsOf = new Map(table.rows.map((row) => [row.line, row.fields]));
  const sections = SECTIONS.map(({ id, title, kinds }): PreviewSection => {
    const changes = plan.people.filter((one) => kinds.includes(one.kind));
    return {
      id,
      title,
      lead: leadOf(changes),
      count: changes.length,
      rows: changes.slice(0, MOST_ROWS).map(rowOf),
    };
  });
  const units = plan.units.map((unit, at) => ({
    key: String(at),
    name: unit.name,
    number: unit.code ?? "",
    post: "",
    what: describeUnit(unit, plan.asAt),
    late: false,
  }));
  sections.push({
    id: "units",
    title: "Units",
    lead: null,
    count: units.length,
    rows: units.slice(0, MOST_ROWS),
  });
  const problems = extract.problems.map((problem) => ({
    ...problem,
    says: fieldsOf.get(problem.line)?.[problem.column]?.trim() ?? "",
  }));
  return {
    rows: table.rows.length,
    readable: extract.rows.length,
    changes: plan.people.length + plan.units.length,
    problems: problems.slice(0, MOST_ROWS),
    problemRows: problems.length,
    sections,
    missing: planned.missing && {
      ...planned.missing,
      share: `${((planned.missing.count / planned.missing.of) * 100).toFixed(1)}%`,
    },
    unchanged: planned.unchanged,
    fingerprint: planned.fingerprint,
  };
}

function planUpload(ctx: Context, force: Force, upload: Upload): Promise<PlannedImport> {
  const map = checkMap("people", upload.draft);
  return planImport(ctx, { ...upload, force: force.slug, map });
}

function leadOf(changes: readonly PersonChange[]): string | null {
  const late = changes.filter((one) => one.late && (one.kind === "leaver" || one.kind === "joiner")).length;
  if (late === 0) return null;
  const [who, they] = late === 1 ? ["One of them is", "that day"] : [`${late} of them are`, "those days"];
  return `${who} from before the last extract, so figures already given for ${they} would now be different.`;
}

function rowOf(change: PersonChange): PreviewRow {
  return {
    key: `${change.number} ${change.kind} ${change.on} ${change.group}`,
    name: change.name,
    number: change.number,
    post: `${change.rank}, ${change.unit}`,
    what: whatHappened(change),
    late: change.late && (change.kind === "leaver" || change.kind === "joiner"),
  };
}

/** The rows that cannot be read, as they stand in the file, with what is wrong: to be corrected and sent again. */
export async function wrongRows(ctx: Context, force: Force, upload: Upload): Promise<string[][]> {
  const { table, extract } = await planUpload(ctx, force, upload);
  const fieldsOf = new Map(table.rows.map((row) => [row.line, row.fields]));
  return [
    [...table.columns, "Row", "What is wrong"],
    ...extract.problems.map(({ line, column, message }) => [
      ...table.columns.map((name) => fieldsOf.get(line)?.[name] ?? ""),
      String(line),
      `${column}: ${message}`,
    ]),
  ];
}
