import { Form } from "@remix-run/react";
import { CORRECTION_REASONS } from "#app/domain/ledger/correction-reasons.ts";
import type { Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { DateField } from "./forms/date-field.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { TextField } from "./forms/text-field.tsx";
import { Tag, type TagState } from "./tag.tsx";

export interface TimelineEntry {
  readonly kind: "posting" | "absence" | "exemption" | "award" | "name" | "number";
  readonly from: Day;
  readonly lastDay: Day | null;
  readonly what: string;
  readonly detail: string;
  readonly code: string | null;
}

const KINDS: Record<TimelineEntry["kind"], { word: string; state: TagState }> = {
  posting: { word: "Post", state: "plain" },
  absence: { word: "Away", state: "none" },
  exemption: { word: "Exempt", state: "due" },
  award: { word: "Award", state: "done" },
  name: { word: "Name", state: "plain" },
  number: { word: "Number", state: "plain" },
};

/** Everything about one person in the order of its first days. */
export function PersonTimeline({
  entries,
  open,
}: {
  entries: readonly TimelineEntry[];
  open: string | null;
}) {
  return (
    <div className="scroll-x" role="region" aria-label="Over time" tabIndex={0}>
      <table className="table table-roomy">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((one) => (
            <tr key={`${one.kind} ${one.from} ${one.what} ${one.detail}`}>
              <td>
                {one.lastDay === null
                  ? `From ${dayWords(one.from)}`
                  : `${dayWords(one.from)} to ${dayWords(one.lastDay)}`}
              </td>
              <td>
                <Tag state={KINDS[one.kind].state}>{KINDS[one.kind].word}</Tag> {one.what}
                {one.detail === "" ? null : <span className="hint">{one.detail}</span>}
                {one.code === null ? null : (
                  <Details summary={`Take ${one.code} back, or correct it`} open={open === one.code}>
                    <CorrectAward code={one.code} />
                  </Details>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CorrectAward({ code }: { code: string }) {
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="code" value={code} />
      <SelectField
        name="reason"
        id={`reason-${code}`}
        label="Reason"
        options={[
          { value: "", label: "Choose" },
          ...Object.entries(CORRECTION_REASONS).map(([value, label]) => ({ value, label })),
        ]}
      />
      <TextField
        name="approver"
        id={`approver-${code}`}
        label="Agreed by"
        hint="The employee number of whoever agreed."
        autoComplete="off"
      />
      <DateField
        name="from"
        id={`from-${code}`}
        label="Held from (optional)"
        hint="With a day, a corrected award takes its place. Without one, it is taken back."
      />
      <DateField name="to" id={`to-${code}`} label="Lapses on (optional)" />
      <div className="button-row">
        <Button small variant="withdraw">
          Take it back or correct it
        </Button>
      </div>
    </Form>
  );
}
