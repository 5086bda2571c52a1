import { Form } from "@remix-run/react";
import { ROLE_NAMES, ROLES } from "#app/domain/identity/permissions.ts";
import { Button } from "./button.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { TextField } from "./forms/text-field.tsx";

/** Which accounts are looked for: a form that needs no script. */
export function AccountFilter({ query, role }: { query: string; role: string }) {
  return (
    <Form method="get" className="coverage-filter" role="search" key={`${query} ${role}`}>
      <TextField
        name="q"
        type="search"
        label="Name, number or e-mail address"
        autoComplete="off"
        defaultValue={query}
      />
      <SelectField
        name="role"
        label="Role today"
        defaultValue={role}
        options={[
          { value: "", label: "Any" },
          ...ROLES.map((one) => ({ value: one, label: ROLE_NAMES[one] })),
        ]}
      />
      <Button variant="second">Show these</Button>
    </Form>
  );
}
