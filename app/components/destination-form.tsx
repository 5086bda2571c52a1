import { Form } from "@remix-run/react";
import type { Problem } from "#app/domain/errors.ts";
import { Button } from "./button.tsx";
import { CheckboxCards } from "./forms/checkbox-cards.tsx";
import { RadioCards } from "./forms/radio-cards.tsx";
import { TextArea } from "./forms/text-area.tsx";
import { TextField } from "./forms/text-field.tsx";

/** What was sent before, and what is wrong with it. The password is not sent back. */
export interface DestinationFormProps {
  problems: readonly Problem[];
  name?: string;
  endpoint?: string;
  username?: string;
  version?: string;
  verbs?: readonly string[];
  activities?: readonly string[];
  pseudonymise?: boolean;
  fromBeginning?: boolean;
}

/** Adds another LRS to pass statements on to. */
export function DestinationForm({ problems, ...sent }: DestinationFormProps) {
  const error = (field: string) => problems.find((one) => one.href === `#${field}`)?.text;
  return (
    <Form method="post" className="reading" noValidate>
      <TextField
        name="name"
        label="Name"
        hint="What you call it, for example Regional LRS."
        width="half"
        maxLength={60}
        autoComplete="off"
        defaultValue={sent.name}
        error={error("name")}
      />
      <TextField
        name="endpoint"
        label="Address"
        hint="Its xAPI endpoint, for example https://lrs.example/xapi"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        defaultValue={sent.endpoint}
        error={error("endpoint")}
      />
      <Credentials username={sent.username} error={error} />
      <RadioCards
        name="version"
        legend="Version of xAPI that it speaks"
        options={[
          { value: "1.0.3", label: "1.0.3", hint: "What only 2.0 can say stays here, and is shown to you." },
          { value: "2.0.0", label: "2.0.0" },
        ]}
        defaultValue={sent.version ?? "1.0.3"}
        error={error("version")}
      />
      <RadioCards
        name="from"
        legend="Where to begin"
        options={[
          { value: "now", label: "With what comes from now on" },
          { value: "beginning", label: "With the first statement of the ledger" },
        ]}
        defaultValue={sent.fromBeginning ? "beginning" : "now"}
      />
      <TextArea
        name="verbs"
        label="Only these verbs"
        hint="Their IRIs, one a line. Leave it empty for all."
        rows={3}
        spellCheck={false}
        defaultValue={sent.verbs?.join("\n")}
        error={error("verbs")}
      />
      <TextArea
        name="activities"
        label="Only about these activities"
        hint="The beginnings of their IRIs, one a line. Leave it empty for all."
        rows={3}
        spellCheck={false}
        defaultValue={sent.activities?.join("\n")}
        error={error("activities")}
      />
      <CheckboxCards
        name="pseudonymise"
        legend="Names"
        options={[
          {
            value: "yes",
            label: "Send pseudonyms in place of people",
            hint: "One person has one pseudonym there. Attachments are left out. What people wrote in their own words is sent as it is.",
          },
        ]}
        defaultValue={sent.pseudonymise ? ["yes"] : []}
      />
      <div className="button-row">
        <Button name="intent" value="add">
          Add the destination
        </Button>
      </div>
    </Form>
  );
}

interface CredentialsProps {
  username?: string | undefined;
  error: (field: string) => string | undefined;
}

/** How we are known to a destination. */
export function Credentials({ username, error }: CredentialsProps) {
  return (
    <>
      <TextField
        name="username"
        label="User name"
        hint="Or the key that it gave you."
        width="half"
        autoComplete="off"
        spellCheck={false}
        defaultValue={username}
        error={error("username")}
      />
      <TextField
        name="password"
        label="Password"
        hint="Or the secret. It is kept encrypted and not shown again."
        type="password"
        width="half"
        autoComplete="new-password"
        error={error("password")}
      />
    </>
  );
}
