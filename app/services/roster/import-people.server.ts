/** Reads a full HR extract into the bitemporal record: all of it or nothing. */
import type { Trx } from "#db/connect.ts";
import { insertRows, latestPeopleImport } from "#db/queries/roster.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { RowProblem } from "#app/domain/roster/extract.ts";
import { toInstant, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { settleWaitingTraining } from "../learning/settle-waiting-training.server.ts";
import { settleEveryClaim } from "../ledger/settle-claims.server.ts";
import { findOrFoundForce, forceForImport, type Force } from "./find-force.server.ts";
import { mapFor, rememberMap } from "./import-maps.server.ts";
import {
  NO_CHANGES,
  planTable,
  refuseMissing,
  type PeopleFile,
  type RosterChanges,
} from "./plan-import.server.ts";
import { readTable } from "./read-table.server.ts";
import { writePlan } from "./write-plan.server.ts";
import { audit } from "../identity/write-audit.server.ts";

export interface PeopleImport {
  readonly id: string | null;
  readonly force: Force;
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  readonly changes: RosterChanges & {
    /** Training that had waited for these people. */
    readonly trainingSettled: number;
  };
  /** The same file for the same day was imported before, and says nothing new; nothing was written. */
  readonly unchanged: boolean;
}

interface Input extends PeopleFile {
  readonly by: string;
  /** That many people are missing is meant. */
  readonly acceptMissing?: boolean;
  /** What was shown beforehand; another plan is refused. */
  readonly fingerprint?: string;
  /** Hears what is written next. */
  readonly told?: (what: string) => void;
}

/**
 * Imports the full extract as at a day; what it says is known from now on.
 * Wrong rows are reported by line and column, and the rest is imported.
 * @throws AmendsError `bad-input` for a file that cannot be read; `conflict` for a day before the newest extract, for
 *   too many missing, and `stale` when the plan is no longer the one that was shown; `not-found` for an unknown force.
 *   Nothing is written then.
 */
export async function importPeople(ctx: Context, input: Input): Promise<PeopleImport> {
  const { force: named, founded } = await forceForImport(ctx, ctx.read, input.force);
  const map = await mapFor(ctx.read, founded ? null : named.id, "people", input.source, input.map);
  const table = await readTable(input.bytes, map);
  return ctx.transact(async (trx: Trx) => {
    const force = await findOrFoundForce(ctx, trx, input.force);
    const planned = await planTable(trx, input.asAt, { force, founded, map, table });
    const told = { force, rows: table.rows.length, problems: planned.extract.problems };
    const { unchanged } = planned;
    if (unchanged) return { ...told, id: null, changes: { ...NO_CHANGES, trainingSettled: 0 }, unchanged };
    if (input.fingerprint !== undefined && input.fingerprint !== planned.fingerprint) {
      throw new AmendsError(
        "stale",
        "Something was imported since you looked",
        "Look at what will change once more. Nothing was imported.",
      );
    }
    if (!input.acceptMissing) refuseMissing(planned);
    const now = await instantAfterLast(ctx, trx, force);
    const id = ctx.newId();
    const step = { ctx, trx, force, importId: id, now };
    const problems = planned.extract.problems;
    const row = {
      id,
      force_id: force.id,
      kind: "people" as const,
      file_name: input.fileName,
      sha256: table.sha256,
      as_at: input.asAt,
      imported_at: now,
      imported_by: input.by,
      rows: table.rows.length,
      rejected: problems.length,
      changes: JSON.stringify(planned.changes),
      source: input.source ?? null,
    };
    await insertRows(trx, "roster_import", [row]);
    await insertRows(
      trx,
      "import_problem",
      problems.map((problem) => ({ import_id: id, ...problem })),
    );
    await writePlan(step, planned.belief, planned.plan, input.told ?? (() => undefined));
    input.told?.("training that waited");
    const trainingSettled = await settleWaitingTraining(ctx, trx, force.id);
    // Other systems may have told of people who were not known until now.
    await settleEveryClaim(ctx, trx);
    if (input.source !== undefined && input.map !== undefined)
      await rememberMap(ctx, trx, {
        forceId: force.id,
        kind: "people",
        source: input.source,
        map: input.map,
        at: now,
        by: input.by,
      });
    const changes = { ...planned.changes, trainingSettled };
    await audit(
      ctx,
      trx,
      input.by,
      "people.import",
      id,
      { asAt: input.asAt, source: input.source ?? null, ...changes },
      now,
    );
    return { ...told, id, changes, unchanged: false };
  });
}

/** No two imports are known from the same instant, so that one can be undone without the other. */
async function instantAfterLast(ctx: Context, trx: Trx, force: Force): Promise<Instant> {
  const now = ctx.now();
  const last = await latestPeopleImport(trx, force.id);
  const latest = last?.undone_at ?? last?.imported_at;
  return latest === undefined || latest < now ? now : toInstant(new Date(Date.parse(latest) + 1));
}
