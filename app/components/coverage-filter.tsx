import { Form } from "@remix-run/react";
import type { CoverageAnswer } from "#app/domain/coverage/answer.ts";
import { SERVICE_BANDS, SERVICE_NAMES } from "#app/domain/coverage/target.ts";
import { ROLES } from "#app/domain/identity/permissions.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { ANY, GROUP_OPTIONS, inWords, RANK_OPTIONS, unitOptions } from "./who-options.ts";

export interface CoverageFilterProps {
  target: { slug: string };
  targets: readonly { slug: string; name: string }[];
  answer: CoverageAnswer;
  units: readonly { id: string; name: string; depth: number }[];
  /** This view as an address says it. */
  search: string;
}

const FILTERS = ["target", "unit", "group", "rank", "role", "service"] as const;

/** The rest of a view, so that a form which changes some of it keeps the others. */
export function KeptInAddress({ search, except }: { search: string; except: readonly string[] }) {
  return [...new URLSearchParams(search)]
    .filter(([name]) => !except.includes(name))
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}

/** Which target, which unit, and which of its people: a form that needs no script. */
export function CoverageFilter({ target, targets, answer, units, search }: CoverageFilterProps) {
  const narrowed = FILTERS.slice(2).some((name) => answer[name as "group" | "rank" | "role" | "service"]);
  return (
    <Details
      summary={
        narrowed ? "Some people only: change who is shown" : "Another target or unit, or some people only"
      }
      open={narrowed}
    >
      <Form method="get" action="/coverage" className="coverage-filter">
        <KeptInAddress search={search} except={FILTERS} />
        <SelectField
          name="target"
          label="Target"
          defaultValue={target.slug}
          options={targets.map((one) => ({ value: one.slug, label: one.name }))}
        />
        <SelectField
          name="unit"
          label="Unit"
          defaultValue={answer.unit?.id ?? ""}
          options={unitOptions(units)}
        />
        <SelectField name="group" label="Group" defaultValue={answer.group ?? ""} options={GROUP_OPTIONS} />
        <SelectField name="rank" label="Rank" defaultValue={answer.rank ?? ""} options={RANK_OPTIONS} />
        <SelectField
          name="role"
          label="Role"
          defaultValue={answer.role ?? ""}
          options={[
            ANY,
            ...ROLES.filter((role) => role !== "officer").map((role) => ({
              value: role,
              label: inWords(role),
            })),
          ]}
        />
        <SelectField
          name="service"
          label="Time in the force"
          defaultValue={answer.service ?? ""}
          options={[ANY, ...SERVICE_BANDS.map((band) => ({ value: band, label: SERVICE_NAMES[band] }))]}
        />
        <Button type="submit" variant="second">
          Show these
        </Button>
      </Form>
    </Details>
  );
}
