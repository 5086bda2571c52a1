/** What a kept file would change, as its page shows it. */
import type { PersonChange, PersonChangeKind } from "#app/domain/roster/changes.ts";
import type { RowProblem } from "#app/domain/roster/extract.ts";
import { OUTCOME_NAMES } from "#app/domain/roster/training-fields.ts";
import { countWords, dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { planTraining, type PlannedTraining, type TrainingFate } from "../learning/plan-training.server.ts";
import { describeUnit, whatHappened } from "./describe-changes.ts";
import type { Force } from "./find-force.server.ts";
import { checkMap } from "./import-maps.server.ts";
import { planImport, type PlannedImport } from "./plan-import.server.ts";
import type { Table } from "./read-table.server.ts";
import type { Upload } from "./upload.ts";
import { wrongRowsCsv } from "./wrong-rows.ts";
import { audit } from "../identity/write-audit.server.ts";

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
  /** How many, and what one of them is called: "change", "new record". */
  readonly changes: number;
  readonly noun: string;
  /** Rows that were brought before and are passed over, in words. */
  readonly known: string | null;
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

/**
 * Changes nothing; that it was read is in the audit trail, as it names people.
 * @throws AmendsError as `planImport` and `planTraining` do.
 */
export async function readPreview(ctx: Context, force: Force, upload: Upload, by: string): Promise<Preview> {
  const preview =
    upload.kind === "people"
      ? peoplePreview(await planPeople(ctx, force, upload))
      : trainingPreview(await planTrainingUpload(ctx, force, upload));
  const { kind, asAt, source } = upload;
  await audit(ctx, ctx.db, by, "people.preview", force.id, {
    kind,
    asAt,
    source,
    changes: preview.changes,
    wrongRows: preview.problemRows,
  });
  return preview;
}

function peoplePreview(planned: PlannedImport): Preview {
  const { plan, extract, table } = planned;
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
  return {
    rows: table.rows.length,
    readable: extract.rows.length,
    changes: plan.people.length + plan.units.length,
    noun: "change",
    known: null,
    ...wrongOf(table, extract.problems),
    sections,
    missing: planned.missing && {
      ...planned.missing,
      share: `${((planned.missing.count / planned.missing.of) * 100).toFixed(1)}%`,
    },
    unchanged: planned.unchanged,
    fingerprint: planned.fingerprint,
  };
}

function planPeople(ctx: Context, force: Force, upload: Upload): Promise<PlannedImport> {
  const map = checkMap("people", upload.draft);
  return planImport(ctx, { ...upload, force: force.slug, map });
}

function planTrainingUpload(ctx: Context, force: Force, upload: Upload): Promise<PlannedTraining> {
  const map = checkMap("training", upload.draft);
  return planTraining(ctx, { ...upload, force: force.slug, map });
}

/** The first wrong rows with what stands there, and how many there are. */
function wrongOf(table: Table, problems: readonly RowProblem[]): Pick<Preview, "problems" | "problemRows"> {
  const fieldsOf = new Map(table.rows.map((row) => [row.line, row.fields]));
  return {
    problems: problems
      .slice(0, MOST_ROWS)
      .map((one) => ({ ...one, says: fieldsOf.get(one.line)?.[one.column]?.trim() ?? "" })),
    problemRows: problems.length,
  };
}

const FATES: readonly { fate: TrainingFate; title: string; lead: string | null }[] = [
  { fate: "counts", title: "New records", lead: null },
  {
    fate: "waits",
    title: "Wait for an extract",
    lead: "Nobody has these numbers yet. They count as soon as an extract brings them.",
  },
  {
    fate: "old",
    title: "Too old to count",
    lead: "They are kept and give nothing: every programme that requires the module asks for newer training.",
  },
  { fate: "failed", title: "Failed", lead: "They are kept and give nothing." },
];

function trainingPreview(planned: PlannedTraining): Preview {
  const { table, problems, fresh, known, titles } = planned;
  return {
    rows: table.rows.length,
    readable: fresh.length + known,
    changes: fresh.length,
    noun: "new record",
    known:
      known === 0 ? null : `${countWords(known, "record is", "records are")} known already and passed over.`,
    ...wrongOf(table, problems),
    sections: FATES.map(({ fate, title, lead }) => {
      const rows = fresh.filter((row) => row.fate === fate);
      return {
        id: fate,
        title,
        lead: rows.length === 0 ? null : lead,
        count: rows.length,
        rows: rows.slice(0, MOST_ROWS).map((row) => ({
          key: String(row.line),
          name: row.name ?? row.employeeNumber,
          number: row.name === null ? "" : row.employeeNumber,
          post: titles.get(row.module) ?? row.module,
          what: `${OUTCOME_NAMES[row.outcome]} on ${dayWords(row.completedOn)}, by ${row.provider}`,
          late: false,
        })),
      };
    }),
    missing: null,
    unchanged: fresh.length === 0,
    fingerprint: planned.fingerprint,
  };
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
export async function wrongRows(ctx: Context, force: Force, upload: Upload): Promise<string> {
  if (upload.kind === "training") {
    const { table, problems } = await planTrainingUpload(ctx, force, upload);
    return wrongRowsCsv(table, problems);
  }
  const { table, extract } = await planPeople(ctx, force, upload);
  return wrongRowsCsv(table, extract.problems);
}
