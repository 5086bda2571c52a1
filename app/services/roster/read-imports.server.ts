import { importsOf, problemsOf } from "#db/queries/roster.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { RowProblem } from "#app/domain/roster/extract.ts";
import { instantWords } from "#app/domain/words.ts";
import type { Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

export interface ImportLine {
  readonly id: string;
  readonly kind: "people" | "training";
  readonly fileName: string;
  readonly asAt: Day;
  readonly when: string;
  readonly by: string;
  readonly rows: number;
  readonly problems: readonly RowProblem[];
  /** The system that the file is from, where it was named. */
  readonly source: string | null;
  /** When it was undone; null: it stands. */
  readonly undone: string | null;
}

/** Every file imported into a force, the latest first, with its wrong rows. */
export async function readImports(ctx: Context, forceId: ForceId): Promise<ImportLine[]> {
  const lines: ImportLine[] = [];
  for (const row of await importsOf(ctx.read, forceId)) {
    lines.push({
      id: row.id,
      kind: row.kind,
      fileName: row.file_name,
      asAt: row.as_at,
      when: instantWords(row.imported_at),
      by: row.imported_by,
      rows: row.rows,
      source: row.source,
      undone: row.undone_at === null ? null : instantWords(row.undone_at),
      problems: row.rejected > 0 ? await problemsOf(ctx.read, row.id) : [],
    });
  }
  return lines;
}
