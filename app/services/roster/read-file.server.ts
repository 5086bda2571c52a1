import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { AmendsError } from "#app/domain/errors.ts";
import { requireColumns, type FileRow } from "#app/domain/roster/extract.ts";

export interface ReadFile {
  readonly rows: readonly FileRow[];
  readonly sha256: string;
}

/**
 * A CSV file's rows by column name: UTF-8 with or without a byte-order mark,
 * else Windows-1252.
 * @throws AmendsError `bad-input` when it is no CSV or lacks a column.
 */
export function readFile(bytes: Uint8Array, columns: readonly string[]): ReadFile {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(decode(bytes), {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: false,
    }) as unknown as typeof records;
  } catch (error) {
    throw new AmendsError(
      "bad-input",
      `The file cannot be read as CSV: ${error instanceof Error ? error.message : String(error)}`,
      "Export it again as CSV. Nothing was imported.",
    );
  }
  const [header, ...lines] = records;
  const names = (header?.record ?? []).map((name) => name.trim());
  requireColumns(names, columns);
  return {
    rows: lines.map(({ record, info }) => ({
      line: info.lines,
      fields: Object.fromEntries(names.map((name, at) => [name, record[at] ?? ""])),
    })),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), "windows-1252");
  }
}
