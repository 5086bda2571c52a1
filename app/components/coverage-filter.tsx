import { Form } from "@remix-run/react";
import type { CoverageAnswer } from "#app/domain/coverage/answer.ts";
import { SERVICE_BANDS, SERVICE_NAMES } from "#app/domain/coverage/target.ts";
import { ROLES } from "#app/domain/identity/permissions.ts";
import { RANKS } from "#app/domain/roster/ranks.ts";
import { STAFF_GROUP_NAMES, STAFF_GROUPS } from "#app/domain/roster/workforce.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { SelectField } from "./forms/select-field.tsx";

export interface CoverageFilterProps {
  target: { slug: string };
  targets: readonly { slug: string; name: string }[];
  answer: CoverageAnswer;
  units: readonly { id: string; name: string; depth: number }[];
  /** This view as an address says it. */
  search: string;
}

const ANY = { value: "", label: "Any" };
const FILTERS = ["target", "unit", "group", "rank", "role", "service"] as const;
/** A space that a browser keeps at the beginning of a line. */
const STEP = "\u2003";

function inWords(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).replaceAll("-", " ");
}

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
          options={[
            { value: "", label: "The whole force" },
            ...units.map(({ id, name, depth }) => ({ value: id, label: `${STEP.repeat(depth)}${name}` })),
          ]}
        />
        <SelectField
          name="group"
          label="Group"
          defaultValue={answer.group ?? ""}
          options={[ANY, ...STAFF_GROUPS.map((group) => ({ value: group, label: STAFF_GROUP_NAMES[group] }))]}
        />
        <SelectField
          name="rank"
          label="Rank"
          defaultValue={answer.rank ?? ""}
          options={[ANY, ...RANKS.map((rank) => ({ value: rank, label: inWords(rank) }))]}
        />
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
