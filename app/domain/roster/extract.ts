/**
 * Rows of a force's HR extract as typed facts, or as problems by line and column.
 * A wrong row changes nothing and stops nothing; its person is present, not
 * missing. Intentionally pure. The columns are those of the Marlshire extract.
 */
import { AmendsError } from "../errors.ts";
import { addDays, isDay, type Day } from "../time.ts";
import type { AbsenceKind, StaffGroup } from "./workforce.ts";

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
  readonly area: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly fte: number;
  readonly startedOn: Day;
  readonly postFrom: Day;
  /** The last day in post. */
  readonly leavesOn: Day | null;
  readonly absence: { readonly kind: AbsenceKind; readonly from: Day; readonly lastDay: Day | null } | null;
}

export interface ReadExtract {
  readonly rows: readonly ExtractRow[];
  readonly problems: readonly RowProblem[];
  /** Every employee number seen, in right rows and wrong ones. */
  readonly present: ReadonlySet<string>;
}

export const EXTRACT_COLUMNS = [
  "Employee Number",
  "Collar Number",
  "Surname",
  "Forenames",
  "Known As",
  "Work Email",
  "Staff Group",
  "Rank/Grade",
  "BCU",
  "Unit Code",
  "Team",
  "FTE",
  "Start Date",
  "Post Start Date",
  "Leaving Date",
  "Absence Type",
  "Absence Start",
  "Absence End",
] as const;

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

/** A wrong field; caught where the row is read. */
class FieldProblem extends Error {
  readonly column: string;
  constructor(column: string, message: string) {
    super(message);
    this.column = column;
  }
}

/** "14/02/2018" as a day; null when the field is empty. */
export function dayField(row: FileRow, column: string): Day | null {
  const text = (row.fields[column] ?? "").trim();
  if (text === "") return null;
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const day = match ? `${match[3]}-${match[2]?.padStart(2, "0")}-${match[1]?.padStart(2, "0")}` : "";
  if (!isDay(day)) throw new FieldProblem(column, `"${text}" is not a day; use DD/MM/YYYY`);
  return day;
}

export function requiredDay(row: FileRow, column: string): Day {
  const day = dayField(row, column);
  if (day === null) throw new FieldProblem(column, "is empty; give the day as DD/MM/YYYY");
  return day;
}

export function requiredText(row: FileRow, column: string, what: string): string {
  const text = (row.fields[column] ?? "").trim();
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

/** Reads a full extract. Of two rows for one person the first counts and the second is a problem. */
export function readExtract(rows: readonly FileRow[]): ReadExtract {
  const present = new Set<string>();
  const counted = new Set<string>();
  const read = readRows(rows, (row): ExtractRow => {
    const fields = row.fields;
    if (Object.values(fields).every((value) => value.trim() === "")) {
      throw new FieldProblem("Employee Number", "the row is empty; remove it");
    }
    const employeeNumber = requiredText(row, "Employee Number", "the employee number");
    if (/^total\b/i.test(employeeNumber)) {
      throw new FieldProblem(
        "Employee Number",
        `"${employeeNumber}" is a total, not a person; remove the line`,
      );
    }
    present.add(employeeNumber);
    const one = readPerson(row, employeeNumber);
    if (counted.has(employeeNumber)) {
      throw new FieldProblem(
        "Employee Number",
        `${employeeNumber} stands in an earlier row, which counts; remove one`,
      );
    }
    counted.add(employeeNumber);
    return one;
  });
  return { ...read, present };
}

function readPerson(row: FileRow, employeeNumber: string): ExtractRow {
  const text = (column: string) => (row.fields[column] ?? "").trim();
  const startedOn = requiredDay(row, "Start Date");
  const postFrom = dayField(row, "Post Start Date") ?? startedOn;
  const leavesOn = dayField(row, "Leaving Date");
  if (leavesOn !== null && leavesOn < startedOn) {
    throw new FieldProblem(
      "Leaving Date",
      `${text("Leaving Date")} is before the start date ${text("Start Date")}`,
    );
  }
  const fte = Number(text("FTE") || "1");
  if (!(fte > 0 && fte <= 1.5))
    throw new FieldProblem("FTE", `"${text("FTE")}" is not a share such as 0.8 or 1`);
  return {
    line: row.line,
    employeeNumber,
    collarNumber: text("Collar Number") || null,
    surname: requiredText(row, "Surname", "the surname"),
    forenames: text("Forenames"),
    knownAs: text("Known As") || null,
    workEmail: text("Work Email").toLowerCase() || null,
    group: wordField(row, "Staff Group", GROUPS),
    rank: requiredText(row, "Rank/Grade", "the rank or grade"),
    area: requiredText(row, "BCU", "the area"),
    unitCode: requiredText(row, "Unit Code", "the unit's code"),
    unitName: requiredText(row, "Team", "the unit's name"),
    fte,
    startedOn,
    postFrom: postFrom < startedOn ? startedOn : postFrom,
    leavesOn,
    absence: readAbsence(row),
  };
}

function readAbsence(row: FileRow): ExtractRow["absence"] {
  if ((row.fields["Absence Type"] ?? "").trim() === "") return null;
  const kind = wordField(row, "Absence Type", ABSENCES);
  const from = requiredDay(row, "Absence Start");
  const lastDay = dayField(row, "Absence End");
  if (lastDay !== null && lastDay < from) {
    throw new FieldProblem(
      "Absence End",
      `is before the absence begins; the last day cannot be earlier than ${from}`,
    );
  }
  return { kind, from, lastDay };
}

/** The first day after a last day. */
export function dayAfter(lastDay: Day): Day {
  return addDays(lastDay, 1);
}
