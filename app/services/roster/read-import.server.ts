import { importById, latestPeopleImport, problemsOf } from "#db/queries/roster.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { RowProblem } from "#app/domain/roster/extract.ts";
import type { Day } from "#app/domain/time.ts";
import { instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { describeChanges } from "./describe-changes.ts";
import type { Force } from "./find-force.server.ts";
import { NO_CHANGES, type RosterChanges } from "./plan-import.server.ts";

export interface ReadImport {
  readonly id: string;
  readonly kind: "people" | "training";
  readonly fileName: string;
  readonly source: string | null;
  readonly asAt: Day;
  readonly when: string;
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  /** In a sentence. */
  readonly changes: string;
  readonly undone: string | null;
  /** It is the newest of people, and stands. */
  readonly mayUndo: boolean;
}

/** @throws AmendsError `not-found` */
export async function readImport(ctx: Context, force: Force, id: string): Promise<ReadImport> {
  const row = await importById(ctx.read, force.id, id);
  if (!row) throw new AmendsError("not-found", "There is no such import", "Look in the list of imports.");
  const latest = await latestPeopleImport(ctx.read, force.id);
  const counted = JSON.parse(row.changes) as Partial<RosterChanges> & { added?: number };
  return {
    id: row.id,
    kind: row.kind,
    fileName: row.file_name,
    source: row.source,
    asAt: row.as_at,
    when: instantWords(row.imported_at),
    rows: row.rows,
    problems: await problemsOf(ctx.read, row.id),
    changes:
      row.kind === "people"
        ? describeChanges({ ...NO_CHANGES, ...counted })
        : `${counted.added ?? 0} new records`,
    undone: row.undone_at === null ? null : instantWords(row.undone_at),
    mayUndo: row.undone_at === null && latest?.id === row.id,
  };
}
