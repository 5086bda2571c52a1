/** A first proposal of how a file's columns are read, for somebody to correct. Intentionally pure. */
import { readDay } from "./days.ts";
import { KNOWN_WORDS, wordsOf, type FileRow } from "./extract.ts";
import type { PeopleMap } from "./import-map.ts";
import type { PeopleField } from "./people-fields.ts";

/** In the order in which they are tried; a column is taken once. */
const LIKELY: readonly (readonly [PeopleField, RegExp])[] = [
  ["employeeNumber", /^(employee|emp|person|staff|payroll|personnel)\s*(number|no\.?|id|ref.*|code)$/],
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

/** Formats in which an HR system may write days, the likeliest first. */
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

/** What a map document may say of a file with these columns; a field that is not recognised is left out. */
export function guessPeopleMap(
  columns: readonly string[],
  rows: readonly FileRow[],
): { columns: Record<string, string>; dayFormats: string[] } {
  const guessed: Record<string, string> = {};
  const taken = new Set<string>();
  for (const [field, likely] of LIKELY) {
    const column = columns.find(
      (one) =>
        !taken.has(one) &&
        likely.test(
          one
            .toLowerCase()
            .replace(/[_\s]+/g, " ")
            .trim(),
        ),
    );
    if (column === undefined) continue;
    guessed[field] = column;
    taken.add(column);
  }
  const days = rows.flatMap((row) => row.fields[guessed.startedOn ?? ""]?.trim() || []).slice(0, 200);
  const fits = (format: string) => days.filter((text) => readDay(text, [format]) !== null).length;
  const best = USUAL_FORMATS.reduce<string>(
    (one, other) => (fits(other) > fits(one) ? other : one),
    "DD/MM/YYYY",
  );
  return { columns: guessed, dayFormats: [best] };
}

/** A word that stands in the file, and what it means to us; null: nothing yet. */
export interface WordInUse {
  readonly word: string;
  readonly means: string | null;
}

const MOST_WORDS = 40;

/** The different words of the columns whose words have a meaning, in the order of the alphabet. */
export function wordsInUse(
  rows: readonly FileRow[],
  map: Pick<PeopleMap, "columns" | "values">,
): { group: WordInUse[]; absence: WordInUse[] } {
  const found = (kind: "group" | "absence") => {
    const column = map.columns[kind];
    if (column === undefined) return [];
    const meanings = wordsOf<string>(map.values[kind], KNOWN_WORDS[kind]);
    const words = new Map<string, string>();
    for (const row of rows) {
      const word = (row.fields[column] ?? "").trim();
      if (word !== "" && words.size < MOST_WORDS) words.set(word.toLowerCase(), word);
    }
    return [...words]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, word]) => ({ word, means: Object.hasOwn(meanings, key) ? (meanings[key] ?? null) : null }));
  };
  return { group: found("group"), absence: found("absence") };
}
