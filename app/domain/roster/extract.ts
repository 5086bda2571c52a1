/**
 * Rows of a force's HR extract as typed facts, or as problems by line and column.
 * A wrong row changes nothing and stops nothing; its person is present, not
 * missing. Intentionally pure. A map says which column holds what.
 */
import { AmendsError } from "../errors.ts";
import { addDays, type Day } from "../time.ts";
import { EXCEL_SERIAL, readDay } from "./days.ts";
import { columnsOf, OWN_PEOPLE_MAP, type PeopleMap } from "./import-map.ts";
import type { PeopleField } from "./people-fields.ts";
import { ABSENCE_KINDS, actingIn, STAFF_GROUPS, type AbsenceKind, type StaffGroup } from "./workforce.ts";

/** A place in a file and what is wrong there; `line` counts from 1, the header being line 1. */
export interface RowProblem {
  readonly line: number;
  readonly column: string;
  readonly message: string;
}

/** One line of a file: its number, and its fields by column name. */
export interface FileRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ExtractRow {
  readonly line: number;
  readonly employeeNumber: string;
  readonly collarNumber: string | null;
  readonly surname: string;
  readonly forenames: string;
  readonly knownAs: string | null;
  readonly workEmail: string | null;
  readonly group: StaffGroup;
  readonly rank: string;
  /** The units above the unit, the highest first. */
  readonly areas: readonly string[];
  /** "unit:KN"; without a code, its path of names: "path:North/Northgate". */
  readonly unitKey: string;
  readonly unitCode: string | null;
  readonly unitName: string;
  readonly fte: number;
  readonly startedOn: Day;
  readonly postFrom: Day;
  /** The last day in post. */
  readonly leavesOn: Day | null;
  readonly absence: ShownAbsence | null;
}

export interface ShownAbsence {
  readonly kind: AbsenceKind;
  readonly from: Day;
  readonly lastDay: Day | null;
}

export interface ReadExtract {
  readonly rows: readonly ExtractRow[];
  readonly problems: readonly RowProblem[];
  /** Every employee number seen, in right rows and wrong ones. */
  readonly present: ReadonlySet<string>;
  /** Those of them with a row that could not be read. */
  readonly unread: ReadonlySet<string>;
}

/** The columns of the layout that needs no map. */
export const EXTRACT_COLUMNS: readonly string[] = columnsOf(OWN_PEOPLE_MAP);

/** Words that every source may use, in any capitals. */
const GROUPS: Readonly<Record<string, StaffGroup>> = {
  "police officer": "officer",
  pcso: "pcso",
  "special constable": "special",
  "police staff": "staff",
};

const ABSENCES: Readonly<Record<string, AbsenceKind>> = {
  maternity: "maternity",
  adoption: "adoption",
  "career break": "career-break",
  "long-term sick": "long-term-sick",
  suspended: "suspended",
  "seconded out": "seconded-out",
};

const themselves = <Word extends string>(list: readonly Word[]) =>
  Object.fromEntries(list.map((one) => [one, one])) as Record<Word, Word>;

/** What every source's words mean without a map, by the column's kind. */
export const KNOWN_WORDS = {
  group: { ...themselves(STAFF_GROUPS), ...GROUPS } as Readonly<Record<string, StaffGroup>>,
  absence: { ...themselves(ABSENCE_KINDS), ...ABSENCES } as Readonly<Record<string, AbsenceKind | "none">>,
};

/** A wrong field; caught where the row is read. */
class FieldProblem extends Error {
  readonly column: string;
  constructor(column: string, message: string) {
    super(message);
    this.column = column;
  }
}

/** A field as it stands in the row; empty when the map names no column for it. */
function textOf(row: FileRow, column: string | undefined): string {
  return column === undefined ? "" : (row.fields[column] ?? "").trim().normalize("NFC");
}

const OWN_FORMATS: readonly string[] = OWN_PEOPLE_MAP.dayFormats;

/** "DD/MM/YYYY or Excel's count of days" */
function formatWords(formats: readonly string[]): string {
  return formats.map((one) => (one === EXCEL_SERIAL ? "Excel's count of days" : one)).join(" or ");
}

/** A day in one of the formats; null when the field is empty. */
export function dayField(
  row: FileRow,
  column: string | undefined,
  formats: readonly string[] = OWN_FORMATS,
): Day | null {
  const text = textOf(row, column);
  if (column === undefined || text === "") return null;
  const day = readDay(text, formats);
  if (day === null) throw new FieldProblem(column, `"${text}" is not a day; use ${formatWords(formats)}`);
  return day;
}

