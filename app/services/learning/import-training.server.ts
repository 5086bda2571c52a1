import { z } from "zod";
import type { Db, Trx } from "#db/connect.ts";
import { personByEmployeeNumber } from "#db/queries/account.ts";
import { insertAudit } from "#db/queries/identity.ts";
import { insertRows } from "#db/queries/roster.ts";
import { courseTitles, moduleTitles, programmeModules, trainingRecordsOf } from "#db/queries/training.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { keyOfTraining, readTraining, type TrainingRow } from "#app/domain/learning/training-row.ts";
import { requireColumns, type RowProblem } from "#app/domain/roster/extract.ts";
import { columnsOf, type TrainingMap } from "#app/domain/roster/import-map.ts";
import { dayOf, isDay } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { digestOf } from "../ledger/digest.server.ts";
import { parseInput } from "../parse-input.ts";
import { findOrFoundForce, forceForImport, type Force } from "../roster/find-force.server.ts";
import { mapFor, rememberMap } from "../roster/import-maps.server.ts";
import { readTable } from "../roster/read-table.server.ts";
import { settleWaitingTraining } from "./settle-waiting-training.server.ts";

export interface TrainingImport {
  readonly force: Force;
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  /** Records that no file had brought before. */
  readonly added: number;
  /** Of all records that waited, those that are in the ledger now. */
  readonly settled: number;
}

/** A file of training, or what stands in place of one. */
interface Told {
  readonly fileName: string;
  readonly sha256: string;
  readonly source: string | null;
  readonly rows: number;
  readonly by: string;
}

/**
 * Imports training that was done elsewhere. `Pass` and `Attended` give the module,
 * `Fail` is recorded and does not; nor does what is older than every programme that
 * requires the module allows. A number that no extract has brought waits.
 * The same record twice, in one file or in two, counts once.
 * @throws AmendsError `bad-input` for a file that cannot be read; nothing is written.
 */
export async function importTraining(
  ctx: Context,
  input: {
    force?: string | undefined;
    fileName: string;
    bytes: Uint8Array;
    by: string;
    /** The system it is from; its map is remembered. */
    source?: string | undefined;
    map?: TrainingMap | undefined;
  },
): Promise<TrainingImport> {
  const { force: named, founded } = await forceForImport(ctx, ctx.read, input.force);
  const map = await mapFor(ctx.read, founded ? null : named.id, "training", input.source, input.map);
  const table = await readTable(input.bytes, map);
  requireColumns(table.columns, columnsOf(map));
  return ctx.transact(async (trx) => {
    const force = await findOrFoundForce(ctx, trx, input.force);
    const read = readTraining(table.rows, map, await modulesToTrain(trx));
    const told = {
      fileName: input.fileName,
      sha256: table.sha256,
      source: input.source ?? null,
      rows: table.rows.length,
      by: input.by,
    };
    if (input.source !== undefined && input.map !== undefined) {
      const { source, by } = input;
      await rememberMap(ctx, trx, {
        forceId: force.id,
        kind: "training",
        source,
        map: input.map,
        at: ctx.now(),
        by,
      });
    }
    return store(ctx, trx, force, told, read);
  });
}

/** Slugs and titles of what some programme ever requires: what training can be recorded of. */
export function listModules(ctx: Context): Promise<{ slug: string; title: string }[]> {
  return modulesToTrain(ctx.read);
}

async function modulesToTrain(db: Db): Promise<{ slug: string; title: string }[]> {
  const titles = new Map(
    [...(await courseTitles(db)), ...(await moduleTitles(db))].map((row) => [row.slug, row.title]),
  );
  return (await programmeModules(db)).map((slug) => ({ slug, title: titles.get(slug) ?? slug }));
}

const byHand = z.object({
  person: z.string().trim().min(1, "give an employee number"),
  module: z.string().min(1, "choose one"),
  completedOn: z.string().refine(isDay, "give a day"),
  outcome: z.enum(["pass", "attended", "fail"], "choose one"),
  provider: z.string().trim().min(1, "say who gave the training").max(200),
  evidence: z.string().trim().min(1, "say where the proof is").max(100),
});
const LABELS = {
  person: "Employee number",
  module: "Module",
  completedOn: "Day",
  outcome: "Outcome",
  provider: "Given by",
  evidence: "Evidence",
};

