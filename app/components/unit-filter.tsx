import { Form } from "@remix-run/react";
import type { RankChoice, UnitCounts, UnitFilter } from "#app/domain/coverage/unit-people.ts";
import { STAFF_GROUP_NAMES } from "#app/domain/roster/workforce.ts";
import { Button } from "./button.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { inWords } from "./who-options.ts";

interface Named {
  readonly slug: string;
  readonly title: string;
}

interface UnitFilterProps {
  asked: Omit<UnitFilter, "unit"> & { unit: string | null };
  programme: Named;
  programmes: readonly Named[];
  target: Named | null;
  targets: readonly Named[];
  counts: UnitCounts;
}

/** A space that a browser keeps at the beginning of a line. */
const STEP = "\u2003";
export const rankWords = (rank: RankChoice) => (rank === "none" ? "No police rank" : inWords(rank));
const counted = (label: string, people: number) => `${label} (${people.toLocaleString("en-GB")})`;

/** For which programme, and which of the unit's people: a form that needs no script. */
export function UnitFilterForm(props: UnitFilterProps) {
  const { asked, programme, programmes, target, targets, counts } = props;
  const { groups, ranks, units, any } = counts;
  const key = JSON.stringify([asked, programme.slug, target?.slug]);
  return (
    <Form method="get" action="/unit" className="coverage-filter" key={key}>
      {asked.show === null ? null : <input type="hidden" name="show" value={asked.show} />}
      <SelectField
        name="programme"
        label="Programme"
        defaultValue={programme.slug}
        options={programmes.map((one) => ({ value: one.slug, label: one.title }))}
      />
      {targets.length === 0 ? null : (
        <SelectField
          name="target"
          label="Target"
          defaultValue={target?.slug ?? ""}
          options={[
            { value: "", label: "Each person’s own" },
            ...targets.map((one) => ({ value: one.slug, label: one.title })),
          ]}
        />
      )}
      {units.length < 2 ? null : (
        <SelectField
          name="unit"
          label="Unit"
          defaultValue={asked.unit ?? ""}
          options={[
            { value: "", label: counted("All my units", any.unit) },
            ...units.map((one) => ({
              value: one.value,
              label: `${STEP.repeat(one.depth)}${counted(one.name, one.people)}`,
            })),
          ]}
        />
      )}
      <SelectField
        name="group"
        label="Group"
        defaultValue={asked.group ?? ""}
        options={[
          { value: "", label: counted("Any", any.group) },
          ...groups.map((one) => ({
            value: one.value,
            label: counted(STAFF_GROUP_NAMES[one.value], one.people),
          })),
        ]}
      />
      <SelectField
        name="rank"
        label="Rank"
        defaultValue={asked.rank ?? ""}
        options={[
          { value: "", label: counted("Any", any.rank) },
          ...ranks.map((one) => ({ value: one.value, label: counted(rankWords(one.value), one.people) })),
        ]}
      />
      <Button type="submit" variant="second">
        Show these
      </Button>
    </Form>
  );
}
