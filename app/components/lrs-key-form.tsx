import { Form } from "@remix-run/react";
import { SCOPES, type Scope } from "#app/domain/ledger/xapi/scopes.ts";
import type { Problem } from "#app/domain/errors.ts";
import { Button } from "./button.tsx";
import { CheckboxCards } from "./forms/checkbox-cards.tsx";
import { TextField } from "./forms/text-field.tsx";

/** What was sent before, and what is wrong with it. */
export interface LrsKeyFormProps {
  problems: readonly Problem[];
  name?: string;
  scopes?: readonly string[];
  trusted?: boolean;
  perMinute?: string;
}

const HINTS: Record<Scope, string> = {
  "statements/write": "Send statements.",
  "statements/read/mine": "Read the statements that it sent itself.",
  "statements/read": "Read all statements, also ours.",
  state: "Keep and read activities' state.",
  define: "Say what activities are.",
  profile: "Keep and read profiles of activities and agents.",
  "all/read": "Read everything.",
  all: "Everything above.",
};

/** Makes a key for the endpoint. */
export function LrsKeyForm({ problems, name, scopes, trusted, perMinute }: LrsKeyFormProps) {
  const error = (field: string) => problems.find((one) => one.href === `#${field}`)?.text;
  return (
    <Form method="post" className="reading" noValidate>
      <TextField
        name="name"
        label="Name"
        hint="Its statements are known by this name for ever, for example Force LMS."
        width="half"
        maxLength={100}
        autoComplete="off"
        defaultValue={name}
        error={error("name")}
      />
      <CheckboxCards
        name="scopes"
        legend="What it may do"
        options={SCOPES.map((scope) => ({ value: scope, label: scope, hint: HINTS[scope] }))}
        defaultValue={scopes}
        error={error("scopes")}
      />
      <CheckboxCards
        name="trusted"
        legend="Trust"
        options={[
          {
            value: "yes",
            label: "Its statements about our modules count as completions",
            hint: "Only for a system whose records you would sign for.",
          },
        ]}
        defaultValue={trusted ? ["yes"] : []}
      />
      <TextField
        name="perMinute"
        label="Requests a minute, at most"
        hint="Leave it empty for any number."
        inputMode="numeric"
        width="short"
        defaultValue={perMinute}
        error={error("perMinute")}
      />
      <div className="button-row">
        <Button name="intent" value="create">
          Make the key
        </Button>
      </div>
    </Form>
  );
}
