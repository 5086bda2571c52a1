import { Form } from "@remix-run/react";
import { AUDIT_ACTIONS } from "#app/domain/identity/audit.ts";
import { Button } from "./button.tsx";
import { DateField } from "./forms/date-field.tsx";
import { SelectField } from "./forms/select-field.tsx";

interface AuditFilterProps {
  asked: { from: string; to: string; action: string; who: string };
  actors: readonly { id: string; name: string }[];
}

/** Which days, which action and whose: a form that needs no script. */
export function AuditFilter({ asked, actors }: AuditFilterProps) {
  const actions = Object.entries(AUDIT_ACTIONS).map(([value, label]) => ({ value, label }));
  return (
    <Form method="get" action="/settings/audit" className="coverage-filter" key={JSON.stringify(asked)}>
      <DateField name="from" label="First day" defaultValue={asked.from} />
      <DateField name="to" label="Last day" defaultValue={asked.to} />
      <SelectField
        name="action"
        label="Action"
        defaultValue={asked.action}
        options={[
          { value: "", label: "Any" },
          ...actions.sort((a, b) => a.label.localeCompare(b.label, "en-GB")),
        ]}
      />
      <SelectField
        name="who"
        label="Who"
        defaultValue={asked.who}
        options={[
          { value: "", label: "Anybody" },
          ...actors.map((one) => ({ value: one.id, label: one.name })),
        ]}
      />
      <Button type="submit" variant="second">
        Show these
      </Button>
    </Form>
  );
}
