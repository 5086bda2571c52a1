/** The form that matches columns, as a map's document. */
import { PEOPLE_FIELD_NAMES } from "#app/domain/roster/people-fields.ts";
import { TRAINING_FIELD_NAMES } from "#app/domain/roster/training-fields.ts";
import { textField, textLines } from "./parse.ts";

/** The fields of each kind of file, and those of its columns whose words are given a meaning. */
const KINDS = {
  people: { fields: Object.keys(PEOPLE_FIELD_NAMES), words: ["group", "absence"], fixed: ["group", "rank"] },
  training: {
    fields: Object.keys(TRAINING_FIELD_NAMES),
    words: ["module", "outcome"],
    fixed: ["module", "outcome", "provider"],
  },
};

/** Where a field of the form stands for a word of the file: "group=POL". */
const WORD = /^(\w+)=(.+)$/s;

/** What the form says, over what was kept; what is left empty is left out. */
export function mapOfForm(
  kind: keyof typeof KINDS,
  form: FormData,
  kept: Record<string, unknown>,
): Record<string, unknown> {
  const of = KINDS[kind];
  const columns: Record<string, unknown> = {};
  for (const field of of.fields) {
    const chosen =
      field === "areas"
        ? form.getAll("columns-areas").filter((one) => one !== "")
        : textField(form, `columns-${field}`);
    if (chosen.length > 0) columns[field] = chosen;
  }
  const values: Record<string, Record<string, unknown>> = { ...(kept.values as object | undefined) };
  for (const [name, value] of form.entries()) {
    const [, about = "", word] = WORD.exec(name) ?? [];
    if (word !== undefined && of.words.includes(about) && typeof value === "string" && value !== "")
      values[about] = { ...values[about], [word]: value };
  }
  if (kind === "people") values.rank = wordsOfLines(textLines(form, "ranks"));
  return {
    ...kept,
    ...fileForm(form),
    ...(kind === "people" && {
      fte: textField(form, "fte"),
      nameOrder: textField(form, "nameOrder"),
      covers: textField(form, "covers"),
      // Hundredths of a percent are the finest that anybody means.
      missingShare: Math.round(Number(textField(form, "missingShare") || Number.NaN) * 100) / 10_000,
    }),
    columns,
    values,
    fixed: Object.fromEntries(
      of.fixed.flatMap((name) => {
        const value = textField(form, `fixed-${name}`).trim();
        return value === "" ? [] : [[name, value] as const];
      }),
    ),
  };
}

/** How the file is written, before anything of its columns. */
function fileForm(form: FormData): Record<string, unknown> {
  const sheet = textField(form, "sheet").trim();
  const delimiter = textField(form, "delimiter");
  return {
    dayFormats: textLines(form, "dayFormats"),
    encoding: textField(form, "encoding"),
    delimiter: delimiter === "tab" ? "\t" : delimiter,
    sheet: /^\d{1,3}$/.test(sheet) ? Number(sheet) : sheet || 1,
    headerRow: Number(textField(form, "headerRow") || Number.NaN),
  };
}

/** "PC = Police Constable", one a line. */
function wordsOfLines(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap((line) => {
      const at = line.indexOf("=");
      const [word, ours] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      return at < 1 || word === "" || ours === "" ? [] : [[word, ours] as const];
    }),
  );
}
