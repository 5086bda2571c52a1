import { Form } from "@remix-run/react";
import type { Problem } from "#app/domain/errors.ts";
import { GRANTED_ROLES, ROLE_NAMES, type GrantedRole } from "#app/domain/identity/permissions.ts";
import type { Day } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { DateField } from "./forms/date-field.tsx";
import { RadioCards } from "./forms/radio-cards.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { Tag } from "./tag.tsx";

export interface Grant {
  readonly id: string;
  readonly what: string;
  readonly from: Day;
  readonly lastDay: Day | null;
  readonly by: string;
  readonly state: "now" | "later" | "over" | "never";
}

const STATES = {
  now: <Tag state="done">Holds</Tag>,
  later: <Tag state="due">Holds later</Tag>,
  over: <Tag state="none">Over</Tag>,
  never: <Tag state="none">Ended before it began</Tag>,
} as const;

interface GrantTableProps {
  grants: readonly Grant[];
  today: Day;
  /** False: nothing can be ended here. */
  mayEnd: boolean;
  problems: readonly Problem[];
}

/** What somebody was granted, each with what ends it. */
export function GrantTable({ grants, today, mayEnd, problems }: GrantTableProps) {
  return (
    <div className="scroll-x" role="region" aria-label="Grants" tabIndex={0}>
      <table className="table table-roomy">
        <thead>
          <tr>
            <th scope="col">Role</th>
            <th scope="col">From and to</th>
            <th scope="col">Granted by</th>
            {mayEnd ? <th scope="col">Change</th> : null}
          </tr>
        </thead>
        <tbody>
          {grants.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.what}</th>
              <td>
                {dayWords(one.from)}
                {one.state === "never"
                  ? null
                  : one.lastDay === null
                    ? ", for good"
                    : ` to ${dayWords(one.lastDay)}`}{" "}
                {STATES[one.state]}
              </td>
              <td>{one.by}</td>
              {mayEnd ? (
                <td>
                  {one.state === "now" || one.state === "later" ? (
                    <EndGrant {...one} today={today} problems={problems} />
                  ) : null}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EndGrant({
  id,
  what,
  from,
  lastDay,
  today,
  problems,
}: Omit<GrantTableProps, "grants" | "mayEnd"> & Grant) {
  const error = problems.find((one) => one.href === `#on-${id}`)?.text;
  return (
    <Details summary={`End it (${what})`} open={error !== undefined}>
      <Form method="post" noValidate>
        <input type="hidden" name="grant" value={id} />
        <DateField
          name="on"
          id={`on-${id}`}
          label="Ends at the beginning of"
          hint={from > today ? "Its first day: it never holds." : "Today: it ends at once."}
          min={from > today ? from : today}
          {...(lastDay && { max: lastDay })}
          defaultValue={from > today ? from : today}
          error={error}
        />
        <div className="button-row">
          <Button small variant="withdraw" name="intent" value="end-grant">
            End it<span className="visually-hidden"> ({what})</span>
          </Button>
        </div>
      </Form>
    </Details>
  );
}

const MEANINGS: Record<GrantedRole, string> = {
  supervisor: "Sees who in a unit is trained, and reminds them. No answers. Choose the unit below.",
  trainer: "Writes modules and scenarios, answers reports, closes cases.",
  publisher: "Writes, and approves what goes live.",
  commissioner: "Reads figures. Never a person.",
  administrator: "Imports people, sets targets and rules, and changes accounts.",
  auditor: "Reads figures, the ledger and the audit trail.",
};

interface GrantFormProps {
  units: readonly { id: string; name: string; depth: number }[];
  today: Day;
  problems: readonly Problem[];
  /** What was sent before. */
  sent: Readonly<Record<string, string | undefined>>;
}

/** Grants a role. */
export function GrantForm({ units, today, problems, sent }: GrantFormProps) {
  const field = (name: string) => ({
    name,
    defaultValue: sent[name],
    error: problems.find((one) => one.href === `#${name}`)?.text,
  });
  return (
    <Form method="post" className="reading" noValidate>
      <RadioCards
        {...field("role")}
        legend="Role"
        options={GRANTED_ROLES.map((role) => ({
          value: role,
          label: ROLE_NAMES[role],
          hint: MEANINGS[role],
        }))}
      />
      <SelectField
        {...field("unit")}
        label="Unit"
        hint="For a supervisor: this unit and those below it."
        options={[
          { value: "", label: "The whole force" },
          ...units.map((one) => ({ value: one.id, label: `${"– ".repeat(one.depth)}${one.name}` })),
        ]}
      />
      <DateField {...field("from")} label="First day" min={today} defaultValue={sent.from ?? today} />
      <DateField {...field("lastDay")} label="Last day (optional)" hint="Empty: until somebody ends it." />
      <div className="button-row">
        <Button name="intent" value="grant">
          Grant it
        </Button>
      </div>
    </Form>
  );
}