export function requiredDay(row: FileRow, column: string, formats: readonly string[] = OWN_FORMATS): Day {
  const day = dayField(row, column, formats);
  if (day === null) throw new FieldProblem(column, `is empty; give the day as ${formatWords(formats)}`);
  return day;
}

export function requiredText(row: FileRow, column: string, what: string): string {
  const text = textOf(row, column);
  if (text === "") throw new FieldProblem(column, `is empty; give ${what}`);
  return text;
}

/** One of the words a column may hold, whatever its capitals. */
export function wordField<Word>(row: FileRow, column: string, words: Readonly<Record<string, Word>>): Word {
  const text = requiredText(row, column, `one of ${Object.keys(words).join(", ")}`);
  const key = text.toLowerCase();
  // `words` inherits from Object: "constructor" is none of its words.
  const word = Object.hasOwn(words, key) ? words[key] : undefined;
  if (word === undefined) {
    throw new FieldProblem(column, `"${text}" is not one of ${Object.keys(words).join(", ")}`);
  }
  return word;
}

/**
 * Reads rows one by one; a wrong one becomes a problem and the rest goes on.
 * @throws anything that is not a wrong field.
 */
export function readRows<Row>(
  rows: readonly FileRow[],
  read: (row: FileRow) => Row,
): { rows: Row[]; problems: RowProblem[] } {
  const good: Row[] = [];
  const problems: RowProblem[] = [];
  for (const row of rows) {
    try {
      good.push(read(row));
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      problems.push({ line: row.line, column: error.column, message: error.message });
    }
  }
  return { rows: good, problems };
}

/** @throws AmendsError `bad-input` naming the columns that a file lacks. */
export function requireColumns(columns: readonly string[], needed: readonly string[]): void {
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new AmendsError(
      "bad-input",
      `The file has no column "${missing.join('", "')}"`,
      `Its first line must name these columns: ${needed.join(", ")}. Nothing was imported.`,
    );
  }
}

/** Words of a map in any capitals, before those that every source may use. */
export function wordsOf<Ours>(
  ofMap: Readonly<Record<string, Ours>>,
  own: Readonly<Record<string, Ours>> = {},
): Readonly<Record<string, Ours>> {
  const lower = Object.entries(ofMap).map(([word, ours]) => [word.trim().toLowerCase(), ours] as const);
  return { ...own, ...Object.fromEntries(lower) };
}

/** What a map makes of words, once for a file. */
interface Reading {
  readonly map: PeopleMap;
  readonly groups: Readonly<Record<string, StaffGroup>>;
  readonly ranks: Readonly<Record<string, string>>;
  readonly absences: Readonly<Record<string, AbsenceKind | "none">>;
}

/**
 * Reads a full extract. Two rows for one person in two staff groups are two postings at once; of two in one group
 * the first counts and the second is a problem.
 */
export function readExtract(rows: readonly FileRow[], map: PeopleMap = OWN_PEOPLE_MAP): ReadExtract {
  const present = new Set<string>();
  const unread = new Set<string>();
  const counted = new Set<string>();
  const reading: Reading = {
    map,
    groups: wordsOf(map.values.group, KNOWN_WORDS.group),
    ranks: wordsOf(map.values.rank),
    absences: wordsOf(map.values.absence, KNOWN_WORDS.absence),
  };
  const numbers = map.columns.employeeNumber;
  const read = readRows(rows, (row): ExtractRow => {
    if (Object.values(row.fields).every((value) => value.trim() === "")) {
      throw new FieldProblem(numbers, "the row is empty; remove it");
    }
    const employeeNumber = requiredText(row, numbers, "the employee number");
    if (/^(grand )?total\b/i.test(employeeNumber)) {
      throw new FieldProblem(numbers, `"${employeeNumber}" is a total, not a person; remove the line`);
    }
    present.add(employeeNumber);
    let one: ExtractRow;
    try {
      one = readPerson(row, employeeNumber, reading);
    } catch (error) {
      unread.add(employeeNumber);
      throw error;
    }
    const key = `${one.group} ${employeeNumber}`;
    if (counted.has(key)) {
      throw new FieldProblem(numbers, `${employeeNumber} stands in an earlier row, which counts; remove one`);
    }
    counted.add(key);
    return one;
  });
  return { ...read, present, unread };
}

