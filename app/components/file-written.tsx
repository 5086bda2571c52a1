import type { Problem } from "#app/domain/errors.ts";
import { OUTCOME_NAMES } from "#app/domain/roster/training-fields.ts";
import { STAFF_GROUP_NAMES } from "#app/domain/roster/workforce.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { TextArea } from "./forms/text-area.tsx";
import { TextField } from "./forms/text-field.tsx";

interface FileWrittenProps {
  kind: "people" | "training";
  /** A map's document, in part. */
  draft: Record<string, unknown>;
  modules: readonly { readonly slug: string; readonly title: string }[];
  problems: readonly Problem[];
}

const ENCODINGS = [
  { value: "auto", label: "Find out from the file" },
  { value: "utf-8", label: "UTF-8" },
  { value: "utf-16le", label: "UTF-16" },
  { value: "windows-1252", label: "Windows-1252 (Western)" },
  { value: "iso-8859-14", label: "ISO 8859-14 (Welsh)" },
  { value: "iso-8859-15", label: "ISO 8859-15 (Western)" },
  { value: "macintosh", label: "Macintosh" },
];
const DELIMITERS = [
  { value: "auto", label: "Find out from the file" },
  { value: ",", label: "Comma" },
  { value: ";", label: "Semicolon" },
  { value: "tab", label: "Tab" },
  { value: "|", label: "Bar |" },
];
const FOLDED = ["encoding", "delimiter", "sheet", "headerRow", "missingShare", "values-rank", "fixed"];

const optionsOf = (names: Readonly<Record<string, string>>) => [
  { value: "", label: "It stands in a column" },
  ...Object.entries(names).map(([value, label]) => ({ value, label })),
];

/** What is usually found out, or the same for every file: folded away until it is wrong. */
export function FileWritten({ kind, draft, modules, problems }: FileWrittenProps) {
  const error = (field: string) => problems.find((one) => one.href === `#${field}`)?.text;
  const wrong = problems.some(({ href }) => FOLDED.some((field) => href?.startsWith(`#${field}`)));
  const text = (name: string, otherwise: string) => {
    const value = draft[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : otherwise;
  };
  const encoding = text("encoding", "auto");
  const known = ENCODINGS.some(({ value }) => value === encoding);
  const fixed = (draft.fixed ?? {}) as Record<string, string | undefined>;
  return (
    <Details summary="How the file is written" open={wrong}>
      <div className="columns-grid">
        <SelectField
          name="encoding"
          label="Letters"
          hint="If names show strange letters, choose another."
          options={known ? ENCODINGS : [...ENCODINGS, { value: encoding, label: encoding }]}
          defaultValue={encoding}
          error={error("encoding")}
        />
        <SelectField
          name="delimiter"
          label="Between two fields"
          options={DELIMITERS}
          defaultValue={draft.delimiter === "\t" ? "tab" : text("delimiter", "auto")}
          error={error("delimiter")}
        />
        <TextField
          name="headerRow"
          label="The line that names the columns"
          hint="What stands above it is passed over."
          type="number"
          inputMode="numeric"
          width="short"
          defaultValue={text("headerRow", "1")}
          error={error("headerRow")}
        />
        <TextField
          name="sheet"
          label="Sheet of a workbook"
          hint="Its place from 1, or its name."
          width="half"
          defaultValue={text("sheet", "1")}
          error={error("sheet")}
        />
        {kind === "people" ? (
          <PeopleFile draft={draft} fixed={fixed} error={error} />
        ) : (
          <>
            <SelectField
              name="fixed-module"
              label="Module, the same for every row"
              options={optionsOf(Object.fromEntries(modules.map(({ slug, title }) => [slug, title])))}
              defaultValue={fixed.module}
            />
            <SelectField
              name="fixed-outcome"
              label="Outcome, the same for every row"
              options={optionsOf(OUTCOME_NAMES)}
              defaultValue={fixed.outcome}
            />
            <TextField
              name="fixed-provider"
              label="Given by, the same for every row"
              hint="An organisation, not a person. Left empty, it stands in a column."
              defaultValue={fixed.provider}
            />
          </>
        )}
      </div>
      <div className="button-row">
        <Button small variant="second" name="intent" value="reread">
          Read the file again so
        </Button>
      </div>
    </Details>
  );
}

function PeopleFile({
  draft,
  fixed,
  error,
}: {
  draft: Record<string, unknown>;
  fixed: Record<string, string | undefined>;
  error: (field: string) => string | undefined;
}) {
  const share = typeof draft.missingShare === "number" ? draft.missingShare : 0.05;
  const ranks = Object.entries(((draft.values ?? {}) as { rank?: Record<string, string> }).rank ?? {});
  return (
    <>
      <TextField
        name="missingShare"
        label="Ask when more than this are missing, in %"
        hint="Of those in post. Three people missing never stop an import of a small force."
        inputMode="decimal"
        width="short"
        defaultValue={Number.isFinite(share) ? String(Math.round(share * 10_000) / 100) : ""}
        error={error("missingShare")}
      />
      <TextArea
        name="ranks"
        label="Ranks and grades"
        hint="The file's word = ours, one a line: PC = Police Constable. Other words stay as they are."
        rows={3}
        spellCheck={false}
        defaultValue={ranks.map(([word, ours]) => `${word} = ${ours}`).join("\n")}
      />
      <SelectField
        name="fixed-group"
        label="Staff group, the same for every row"
        options={optionsOf(STAFF_GROUP_NAMES)}
        defaultValue={fixed.group}
      />
      <TextField
        name="fixed-rank"
        label="Rank, the same for every row"
        hint="Left empty, it stands in a column."
        width="half"
        defaultValue={fixed.rank}
      />
    </>
  );
}
