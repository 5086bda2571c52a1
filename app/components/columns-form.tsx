import { Form } from "@remix-run/react";
import type { Problem } from "#app/domain/errors.ts";
import { PEOPLE_FIELD_NAMES, type PeopleField } from "#app/domain/roster/people-fields.ts";
import { ABSENCE_NAMES, STAFF_GROUP_NAMES } from "#app/domain/roster/workforce.ts";
import { Button } from "./button.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { TextArea } from "./forms/text-area.tsx";

interface WordInUse {
  readonly word: string;
  readonly means: string | null;
}

export interface ColumnsFormProps {
  /** A map's document, in part. */
  draft: Record<string, unknown>;
  columns: readonly string[];
  /** The first rows, by column. */
  samples: readonly Readonly<Record<string, string>>[];
  words: { readonly group: readonly WordInUse[]; readonly absence: readonly WordInUse[] };
  problems: readonly Problem[];
}

const PARTS: readonly { title: string; fields: readonly PeopleField[] }[] = [
  {
    title: "The person",
    fields: ["employeeNumber", "surname", "forenames", "fullName", "knownAs", "collarNumber", "workEmail"],
  },
  {
    title: "The post",
    fields: [
      "group",
      "rank",
      "actingRank",
      "actingFrom",
      "areas",
      "unitCode",
      "unitName",
      "fte",
      "startedOn",
      "postFrom",
      "leavesOn",
    ],
  },
  { title: "Absence", fields: ["absence", "absenceFrom", "absenceTo"] },
];
const NEEDED: ReadonlySet<PeopleField> = new Set([
  "employeeNumber",
  "surname",
  "group",
  "rank",
  "unitName",
  "startedOn",
]);

/** Which column holds what, and what the words in it mean. */
export function ColumnsForm({ draft, columns, samples, words, problems }: ColumnsFormProps) {
  const chosen = (draft.columns ?? {}) as Record<string, string | string[] | undefined>;
  const text = (name: string, otherwise: string) =>
    typeof draft[name] === "string" ? draft[name] : otherwise;
  const error = (field: string) => problems.find((one) => one.href === `#${field}`)?.text;
  const formats = Array.isArray(draft.dayFormats) ? (draft.dayFormats as string[]) : ["DD/MM/YYYY"];
  const options = [
    { value: "", label: "Not in this file" },
    ...columns.map((name) => ({ value: name, label: name })),
  ];
  return (
    <Form method="post" noValidate>
      {PARTS.map(({ title, fields }) => (
        <section className="section" key={title}>
          <h2>{title}</h2>
          <div className="columns-grid">
            {fields.flatMap((field) =>
              columnsOf(field, chosen[field]).map((column, at) => (
                <SelectField
                  key={`${field} ${at}`}
                  name={`columns-${field}`}
                  id={at === 0 ? `columns-${field}` : `columns-${field}-${at}`}
                  label={labelOf(field, at)}
                  hint={exampleOf(samples, column)}
                  options={options}
                  defaultValue={column}
                  error={at === 0 ? error(`columns-${field}`) : null}
                />
              )),
            )}
          </div>
        </section>
      ))}
      <section className="section" id="words">
        <h2>What the words mean</h2>
        {words.group.length + words.absence.length === 0 ? (
          <p>Choose the columns first: the words that stand in them are shown here then.</p>
        ) : null}
        <div className="columns-grid">
          <Words kind="group" about="Staff group" words={words.group} meanings={STAFF_GROUP_NAMES} />
          <Words
            kind="absence"
            about="Absence"
            words={words.absence}
            meanings={{ ...ABSENCE_NAMES, none: "No absence that counts" }}
          />
        </div>
      </section>
      <section className="section">
        <h2>How it is written</h2>
        <div className="columns-grid">
          <TextArea
            name="dayFormats"
            label="Days"
            hint="One format a line, such as DD/MM/YYYY or D MMM YY; excel for a count of days."
            rows={2}
            spellCheck={false}
            defaultValue={formats.join("\n")}
            error={error("dayFormats-0") ?? error("dayFormats")}
          />
          <SelectField
            name="fte"
            label="Full-time equivalent"
            options={[
              { value: "share", label: "A share: 0.8" },
              { value: "percent", label: "A percentage: 80" },
            ]}
            defaultValue={text("fte", "share")}
          />
          <SelectField
            name="nameOrder"
            label="A whole name in one column"
            options={[
              { value: "surname-first", label: "Surname first" },
              { value: "forenames-first", label: "Forenames first" },
            ]}
            defaultValue={text("nameOrder", "surname-first")}
          />
          <SelectField
            name="covers"
            label="Who is in the file"
            options={[
              { value: "everyone", label: "Everyone: whoever is missing has left" },
              { value: "some", label: "Some: nothing is said of the others" },
            ]}
            defaultValue={text("covers", "everyone")}
          />
        </div>
      </section>
      <div className="button-row section">
        <Button>Check what will change</Button>
      </div>
    </Form>
  );
}

function labelOf(field: PeopleField, at: number): string {
  if (at > 0) return "Area between them (optional)";
  return `${PEOPLE_FIELD_NAMES[field]}${NEEDED.has(field) ? "" : " (optional)"}`;
}

/** A unit may lie in areas that lie in others: one more than were chosen is offered. */
function columnsOf(field: PeopleField, chosen: string | string[] | undefined): string[] {
  const list = [chosen ?? []].flat();
  return field === "areas" ? [...list, ""].slice(0, Math.max(2, list.length)) : [list[0] ?? ""];
}

function exampleOf(samples: ColumnsFormProps["samples"], column: string): string | null {
  const found = [...new Set(samples.map((row) => row[column]?.trim()).filter(Boolean))];
  return column === "" || found.length === 0 ? null : `For example ${found.join(", ")}`;
}

interface WordsProps {
  kind: "group" | "absence";
  about: string;
  words: readonly WordInUse[];
  meanings: Readonly<Record<string, string>>;
}

function Words({ kind, about, words, meanings }: WordsProps) {
  const options = [
    { value: "", label: "Choose" },
    ...Object.entries(meanings).map(([value, label]) => ({ value, label })),
  ];
  return words.map(({ word, means }, at) => (
    <SelectField
      key={`${kind} ${word}`}
      name={`${kind}=${word}`}
      id={`${kind}-word-${at}`}
      label={`${about}: ${word}`}
      options={options}
      defaultValue={means ?? ""}
    />
  ));
}