function readPerson(row: FileRow, employeeNumber: string, reading: Reading): ExtractRow {
  const { map } = reading;
  const { columns, dayFormats } = map;
  const text = (field: PeopleField) => textOf(row, columns[field] as string | undefined);
  const startedOn = requiredDay(row, columns.startedOn, dayFormats);
  const postFrom = dayField(row, columns.postFrom, dayFormats) ?? startedOn;
  const leavesOn = dayField(row, columns.leavesOn, dayFormats);
  if (leavesOn !== null && leavesOn < startedOn) {
    throw new FieldProblem(
      columns.leavesOn ?? "",
      `${text("leavesOn")} is before the start date ${text("startedOn")}`,
    );
  }
  const acting = text("actingRank");
  const actingFrom = acting === "" ? null : dayField(row, columns.actingFrom, dayFormats);
  const since = actingFrom ?? postFrom;
  const substantive = map.fixed.rank ?? requiredText(row, columns.rank ?? "", "the rank or grade");
  const rank = rankWord(acting === "" ? substantive : acting, reading);
  const areas = columns.areas.map((column) => requiredText(row, column, "the area"));
  const unitCode = text("unitCode") || null;
  if (columns.unitCode !== undefined) requiredText(row, columns.unitCode, "the unit's code");
  const unitName = requiredText(row, columns.unitName, "the unit's name");
  return {
    line: row.line,
    employeeNumber,
    collarNumber: text("collarNumber") || null,
    ...readName(row, reading.map),
    knownAs: text("knownAs") || null,
    workEmail: text("workEmail").toLowerCase() || null,
    group: map.fixed.group ?? wordField(row, columns.group ?? "", reading.groups),
    rank: acting === "" ? rank : actingIn(rank),
    areas,
    unitKey: unitCode === null ? `path:${[...areas, unitName].join("/")}` : `unit:${unitCode}`,
    unitCode,
    unitName,
    fte: readShare(row, map),
    startedOn,
    postFrom: since < startedOn ? startedOn : since,
    leavesOn,
    absence: readAbsence(row, reading),
  };
}

function rankWord(text: string, { ranks }: Reading): string {
  const key = text.toLowerCase();
  return (Object.hasOwn(ranks, key) ? ranks[key] : undefined) ?? text;
}

/** "Hale, Mair" or "Mair Hale" in one column, or a column each. */
function readName(row: FileRow, { columns, nameOrder }: PeopleMap): { surname: string; forenames: string } {
  if (columns.surname !== undefined || columns.fullName === undefined) {
    return {
      surname: requiredText(row, columns.surname ?? "", "the surname"),
      forenames: textOf(row, columns.forenames),
    };
  }
  const whole = requiredText(row, columns.fullName, "the name").replace(/\s+/g, " ");
  const comma = whole.indexOf(",");
  // A comma stands after the surname, whatever the order.
  if (comma > 0) return { surname: whole.slice(0, comma).trim(), forenames: whole.slice(comma + 1).trim() };
  const parts = whole.split(" ");
  return nameOrder === "surname-first"
    ? { surname: parts[0] ?? "", forenames: parts.slice(1).join(" ") }
    : { surname: parts.at(-1) ?? "", forenames: parts.slice(0, -1).join(" ") };
}

/** Somebody may work more than full time, but not twice. */
const MOST_FTE = 1.5;

function readShare(row: FileRow, { columns, fte }: PeopleMap): number {
  const text = textOf(row, columns.fte);
  if (text === "" || columns.fte === undefined) return 1;
  const number = Number(text.replace(/\s*%$/, "").replace(",", "."));
  const percent = fte === "percent" || text.endsWith("%");
  const share = percent ? Math.round(number * 100) / 10_000 : number;
  if (!(share > 0 && share <= MOST_FTE)) {
    throw new FieldProblem(
      columns.fte,
      fte === "percent"
        ? `"${text}" is not a percentage such as 80 or 100`
        : `"${text}" is not a share such as 0.8 or 1`,
    );
  }
  return share;
}

function readAbsence(row: FileRow, { map, absences }: Reading): ExtractRow["absence"] {
  const { columns, dayFormats } = map;
  if (columns.absence === undefined || textOf(row, columns.absence) === "") return null;
  const kind = wordField(row, columns.absence, absences);
  if (kind === "none") return null;
  const from = requiredDay(row, columns.absenceFrom ?? "", dayFormats);
  const lastDay = dayField(row, columns.absenceTo, dayFormats);
  if (lastDay !== null && lastDay < from) {
    throw new FieldProblem(
      columns.absenceTo ?? "",
      `is before the absence begins; the last day cannot be earlier than ${from}`,
    );
  }
  return { kind, from, lastDay };
}

/** The first day after a last day. */
export function dayAfter(lastDay: Day): Day {
  return addDays(lastDay, 1);
}
