/** Rows that could not be read, as a file to correct and send again. */
import type { RowProblem } from "#app/domain/roster/extract.ts";
import type { Table } from "./read-table.server.ts";
import { writeCsv } from "./write-csv.ts";

/** The rows as they stand in the file, with what is wrong; a spreadsheet reads it as UTF-8. */
export function wrongRowsCsv(table: Table, problems: readonly RowProblem[]): string {
  const fieldsOf = new Map(table.rows.map((row) => [row.line, row.fields]));
  const rows = problems.map(({ line, column, message }) => [
    ...table.columns.map((name) => fieldsOf.get(line)?.[name] ?? ""),
    String(line),
    `${column}: ${message}`,
  ]);
  return `\uFEFF${writeCsv([[...table.columns, "Row", "What is wrong"], ...rows])}`;
}

/** Where the rows stood and what was wrong with them, once the file is no longer kept. */
export function problemsCsv(problems: readonly RowProblem[]): string {
  const rows = problems.map(({ line, column, message }) => [String(line), column, message]);
  return `\uFEFF${writeCsv([["Row", "Column", "What is wrong"], ...rows])}`;
}
