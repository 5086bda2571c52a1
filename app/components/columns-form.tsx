import { Form } from "@remix-run/react";
import type { Problem } from "#app/domain/errors.ts";
import { PEOPLE_FIELD_NAMES } from "#app/domain/roster/people-fields.ts";
import { TRAINING_FIELD_NAMES } from "#app/domain/roster/training-fields.ts";
import { Button } from "./button.tsx";
import { FileWritten } from "./file-written.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { TextArea } from "./forms/text-area.tsx";

interface WordGroup {
  readonly kind: string;
  readonly about: string;
  readonly words: readonly { readonly word: string; readonly means: string | null }[];
  readonly meanings: readonly { readonly value: string; readonly label: string }[];
}

export interface ColumnsFormProps {
  kind: "people" | "training";
  /** A map's document, in part. */
  draft: Record<string, unknown>;
  columns: readonly string[];
  /** The first rows, by column. */
  samples: readonly Readonly<Record<string, string>>[];
  words: readonly WordGroup[];
  /** What training can be recorded of. */
  modules: readonly { readonly slug: string; readonly title: string }[];
  problems: readonly Problem[];
}

interface Kind {
  readonly names: Readonly<Record<string, string>>;
  readonly parts: readonly { title: string; fields: readonly string[] }[];
  readonly needed: ReadonlySet<string>;
}

const KINDS: Record<ColumnsFormProps["kind"], Kind> = {
  people: {
    names: PEOPLE_FIELD_NAMES,
    parts: [
      {
        title: "The person",
        fields: [
          "employeeNumber",
          "surname",
          "forenames",
          "fullName",
          "knownAs",
          "collarNumber",
          "workEmail",
        ],
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
    ],
    needed: new Set(["employeeNumber", "surname", "group", "rank", "unitName", "startedOn"]),
  },
  training: {
    names: TRAINING_FIELD_NAMES,
    parts: [
      {
        title: "The record",
        fields: ["employeeNumber", "module", "completedOn", "outcome", "provider", "evidence"],
      },
    ],
    needed: new Set(["employeeNumber", "module", "completedOn", "outcome", "provider"]),
  },
};

/** Which column holds what, and what the words in it mean. */
export function ColumnsForm(props: ColumnsFormProps) {
  const { kind, draft, columns, samples, words, modules, problems } = props;
  const { names, parts, needed } = KINDS[kind];
  const chosen = (draft.columns ?? {}) as Record<string, string | string[] | undefined>;
  const error = (field: string) => problems.find((one) => one.href === `#${field}`)?.text;
  const options = [
    { value: "", label: "Not in this file" },
    ...columns.map((name) => ({ value: name, label: name })),
  ];
  const labelOf = (field: string, at: number) =>
    at > 0
      ? "Area between them (optional)"
      : `${names[field] ?? field}${needed.has(field) ? "" : " (optional)"}`;
  return (
    <Form method="post" noValidate>
      {parts.map(({ title, fields }) => (
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
        {words.every((group) => group.words.length === 0) ? (
          <p>Choose the columns first: the words that stand in them are shown here then.</p>
        ) : null}
        <div className="columns-grid">
          {words.map((group) => (
            <Words key={group.kind} group={group} />
          ))}
        </div>
      </section>
      <section className="section stack">
        <h2>How it is written</h2>
        <div className="columns-grid">
          <DayFormats draft={draft} error={error("dayFormats-0") ?? error("dayFormats")} />
          {kind === "people" ? <PeopleForm draft={draft} /> : null}
        </div>
        <FileWritten kind={kind} draft={draft} modules={modules} problems={problems} />
      </section>
      <div className="button-row section">
        <Button>Check what will change</Button>
      </div>
    </Form>
  );
}

/** A unit may lie in areas that lie in others: one more than were chosen is offered. */
function columnsOf(field: string, chosen: string | string[] | undefined): string[] {
  const list = [chosen ?? []].flat();
  return field === "areas" ? [...list, ""].slice(0, Math.max(2, list.length)) : [list[0] ?? ""];
}

function exampleOf(samples: ColumnsFormProps["samples"], column: string): string | null {
  const found = [...new Set(samples.map((row) => row[column]?.trim()).filter(Boolean))];
  return column === "" || found.length === 0 ? null : `For example ${found.join(", ")}`;
}

function Words({ group }: { group: WordGroup }) {
  const options = [{ value: "", label: "Choose" }, ...group.meanings];
  return group.words.map(({ word, means }, at) => (
    <SelectField
      key={word}
      name={`${group.kind}=${word}`}
      id={`${group.kind}-word-${at}`}
      label={`${group.about}: ${word}`}
      options={options}
      defaultValue={means ?? ""}
    />
  ));
}

function DayFormats({ draft, error }: { draft: Record<string, unknown>; error: string | undefined }) {
  const formats = Array.isArray(draft.dayFormats) ? (draft.dayFormats as string[]) : ["DD/MM/YYYY"];
  return (
    <TextArea
      name="dayFormats"
      label="Days"
      hint="One format a line, such as DD/MM/YYYY or D MMM YY; excel for a count of days."
      rows={2}
      spellCheck={false}
      defaultValue={formats.join("\n")}
      error={error}
    />
  );
}

/** What is asked of a file of people, each with its answers, the usual one first. */
const PEOPLE_CHOICES = [
  {
    name: "fte",
    label: "Full-time equivalent",
    options: [
      { value: "share", label: "A share: 0.8" },
      { value: "percent", label: "A percentage: 80" },
    ],
  },
  {
    name: "nameOrder",
    label: "A whole name in one column",
    options: [
      { value: "surname-first", label: "Surname first" },
      { value: "forenames-first", label: "Forenames first" },
    ],
  },
  {
    name: "covers",
    label: "Who is in the file",
    options: [
      { value: "everyone", label: "Everyone: whoever is missing has left" },
      { value: "some", label: "Some: nothing is said of the others" },
    ],
  },
];

function PeopleForm({ draft }: { draft: Record<string, unknown> }) {
  return PEOPLE_CHOICES.map((one) => {
    const chosen = draft[one.name];
    return (
      <SelectField
        key={one.name}
        {...one}
        defaultValue={typeof chosen === "string" ? chosen : one.options[0]?.value}
      />
    );
  });
}
