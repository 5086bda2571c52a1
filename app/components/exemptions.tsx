import { Form } from "@remix-run/react";
import type { Problem } from "#app/domain/errors.ts";
import { EXEMPTION_REASONS } from "#app/domain/roster/workforce.ts";
import type { Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { DateField } from "./forms/date-field.tsx";
import { RadioCards } from "./forms/radio-cards.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { TextField } from "./forms/text-field.tsx";
import { Tag } from "./tag.tsx";

export interface ExemptionRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly kind: "exemption" | "deferral";
  readonly reason: string;
  readonly approver: string;
  readonly from: Day;
  readonly lastDay: Day;
  readonly over: boolean;
}

/** Exemptions and deferrals, each with what ends it. */
export function ExemptionTable({ exemptions }: { exemptions: readonly ExemptionRow[] }) {
  return (
    <div className="scroll-x" role="region" aria-label="Exemptions and deferrals" tabIndex={0}>
      <table className="table table-roomy">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">What</th>
            <th scope="col">From and to</th>
            <th scope="col">Agreed by</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {exemptions.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                {one.name}
                <span className="hint">{one.number}</span>
              </th>
              <td>
                {one.kind === "deferral" ? "Deferral" : "Exemption"}
                <span className="hint">{one.reason}</span>
              </td>
              <td>
                {dayWords(one.from)} to {dayWords(one.lastDay)}{" "}
                {one.over ? <Tag state="none">Over</Tag> : null}
              </td>
              <td>{one.approver}</td>
              <td>
                <Details summary={`End it (${one.name})`}>
                  <Form method="post" noValidate>
                    <input type="hidden" name="id" value={one.id} />
                    <DateField
                      name="endsOn"
                      id={`lastDay-${one.id}`}
                      label="Last day"
                      hint="No later than was agreed to; for longer, grant another."
                      min={one.from}
                      max={one.lastDay}
                      defaultValue={one.lastDay}
                    />
                    <div className="button-row">
                      <Button small variant="second" name="intent" value="end">
                        End on that day
                      </Button>
                      <Button small variant="withdraw" name="intent" value="withdraw">
                        It never held
                      </Button>
                    </div>
                  </Form>
                </Details>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ExemptionFormProps {
  problems: readonly Problem[];
  /** What was sent before. */
  sent: Readonly<Record<string, string | undefined>>;
}

/** Grants an exemption or a deferral. */
export function ExemptionForm({ problems, sent }: ExemptionFormProps) {
  const field = (name: string) => ({
    name,
    defaultValue: sent[name],
    error: problems.find((one) => one.href === `#${name}`)?.text,
  });
  return (
    <Form method="post" className="reading" noValidate>
      <TextField {...field("person")} label="Employee number" width="half" autoComplete="off" />
      <RadioCards
        {...field("kind")}
        legend="Which"
        options={[
          { value: "exemption", label: "Exemption", hint: "Need not be trained while it lasts." },
          { value: "deferral", label: "Deferral", hint: "Will be trained, later." },
        ]}
      />
      <SelectField
        {...field("reason")}
        label="Reason"
        hint="Never a medical detail."
        options={[
          { value: "", label: "Choose" },
          ...Object.entries(EXEMPTION_REASONS).map(([value, label]) => ({ value, label })),
        ]}
      />
      <DateField {...field("from")} label="First day" />
      <DateField
        {...field("lastDay")}
        label="Last day"
        hint="Every exemption ends; grant another if it is needed."
      />
      <TextField
        {...field("approver")}
        label="Agreed by"
        hint="The employee number of whoever agreed, not of the person themselves."
        width="half"
        autoComplete="off"
      />
      <div className="button-row">
        <Button name="intent" value="grant">
          Grant it
        </Button>
      </div>
    </Form>
  );
}
