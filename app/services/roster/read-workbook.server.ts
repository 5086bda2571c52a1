/** The cells of one sheet of an XLSX workbook, as text. Formulas are not worked out: their stored results are read. */
import { Unzip, UnzipInflate, zipSync } from "fflate";
import { readSheet } from "read-excel-file/universal";
import { AmendsError } from "#app/domain/errors.ts";
import { writeDay } from "#app/domain/roster/days.ts";
import { toInstant, type Day } from "#app/domain/time.ts";

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A small file may unpack to a huge one. */
const MOST_UNPACKED_BYTES = 100_000_000;
const MOST_ENTRIES = 500;
const LAST_ROW = 200_100;
const LAST_COLUMN = 300;

/** Whether the bytes are a ZIP, which a workbook is. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/**
 * @param form the sheet's name or place from 1; days are written in the first of the formats.
 * @throws AmendsError `bad-input`
 */
export async function readWorkbook(
  bytes: Uint8Array,
  form: { readonly sheet: string | number; readonly dayFormats: readonly string[] },
): Promise<Line[]> {
  const entries = unpack(bytes);
  for (const [name, content] of Object.entries(entries))
    if (/worksheets\/[^/]+\.xml$/i.test(name)) refuseFarCells(new TextDecoder().decode(content));
  // What is read is what was counted: packed again without compression.
  const counted = zipSync(entries, { level: 0 });
  const buffer = counted.buffer.slice(counted.byteOffset, counted.byteOffset + counted.byteLength);
  let rows: unknown[][];
  try {
    rows = await readSheet(buffer, form.sheet, { trim: false });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw refused(`The workbook cannot be read: ${why}`, "Save it again as XLSX, or as CSV.");
  }
  return rows.map((cells, at) => ({
    line: at + 1,
    cells: cells.map((cell) => textOf(cell, form.dayFormats)),
  }));
}

function textOf(cell: unknown, dayFormats: readonly string[]): string {
  if (cell instanceof Date) return writeDay(toInstant(cell).slice(0, 10) as Day, dayFormats);
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean"
    ? String(cell)
    : "";
}

/** The XML parts, inflated while they are counted. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  const entries: Record<string, Uint8Array> = {};
  let total = 0;
  let count = 0;
  const unzip = new Unzip((file) => {
    count += 1;
    if (count > MOST_ENTRIES) throw tooLarge();
    if (!/\.(xml|rels)$/i.test(file.name)) return;
    const parts: Uint8Array[] = [];
    file.ondata = (error, part, final) => {
      if (error) throw error;
      total += part.length;
      if (total > MOST_UNPACKED_BYTES) throw tooLarge();
      parts.push(part);
      if (final) entries[file.name] = Buffer.concat(parts);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    const AT_ONCE = 65_536;
    for (let at = 0; at < bytes.length; at += AT_ONCE)
      unzip.push(bytes.subarray(at, at + AT_ONCE), at + AT_ONCE >= bytes.length);
  } catch (error) {
    if (error instanceof AmendsError) throw error;
    throw refused("The workbook is damaged", "Save it again as XLSX, or as CSV.");
  }
  return entries;
}

/** A single cell far away makes the reader lay out every cell before it. */
function refuseFarCells(sheet: string): void {
  for (const [, address = ""] of sheet.matchAll(/\sr\s*=\s*["']([^"']*)["']/g)) {
    const [, letters = "", digits = ""] = /^([A-Z]{0,3})(\d{1,7})$/.exec(address) ?? [];
    let column = 0;
    for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
    if (digits === "" || Number(digits) > LAST_ROW || column > LAST_COLUMN) throw tooLarge();
  }
}

function tooLarge(): AmendsError {
  return refused(
    "The workbook holds more than is read at once",
    `A sheet may have ${LAST_ROW - 100} rows and ${LAST_COLUMN} columns; leave out other sheets and pictures.`,
  );
}

function refused(message: string, wayOut: string): AmendsError {
  return new AmendsError("bad-input", message, `${wayOut} Nothing was imported.`);
}
