/** What a file of training would bring, before anything is written. */
import { createHash } from "node:crypto";
import type { Db } from "#db/connect.ts";
import { programmesRequiring } from "#db/queries/claims.ts";
import { everybody } from "#db/queries/people.ts";
import { courseTitles, moduleTitles, programmeModules, trainingRecordsOf } from "#db/queries/training.ts";
import { keyOfTraining, readTraining, type TrainingRow } from "#app/domain/learning/training-row.ts";
import { tooOld } from "#app/domain/ledger/prior-learning.ts";
import { requireColumns, type RowProblem } from "#app/domain/roster/extract.ts";
import { columnsOf, type TrainingMap } from "#app/domain/roster/import-map.ts";
import { dayOf } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { forceForImport, type Force } from "../roster/find-force.server.ts";
import { mapFor } from "../roster/import-maps.server.ts";
import { readTable, type Table } from "../roster/read-table.server.ts";

/** A file of training, as somebody brings it. */
export interface TrainingFile {
  readonly force?: string | undefined;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** The system it is from; its map is remembered. */
  readonly source?: string | undefined;
  readonly map?: TrainingMap | undefined;
}

/** What becomes of a record: it counts, waits for an extract to bring its number, or is kept and gives nothing. */
export type TrainingFate = "counts" | "waits" | "old" | "failed";

export interface PlannedTraining {
  readonly force: Force;
  readonly founded: boolean;
  readonly map: TrainingMap;
  readonly table: Table;
  readonly problems: readonly RowProblem[];
  /** Records that no file had brought before. */
  readonly fresh: readonly (TrainingRow & { readonly fate: TrainingFate; readonly name: string | null })[];
  /** Rows whose records were brought before: they are passed over. */
  readonly known: number;
  /** Slugs → titles. */
  readonly titles: ReadonlyMap<string, string>;
  /** Tells this plan from every other: what is applied is what was shown. */
  readonly fingerprint: string;
}

/** Slugs and titles of what some programme ever requires: what training can be recorded of. */
export async function modulesToTrain(db: Db): Promise<{ slug: string; title: string }[]> {
  const titles = new Map(
    [...(await courseTitles(db)), ...(await moduleTitles(db))].map((row) => [row.slug, row.title]),
  );
  return (await programmeModules(db)).map((slug) => ({ slug, title: titles.get(slug) ?? slug }));
}

/** Keys of all records that were brought before. */
export async function knownTraining(db: Db, force: Force): Promise<ReadonlySet<string>> {
  const records = await trainingRecordsOf(db, force.id);
  return new Set(
    records.map((record) =>
      keyOfTraining({ ...record, employeeNumber: record.employee_number, completedOn: record.completed_on }),
    ),
  );
}

/**
 * Reads a file of training and compares it with what is recorded. Writes nothing.
 * @throws AmendsError `bad-input` for a file or a map that cannot be read, `not-found` for an unknown force.
 */
export async function planTraining(ctx: Context, file: TrainingFile): Promise<PlannedTraining> {
  return planTrainingTable(ctx, ctx.read, await readTrainingTable(ctx, file));
}

/** The file as a table, by the map given, else the one remembered for its source. */
export async function readTrainingTable(
  ctx: Context,
  file: TrainingFile,
): Promise<Pick<PlannedTraining, "force" | "founded" | "map" | "table">> {
  const { force, founded } = await forceForImport(ctx, ctx.read, file.force);
  const map = await mapFor(ctx.read, founded ? null : force.id, "training", file.source, file.map);
  return { force, founded, map, table: await readTable(file.bytes, map) };
}

/** The same for a table that was read before. */
export async function planTrainingTable(
  ctx: Context,
  db: Db,
  read: Pick<PlannedTraining, "force" | "founded" | "map" | "table">,
): Promise<PlannedTraining> {
  const { force, map, table } = read;
  requireColumns(table.columns, columnsOf(map));
  const today = dayOf(ctx.now());
  const modules = await modulesToTrain(db);
  const { rows, problems: unreadable } = readTraining(table.rows, map, modules);
  const problems = [...unreadable];
  const before = await knownTraining(db, force);
  const inFile = new Set<string>();
  const fresh: TrainingRow[] = [];
  let known = 0;
  for (const row of rows) {
    const key = keyOfTraining(row);
    const { line } = row;
    if (row.completedOn > today) {
      problems.push({
        line,
        column: map.columns.completedOn,
        message: `${row.completedOn} is still to come`,
      });
    } else if (inFile.has(key)) {
      problems.push({
        line,
        column: map.columns.employeeNumber,
        message: "the same record stands in an earlier row",
      });
    } else if (before.has(key)) known += 1;
    else fresh.push(row);
    inFile.add(key);
  }
  problems.sort((a, b) => a.line - b.line);

  const names = new Map<string | null, string>();
  for (const row of await everybody(db, force.id, ctx.now()))
    names.set(row.employee_number, `${row.known_as ?? row.forenames} ${row.surname}`.trim());
  const asked = [...new Set(fresh.map((row) => row.module))];
  const rules = asked.length === 0 ? [] : await programmesRequiring(db, asked, today);
  const rulesOf = new Map<string, typeof rules>();
  for (const rule of rules) rulesOf.set(rule.module, [...(rulesOf.get(rule.module) ?? []), rule]);
  const fateOf = (row: TrainingRow): TrainingFate => {
    if (!names.has(row.employeeNumber)) return "waits";
    if (row.outcome === "fail") return "failed";
    return tooOld(row.completedOn, today, rulesOf.get(row.module) ?? []) === null ? "counts" : "old";
  };
  const told = { sha256: table.sha256, fresh, problems };
  return {
    ...read,
    problems,
    fresh: fresh.map((row) => ({ ...row, fate: fateOf(row), name: names.get(row.employeeNumber) ?? null })),
    known,
    titles: new Map(modules.map(({ slug, title }) => [slug, title])),
    fingerprint: createHash("sha256").update(JSON.stringify(told)).digest("hex"),
  };
}
