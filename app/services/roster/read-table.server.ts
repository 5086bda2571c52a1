/** A table that somebody gave us: CSV in any common encoding, or a workbook. Nothing of it is believed. */
import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { AmendsError } from "#app/domain/errors.ts";
import type { FileRow } from "#app/domain/roster/extract.ts";
import { isWorkbook, readWorkbook } from "./read-workbook.server.ts";

/** How a file is written, as a map says it. */
export interface TableForm {
  readonly encoding: string;
  readonly delimiter: string;
  readonly sheet: string | number;
  readonly headerRow: number;
  readonly dayFormats: readonly string[];
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly FileRow[];
  /** "UTF-8", "XLSX": how it turned out to be written. */
  readonly form: string;
  readonly sha256: string;
}

export const MOST_FILE_BYTES = 20_000_000;
export const MOST_ROWS = 200_000;
export const MOST_COLUMNS = 300;

/**
 * Reads a file into rows by column name.
 * @throws AmendsError `bad-input` when it is too large, or neither CSV nor a workbook.
 */
export async function readTable(bytes: Uint8Array, form: TableForm): Promise<Table> {
  if (bytes.length > MOST_FILE_BYTES) {
    throw refused(
      `The file has ${Math.ceil(bytes.length / 1_000_000)} MB, and ${MOST_FILE_BYTES / 1_000_000} MB are the most`,
      "Leave out what is not needed.",
    );
  }
  const lines = isWorkbook(bytes)
    ? { form: "XLSX", lines: await readWorkbook(bytes, form) }
    : readCsv(bytes, form);
  const [header, ...rest] = lines.lines.slice(form.headerRow - 1);
  const columns = (header?.cells ?? []).map((name) => name.trim().normalize("NFC"));
  const twice = columns.find((name, at) => name !== "" && columns.indexOf(name) !== at);
  if (twice !== undefined)
    throw refused(
      `Two columns are called "${twice}"`,
      "Give each a name of its own, in the file's first line.",
    );
  if (rest.length > MOST_ROWS || columns.length > MOST_COLUMNS)
    throw refused(
      `The file has ${rest.length} rows and ${columns.length} columns`,
      `${MOST_ROWS} rows and ${MOST_COLUMNS} columns are the most.`,
    );
  return {
    columns: columns.filter((name) => name !== ""),
    rows: rest.map(({ line, cells }) => ({
      line,
      fields: Object.fromEntries(
        columns.flatMap((name, at) => (name === "" ? [] : [[name, cells[at] ?? ""] as const])),
      ),
    })),
    form: lines.form,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

/** One line of a file as it stands. */
interface TableLine {
  readonly line: number;
  readonly cells: readonly string[];
}

function readCsv(bytes: Uint8Array, form: TableForm): { form: string; lines: TableLine[] } {
  const { text, encoding } = decode(bytes, form.encoding);
  const delimiter = form.delimiter === "auto" ? likelyDelimiter(text, form.headerRow) : form.delimiter;
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 100_000,
      to: MOST_ROWS + form.headerRow + 1,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return {
      form: encoding,
      lines: records.map(({ record, info }) => ({ line: info.lines, cells: record })),
    };
  } catch (error) {
    throw refused(
      `The file cannot be read as CSV: ${error instanceof Error ? error.message : String(error)}`,
      "Export it again as CSV, or as an XLSX workbook.",
    );
  }
}

/** The text, by its byte-order mark or by what its bytes can be; without both it is taken to be Windows-1252. */
function decode(bytes: Uint8Array, wanted: string): { text: string; encoding: string } {
  const encoding = wanted === "auto" ? likelyEncoding(bytes) : wanted;
  if (!iconv.encodingExists(encoding))
    throw refused(
      `No encoding is called "${encoding}"`,
      "Use auto, utf-8, utf-16le, windows-1252 or another usual name.",
    );
  return { text: iconv.decode(Buffer.from(bytes), encoding, { stripBOM: true }).normalize("NFC"), encoding };
}

const SAMPLE_BYTES = 4_000;

function likelyEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  // Without a mark, half the bytes of Western text in UTF-16 are zero; no other text holds any.
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) * 4 > sample.length) return odd > even ? "utf-16le" : "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** Whichever stands most often in the header, outside quotation marks. */
function likelyDelimiter(text: string, headerRow: number): string {
  const header = (text.split(/\r\n|\n|\r/, headerRow)[headerRow - 1] ?? "").replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best), ",");
}

function refused(message: string, wayOut: string): AmendsError {
  return new AmendsError("bad-input", message, `${wayOut} Nothing was imported.`);
}
