/** The form that matches columns, as a map's document. */
import { PEOPLE_FIELD_NAMES, type PeopleField } from "#app/domain/roster/people-fields.ts";
import { textField, textLines } from "./parse.ts";

const FIELDS = Object.keys(PEOPLE_FIELD_NAMES) as PeopleField[];

/** Where a field of the form stands for a word of the file: "group=POL". */
const WORD = /^(group|absence)=(.+)$/s;

/** What the form says, over what was kept; what is left empty is left out. */
export function mapOfForm(form: FormData, kept: Record<string, unknown>): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const chosen =
      field === "areas"
        ? form.getAll("columns-areas").filter((one) => one !== "")
        : textField(form, `columns-${field}`);
    if (chosen.length > 0) columns[field] = chosen;
  }
  const values: Record<"group" | "absence", Record<string, string>> = { group: {}, absence: {} };
  for (const [name, value] of form.entries()) {
    const [, kind, word] = WORD.exec(name) ?? [];
    if (word === undefined || typeof value !== "string" || value === "") continue;
    if (kind === "group" || kind === "absence") values[kind][word] = value;
  }
  const before = (kept.values ?? {}) as Record<string, Record<string, string>>;
  return {
    ...kept,
    dayFormats: textLines(form, "dayFormats"),
    fte: textField(form, "fte"),
    nameOrder: textField(form, "nameOrder"),
    covers: textField(form, "covers"),
    columns,
    values: {
      ...before,
      group: { ...before.group, ...values.group },
      absence: { ...before.absence, ...values.absence },
    },
  };
}
