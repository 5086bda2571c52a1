/** A first proposal of how a file's columns are read, for somebody to correct. Intentionally pure. */
import { readDay } from "./days.ts";
import type { FileRow } from "./extract.ts";
import type { PeopleField } from "./people-fields.ts";
import type { TrainingField } from "./training-fields.ts";

/** In the order in which they are tried; a column is taken once. */
type Likely<Field> = readonly (readonly [Field, RegExp])[];

const EMPLOYEE_NUMBER = /^(employee|emp|person|staff|payroll|personnel)\s*(number|no\.?|id|ref.*|code)$/;

const LIKELY_PEOPLE: Likely<PeopleField> = [
  ["employeeNumber", EMPLOYEE_NUMBER],
  ["collarNumber", /(collar|warrant|shoulder|epaulette)/],
  ["fullName", /^(full |whole |employee )?name$/],
  ["surname", /(surname|last name|family name)/],
  ["forenames", /(forename|first name|given name)/],
  ["knownAs", /(known as|preferred)/],
  ["workEmail", /e-?mail/],
  ["actingFrom", /(acting|temporary).*(since|from|start|date)/],
  ["actingRank", /(acting|temporary)/],
  ["group", /(staff group|employee (group|type|category)|contract type|workforce|^contract$|^group$)/],
  ["rank", /(rank|grade)/],
  ["unitCode", /(unit|team|org\w*|department|cost centre)\s*(code|id)/],
  ["unitName", /^(team|unit|unit name|org\w* name|department|section)$/],
  ["areas", /^(bcu|command|area|division|district|lpu|directorate)$/],
  ["fte", /(fte|full[- ]time)/],
  ["postFrom", /(post|position|role).*(start|from|since|date)|in post since/],
  ["leavesOn", /(leav|left|termination|end of service)/],
  ["absenceFrom", /absen\w*.*(start|from)|^absent from/],
  ["absenceTo", /absen\w*.*(end|to\b)|^absent to/],
  ["absence", /absen/],
  ["startedOn", /(start|join|commence|service date|hired?)/],
];

const LIKELY_TRAINING: Likely<TrainingField> = [
  ["employeeNumber", EMPLOYEE_NUMBER],
  ["completedOn", /(complet|attended on|passed on|finish|achieved|^date$|^day$)/],
  ["module", /(module|course|title|learning|training)/],
  ["outcome", /(outcome|result|status|grade)/],
  ["provider", /(provider|given by|deliver|trainer|supplier)/],
  ["evidence", /(evidence|register|certificate|proof|reference)/],
];

/** Formats in which a system may write days, the likeliest first. */
export const USUAL_FORMATS = [
  "DD/MM/YYYY",
  "YYYY-MM-DD",
  "DD-MMM-YYYY",
  "DD-MMM-YY",
  "D MMM YYYY",
  "DD.MM.YYYY",
  "DD/MM/YY",
  "MM/DD/YYYY",
  "excel",
] as const;

/** A map's document, in part: a field that is not recognised is left out. */
interface Guess {
  columns: Record<string, string>;
  dayFormats: string[];
}

/** What a map document may say of an extract with these columns. */
export function guessPeopleMap(columns: readonly string[], rows: readonly FileRow[]): Guess {
  const guessed = guessColumns(columns, LIKELY_PEOPLE);
  return { columns: guessed, dayFormats: [likelyFormat(rows, guessed.startedOn)] };
}

/** The same of a file of training records. */
export function guessTrainingMap(columns: readonly string[], rows: readonly FileRow[]): Guess {
  const guessed = guessColumns(columns, LIKELY_TRAINING);
  return { columns: guessed, dayFormats: [likelyFormat(rows, guessed.completedOn)] };
}

function guessColumns(columns: readonly string[], likely: Likely<string>): Record<string, string> {
  const guessed: Record<string, string> = {};
  const taken = new Set<string>();
  const plain = (name: string) =>
    name
      .toLowerCase()
      .replace(/[_\s]+/g, " ")
      .trim();
  for (const [field, words] of likely) {
    const column = columns.find((one) => !taken.has(one) && words.test(plain(one)));
    if (column === undefined) continue;
    guessed[field] = column;
    taken.add(column);
  }
  return guessed;
}

/** Whichever format reads most of the first days of a column. */
function likelyFormat(rows: readonly FileRow[], column: string | undefined): string {
  const days = rows.flatMap((row) => row.fields[column ?? ""]?.trim() || []).slice(0, 200);
  const fits = (format: string) => days.filter((text) => readDay(text, [format]) !== null).length;
  return USUAL_FORMATS.reduce<string>((one, other) => (fits(other) > fits(one) ? other : one), "DD/MM/YYYY");
}

/** A word that stands in the file, and what it means to us; null: nothing yet. */
export interface WordInUse {
  readonly word: string;
  readonly means: string | null;
}

const MOST_WORDS = 40;

/**
 * The different words of a column whose words have a meaning, in the order of the alphabet.
 * @param meanings by word in small letters
 */
export function wordsInUse(
  rows: readonly FileRow[],
  column: string | undefined,
  meanings: Readonly<Record<string, string>>,
): WordInUse[] {
  if (column === undefined) return [];
  const words = new Map<string, string>();
  for (const row of rows) {
    const word = (row.fields[column] ?? "").trim();
    if (word !== "" && words.size < MOST_WORDS) words.set(word.toLowerCase(), word);
  }
  return [...words]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, word]) => ({ word, means: Object.hasOwn(meanings, key) ? (meanings[key] ?? null) : null }));
}
