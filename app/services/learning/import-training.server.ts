import { insertAudit } from "#db/queries/identity.ts";
import { insertRows } from "#db/queries/roster.ts";
import { programmeModules, trainingRecordsOf } from "#db/queries/training.ts";
import {
  readRows,
  requiredDay,
  requiredText,
  wordField,
  type RowProblem,
} from "#app/domain/roster/extract.ts";
import { dayOf, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { findOrFoundForce, type Force } from "../roster/find-force.server.ts";
import { readFile } from "../roster/read-file.server.ts";
import { settleWaitingTraining } from "./settle-waiting-training.server.ts";

const COLUMNS = ["Employee Number", "Module", "Completed On", "Outcome", "Provider"] as const;
const OUTCOMES = { pass: "pass", attended: "attended", fail: "fail" } as const;

export interface TrainingImport {
  readonly force: Force;
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  /** Records that no file had brought before. */
  readonly added: number;
  /** Of all records that waited, those that now count. */
  readonly settled: number;
}

interface TrainingRow {
  readonly employeeNumber: string;
  readonly module: string;
  readonly completedOn: Day;
  readonly outcome: "pass" | "attended" | "fail";
  readonly provider: string;
}

const keyOf = (row: TrainingRow) =>
  [row.employeeNumber, row.module, row.completedOn, row.outcome, row.provider].join("\u0000");

/**
 * Imports training that was done elsewhere. `Pass` and `Attended` give the module,
 * `Fail` is recorded and does not. A number that no extract has brought waits.
 * The same record twice, in one file or in two, counts once.
 * @throws AmendsError `bad-input` for a file that cannot be read; nothing is written.
 */
export async function importTraining(
  ctx: Context,
  input: { force?: string; fileName: string; bytes: Uint8Array; by: string },
): Promise<TrainingImport> {
  const file = readFile(input.bytes, COLUMNS);
  const now = ctx.now();
  const today = dayOf(now);
  return ctx.transact(async (trx) => {
    const force = await findOrFoundForce(ctx, trx, input.force);
    const modules = Object.fromEntries((await programmeModules(trx)).map((slug) => [slug, slug]));
    const read = readRows(file.rows, (row) => {
      const completedOn = requiredDay(row, "Completed On");
      return {
        line: row.line,
        employeeNumber: requiredText(row, "Employee Number", "the employee number"),
        module: wordField(row, "Module", modules),
        completedOn,
        outcome: wordField(row, "Outcome", OUTCOMES),
        provider: requiredText(row, "Provider", "who gave the training"),
      };
    });
    const known = new Set(
      (await trainingRecordsOf(trx, force.id)).map((record) =>
        keyOf({ ...record, employeeNumber: record.employee_number, completedOn: record.completed_on }),
      ),
    );
    const problems = [...read.problems];
    const inFile = new Set<string>();
    const fresh: TrainingRow[] = [];
    for (const row of read.rows) {
      const key = keyOf(row);
      if (row.completedOn > today) {
        problems.push({
          line: row.line,
          column: "Completed On",
          message: `${row.completedOn} is still to come`,
        });
      } else if (inFile.has(key)) {
        problems.push({
          line: row.line,
          column: "Employee Number",
          message: "the same record stands in an earlier row",
        });
      } else if (!known.has(key)) {
        fresh.push(row);
      }
      inFile.add(key);
    }
    problems.sort((a, b) => a.line - b.line);
    if (fresh.length === 0) return { force, rows: file.rows.length, problems, added: 0, settled: 0 };

    const importId = ctx.newId();
    await insertRows(trx, "roster_import", [
      {
        id: importId,
        force_id: force.id,
        kind: "training",
        file_name: input.fileName,
        sha256: file.sha256,
        as_at: today,
        imported_at: now,
        imported_by: input.by,
        rows: file.rows.length,
        rejected: problems.length,
        changes: JSON.stringify({ added: fresh.length }),
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
      by: input.by,
      action: "training.import",
      subject: importId,
      detail: JSON.stringify({ added: fresh.length, settled }),
    });
    return { force, rows: file.rows.length, problems, added: fresh.length, settled };
  });
}
