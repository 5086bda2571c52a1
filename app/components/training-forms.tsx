import { Form } from "@remix-run/react";
import type { Problem } from "#app/domain/errors.ts";
import { OUTCOME_NAMES } from "#app/domain/roster/training-fields.ts";
import { Button } from "./button.tsx";
import { DateField } from "./forms/date-field.tsx";
import { RadioCards } from "./forms/radio-cards.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { TextArea } from "./forms/text-area.tsx";
import { TextField } from "./forms/text-field.tsx";

interface FormProps {
  problems: readonly Problem[];
  /** What was sent before. */
  sent: Readonly<Record<string, string | undefined>>;
}

/** One person's training, with where its proof is. */
export function TrainingByHand({
  problems,
  sent,
  modules,
}: FormProps & { modules: readonly { slug: string; title: string }[] }) {
  const field = (name: string) => ({
    name,
    defaultValue: sent[name],
    error: problems.find((one) => one.href === `#${name}`)?.text,
  });
  return (
    <Form method="post" encType="multipart/form-data" className="reading" noValidate>
      <TextField {...field("person")} label="Employee number" width="half" autoComplete="off" />
      <SelectField
        {...field("module")}
        label="Module"
        options={[
          { value: "", label: "Choose" },
          ...modules.map(({ slug, title }) => ({ value: slug, label: title })),
        ]}
      />
      <DateField {...field("completedOn")} label="Day on which it was completed" />
      <RadioCards
        {...field("outcome")}
        legend="Outcome"
        options={[
          { value: "pass", label: OUTCOME_NAMES.pass },
          { value: "attended", label: OUTCOME_NAMES.attended },
          { value: "fail", label: OUTCOME_NAMES.fail, hint: "It is recorded and gives nothing." },
        ]}
      />
      <TextField {...field("provider")} label="Given by" hint="An organisation, not a person." />
      <TextField
        {...field("evidence")}
        label="Evidence"
        hint="Where its proof is: a register, a certificate's number."
      />
      <div className="button-row">
        <Button name="intent" value="record">
          Record it
        </Button>
      </div>
    </Form>
  );
}

/** A file of training records, to be looked at before it counts. */
export function TrainingFile({ problems, sent, sources }: FormProps & { sources: readonly string[] }) {
  const error = (name: string) => problems.find((one) => one.href === `#${name}`)?.text;
  const known = sources.length > 0 ? ` Known: ${sources.join(", ")}.` : "";
  return (
    <Form method="post" encType="multipart/form-data" className="reading" noValidate>
      <TextField
        name="file"
        label="The file"
        hint="CSV or XLSX, up to 20 MB. Records that are known already are passed over."
        type="file"
        accept=".csv,.txt,.tsv,.xlsx,text/csv"
        error={error("file")}
      />
      <TextField
        name="source"
        label="The system it is from"
        hint={`How its columns are read is remembered by this name.${known}`}
        width="half"
        maxLength={60}
        autoComplete="off"
        defaultValue={sent.source ?? sources[0]}
        error={error("source")}
      />
      <div className="button-row">
        <Button name="intent" value="import">
          Upload and match columns
        </Button>
      </div>
    </Form>
  );
}

/** What people hold, as a file for another system. */
export function CompletionsExport() {
  return (
    <Form method="post" action="/people/completions.csv" className="reading" reloadDocument>
      <TextField
        name="system"
        label="The system that takes it"
        hint="Its layout is remembered by this name."
        width="half"
        defaultValue="default"
        autoComplete="off"
      />
      <DateField name="since" label="Completed on this day or later (optional)" />
      <TextArea
        name="layout"
        label="Its columns (optional)"
        hint="YAML, as docs/importing.md tells. Left empty, the layout is the one remembered, else ours."
        rows={5}
        spellCheck={false}
      />
      <div className="button-row">
        <Button variant="second">Download completions (CSV)</Button>
      </div>
    </Form>
  );
}
