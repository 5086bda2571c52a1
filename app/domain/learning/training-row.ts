/** Rows of training that was done elsewhere, as typed facts or as problems by line and column. Intentionally pure. */
import { AmendsError } from "../errors.ts";
import {
  readRows,
  requiredDay,
  requiredText,
  wordField,
  wordsOf,
  type FileRow,
  type RowProblem,
} from "../roster/extract.ts";
import type { TrainingMap } from "../roster/import-map.ts";
import type { TrainingOutcome } from "../roster/training-fields.ts";
import type { Day } from "../time.ts";

export interface TrainingRow {
  readonly line: number;
  readonly employeeNumber: string;
  readonly module: string;
  readonly completedOn: Day;
  readonly outcome: TrainingOutcome;
  readonly provider: string;
  /** Where its proof is: a register, a certificate's number. */
  readonly evidence: string | null;
}

/** What every source's words for an outcome mean without a map. */
export const OUTCOME_WORDS: Readonly<Record<string, TrainingOutcome>> = {
  pass: "pass",
  attended: "attended",
  fail: "fail",
};
const LONGEST_EVIDENCE = 100;

export const keyOfTraining = (row: Omit<TrainingRow, "line" | "evidence">): string =>
  [row.employeeNumber, row.module, row.completedOn, row.outcome, row.provider].join("\u0000");

/** What every source's words for a module mean without a map: its title, and its slug. */
export function wordsForModules(
  modules: readonly { slug: string; title: string }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...modules.map(({ slug, title }) => [title.toLowerCase(), slug] as const),
    ...modules.map(({ slug }) => [slug, slug] as const),
  ]);
}

/** @param modules the slugs that a record may name; a title or a word of the map may stand for one. */
export function readTraining(
  rows: readonly FileRow[],
  map: TrainingMap,
  modules: readonly { slug: string; title: string }[],
): { rows: TrainingRow[]; problems: RowProblem[] } {
  const { columns, fixed, values, dayFormats } = map;
  const own = wordsForModules(modules);
  if (fixed.module !== undefined && !Object.hasOwn(own, fixed.module)) {
    throw new AmendsError(
      "bad-input",
      `The map fixes the module "${fixed.module}", and no programme requires it`,
      `Use one of: ${modules.map((one) => one.slug).join(", ")}. Nothing was imported.`,
    );
  }
  // A word for a module that nobody must hold is no word.
  const mapped = Object.fromEntries(
    Object.entries(values.module).filter(([, slug]) => Object.hasOwn(own, slug)),
  );
  const moduleWords = wordsOf(mapped, own);
  const outcomeWords = wordsOf(values.outcome, OUTCOME_WORDS);
  return readRows(rows, (row) => ({
    line: row.line,
    completedOn: requiredDay(row, columns.completedOn, dayFormats),
    employeeNumber: requiredText(row, columns.employeeNumber, "the employee number"),
    module: fixed.module ?? wordField(row, columns.module ?? "", moduleWords),
    outcome: fixed.outcome ?? wordField(row, columns.outcome ?? "", outcomeWords),
    provider: fixed.provider ?? requiredText(row, columns.provider ?? "", "who gave the training"),
    evidence:
      columns.evidence === undefined
        ? null
        : (row.fields[columns.evidence] ?? "").trim().slice(0, LONGEST_EVIDENCE) || null,
  }));
}
