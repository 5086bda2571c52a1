/** Reads a full HR extract into the bitemporal record: all of it or nothing. */
import type { Trx } from "#db/connect.ts";
import { insertAudit } from "#db/queries/identity.ts";
import { insertRows, newestExtract, noteImportChanges, wasImported } from "#db/queries/roster.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { EXTRACT_COLUMNS, readExtract, type RowProblem } from "#app/domain/roster/extract.ts";
import type { Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { settleWaitingTraining } from "../learning/settle-waiting-training.server.ts";
import { settleEveryClaim } from "../ledger/settle-claims.server.ts";
import { applyAbsences } from "./apply-absences.server.ts";
import { applyPeople } from "./apply-people.server.ts";
import { applyPostings } from "./apply-postings.server.ts";
import { applyUnits } from "./apply-units.server.ts";
import { findOrFoundForce, type Force } from "./find-force.server.ts";
import { readFile } from "./read-file.server.ts";

/** Counts of what an extract changed. */
export interface RosterChanges {
  readonly joiners: number;
  readonly leavers: number;
  /** Of the leavers, those who were missing without a leaving date. */
  readonly inferredLeavers: number;
  readonly moves: number;
  readonly newUnits: number;
  readonly renamedUnits: number;
  readonly absencesOpened: number;
  readonly absencesChanged: number;
  /** Training that had waited for these people. */
  readonly trainingSettled: number;
}

export interface PeopleImport {
  readonly force: Force;
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  readonly changes: RosterChanges;
  /** The same file for the same day was imported before; nothing was written. */
  readonly unchanged: boolean;
}

const NO_CHANGES: RosterChanges = {
  joiners: 0,
  leavers: 0,
  inferredLeavers: 0,
  moves: 0,
  newUnits: 0,
  renamedUnits: 0,
  absencesOpened: 0,
  absencesChanged: 0,
  trainingSettled: 0,
};

/**
 * Imports the full extract as at a day; what it says is known from now on.
 * Wrong rows are reported by line and column, and the rest is imported.
 * @throws AmendsError `bad-input` for a file that cannot be read, `conflict` for a
 *   day before the newest extract, `not-found` for an unknown force; nothing is written.
 */
export async function importPeople(
  ctx: Context,
  input: { force?: string; fileName: string; bytes: Uint8Array; asAt: Day; by: string },
): Promise<PeopleImport> {
  const file = readFile(input.bytes, EXTRACT_COLUMNS);
  const extract = readExtract(file.rows);
  if (extract.rows.length === 0) {
    throw new AmendsError(
      "bad-input",
      "No row of the file could be read",
      "Check the file. Nothing was imported.",
    );
  }
  const now = ctx.now();
  return ctx.transact(async (trx: Trx) => {
    const force = await findOrFoundForce(ctx, trx, input.force);
    const told = { force, rows: file.rows.length, problems: extract.problems };
    if (await wasImported(trx, force.id, file.sha256, input.asAt)) {
      return { ...told, changes: NO_CHANGES, unchanged: true };
    }
    const newest = await newestExtract(trx, force.id);
    if (newest !== null && input.asAt < newest) {
      throw new AmendsError(
        "conflict",
        `An extract of ${newest} was imported already, and this one is of ${input.asAt}`,
        "Import extracts in the order of their days. Nothing was imported.",
      );
    }
    const importId = ctx.newId();
    await insertRows(trx, "roster_import", [
      {
        id: importId,
        force_id: force.id,
        kind: "people",
        file_name: input.fileName,
        sha256: file.sha256,
        as_at: input.asAt,
        imported_at: now,
        imported_by: input.by,
        rows: file.rows.length,
        rejected: extract.problems.length,
        changes: "{}",
      },
    ]);
    const step = { ctx, trx, force, importId, now, asAt: input.asAt, extract };
    const units = await applyUnits(step);
    const people = await applyPeople(step);
    const postings = await applyPostings(step, units.idByCode, people.idByNumber);
    const absences = await applyAbsences(step, people.idByNumber);
    const trainingSettled = await settleWaitingTraining(ctx, trx, force.id);
    // Other systems may have told of people who were not known until now.
    await settleEveryClaim(ctx, trx);
    const changes: RosterChanges = {
      ...NO_CHANGES,
      joiners: people.added,
      ...postings.counts,
      ...units.counts,
      ...absences,
      trainingSettled,
    };
    await insertRows(
      trx,
      "import_problem",
      extract.problems.map((problem) => ({ import_id: importId, ...problem })),
    );
    await noteImportChanges(trx, importId, JSON.stringify(changes));
    await insertAudit(trx, {
      id: ctx.newId(),
      at: now,
      by: input.by,
      action: "people.import",
      subject: importId,
      detail: JSON.stringify({ asAt: input.asAt, ...changes }),
    });
    return { ...told, changes, unchanged: false };
  });
}
