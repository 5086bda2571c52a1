import type { Trx } from "#db/connect.ts";
import { insertRows } from "#db/queries/roster.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { TrainingRow } from "#app/domain/learning/training-row.ts";
import type { RowProblem } from "#app/domain/roster/extract.ts";
import { dayOf } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { findOrFoundForce, type Force } from "../roster/find-force.server.ts";
import { rememberMap } from "../roster/import-maps.server.ts";
import { planTrainingTable, readTrainingTable, type TrainingFile } from "./plan-training.server.ts";
import { settleWaitingTraining } from "./settle-waiting-training.server.ts";
import { audit } from "../identity/write-audit.server.ts";

export interface TrainingImport {
  /** Null when no record was new: nothing was written then. */
  readonly id: string | null;
  readonly force: Force;
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  /** Records that no file had brought before. */
  readonly added: number;
  /** Of all records that waited, those that are in the ledger now. */
  readonly settled: number;
}

/**
 * Imports training that was done elsewhere: all of it or nothing. `Pass` and `Attended` give the module,
 * `Fail` is recorded and does not; nor does what is older than every programme that
 * requires the module allows. A number that no extract has brought waits.
 * The same record twice, in one file or in two, counts once.
 * @param input.fingerprint of the plan that was shown; another is refused
 * @throws AmendsError `bad-input` for a file that cannot be read, `stale` when something was imported since the plan
 *   was shown; nothing is written.
 */
export async function importTraining(
  ctx: Context,
  input: TrainingFile & { readonly by: string; readonly fingerprint?: string },
): Promise<TrainingImport> {
  const { source, by } = input;
  const read = await readTrainingTable(ctx, input);
  return ctx.transact(async (trx) => {
    const force = await findOrFoundForce(ctx, trx, input.force);
    const planned = await planTrainingTable(ctx, trx, { ...read, force });
    if (input.fingerprint !== undefined && input.fingerprint !== planned.fingerprint) {
      throw new AmendsError(
        "stale",
        "Something was imported since you looked",
        "Look at what the file brings once more. Nothing was imported.",
      );
    }
    if (source !== undefined && input.map !== undefined) {
      const map = input.map;
      await rememberMap(ctx, trx, { forceId: force.id, kind: "training", source, map, at: ctx.now(), by });
    }
    return storeTraining(ctx, trx, {
      force,
      fileName: input.fileName,
      sha256: planned.table.sha256,
      source: source ?? null,
      rows: planned.table.rows.length,
      problems: planned.problems,
      fresh: planned.fresh,
      by,
    });
  });
}

/** Records of a file of training, or of what stands in place of one. */
interface Told {
  readonly force: Force;
  readonly fileName: string;
  readonly sha256: string;
  readonly source: string | null;
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  /** Those that are not recorded yet. */
  readonly fresh: readonly TrainingRow[];
  readonly by: string;
}

/** Writes records in the caller's transaction, and turns them into statements for everyone who is known. */
export async function storeTraining(ctx: Context, trx: Trx, told: Told): Promise<TrainingImport> {
  const { force, rows, problems, fresh } = told;
  if (fresh.length === 0) return { id: null, force, rows, problems, added: 0, settled: 0 };
  const now = ctx.now();
  const importId = ctx.newId();
  await insertRows(trx, "roster_import", [
    {
      id: importId,
      force_id: force.id,
      kind: "training",
      file_name: told.fileName,
      sha256: told.sha256,
      as_at: dayOf(now),
      imported_at: now,
      imported_by: told.by,
      rows,
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
  await audit(ctx, trx, told.by, "training.import", importId, { added: fresh.length, settled }, now);
  return { id: importId, force, rows, problems, added: fresh.length, settled };
}