/**
 * Records one person's training by hand, with where its proof is.
 * @throws AmendsError `bad-input` naming the fields; `conflict` when it is recorded already.
 */
export async function recordTraining(
  ctx: Context,
  input: { force: Force; by: string; values: unknown },
): Promise<TrainingImport> {
  const values = parseInput(byHand, input.values, LABELS);
  const { force, by } = input;
  const wrong = (field: keyof typeof LABELS, text: string) =>
    new AmendsError("bad-input", `${LABELS[field]}: ${text}`, "", [
      { text: `${LABELS[field]}: ${text}`, href: `#${field}` },
    ]);
  return ctx.transact(async (trx) => {
    if (!(await personByEmployeeNumber(trx, force.id, values.person)))
      throw wrong("person", `nobody in ${force.name} has the number ${values.person}`);
    if (!(await modulesToTrain(trx)).some((one) => one.slug === values.module))
      throw wrong("module", "choose one");
    const { person, completedOn, ...rest } = values;
    if (completedOn > dayOf(ctx.now())) throw wrong("completedOn", "it is still to come");
    const row = { ...rest, line: 1, employeeNumber: person, completedOn };
    const told = { fileName: "By hand", sha256: digestOf(keyOfTraining(row)), source: null, rows: 1, by };
    const done = await store(ctx, trx, force, told, { rows: [row], problems: [] });
    if (done.added === 0)
      throw new AmendsError("conflict", "This training is recorded already", "Nothing is left to do.");
    return done;
  });
}

async function store(
  ctx: Context,
  trx: Trx,
  force: Force,
  told: Told,
  read: { rows: readonly TrainingRow[]; problems: readonly RowProblem[] },
): Promise<TrainingImport> {
  const now = ctx.now();
  const today = dayOf(now);
  const known = new Set(
    (await trainingRecordsOf(trx, force.id)).map((record) =>
      keyOfTraining({ ...record, employeeNumber: record.employee_number, completedOn: record.completed_on }),
    ),
  );
  const problems = [...read.problems];
  const inFile = new Set<string>();
  const fresh: TrainingRow[] = [];
  for (const row of read.rows) {
    const key = keyOfTraining(row);
    const { line } = row;
    if (row.completedOn > today) {
      problems.push({ line, column: "Completed On", message: `${row.completedOn} is still to come` });
    } else if (inFile.has(key)) {
      problems.push({ line, column: "Employee Number", message: "the same record stands in an earlier row" });
    } else if (!known.has(key)) {
      fresh.push(row);
    }
    inFile.add(key);
  }
  problems.sort((a, b) => a.line - b.line);
  if (fresh.length === 0) return { force, rows: told.rows, problems, added: 0, settled: 0 };

  const importId = ctx.newId();
  await insertRows(trx, "roster_import", [
    {
      id: importId,
      force_id: force.id,
      kind: "training",
      file_name: told.fileName,
      sha256: told.sha256,
      as_at: today,
      imported_at: now,
      imported_by: told.by,
      rows: told.rows,
      rejected: problems.length,
      changes: JSON.stringify({ added: fresh.length }),
      source: told.source,
    },
  ]);
  await insertRows(
    trx,
    "training_record",
    fresh.map((row) => ({
      id: ctx.newId(),
      force_id: force.id,
      employee_number: row.employeeNumber,
      module: row.module,
      completed_on: row.completedOn,
      outcome: row.outcome,
      provider: row.provider,
      evidence: row.evidence,
      import_id: importId,
      person_id: null,
      statement_id: null,
    })),
  );
  await insertRows(
    trx,
    "import_problem",
    problems.map((problem) => ({ import_id: importId, ...problem })),
  );
  const settled = await settleWaitingTraining(ctx, trx, force.id);
  await insertAudit(trx, {
    id: ctx.newId(),
    at: now,
    by: told.by,
    action: "training.import",
    subject: importId,
    detail: JSON.stringify({ added: fresh.length, settled }),
  });
  return { force, rows: told.rows, problems, added: fresh.length, settled };
}
