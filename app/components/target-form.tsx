import { Form } from "@remix-run/react";
import { CLAUSE_WORDS, type TargetAudience, type TargetClause } from "#app/domain/coverage/target.ts";
import type { Problem } from "#app/domain/errors.ts";
import { STAFF_GROUP_NAMES } from "#app/domain/roster/workforce.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { CheckboxCards } from "./forms/checkbox-cards.tsx";
import { DateField } from "./forms/date-field.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { TextField } from "./forms/text-field.tsx";

export interface TargetFormProps {
  problems: readonly Problem[];
  choices: {
    programmes: readonly { slug: string; title: string }[];
    units: readonly { code: string; name: string }[];
  };
  /** As it stands, or as it was sent; null for one that is to be made. */
  target: {
    slug: string;
    title: string;
    programme: string;
    audience: TargetAudience;
    dueOn: string | null;
    joiningDays: number | null;
    returningDays: number | null;
    graceLeavesNet: boolean;
    share: number;
  } | null;
  /** Whether it is there already: then its short name stays. */
  known: boolean;
}

const inWords = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).replaceAll("-", " ");
/** Empty for none, and for what was sent as a number and is none. */
const days = (count: number | null | undefined) =>
  count === null || count === undefined || Number.isNaN(count) ? "" : String(count);

/** Makes a target, or changes one. Needs no script. */
export function TargetForm({ problems, choices, target, known }: TargetFormProps) {
  const error = (name: string) => problems.find((one) => one.href === `#${name}`)?.text;
  const audience = target?.audience ?? [];
  const clauses = audience === "everyone" ? [] : audience;
  return (
    <Form method="post" className="reading" noValidate>
      {known ? null : (
        <TextField
          name="slug"
          label="Short name"
          hint="Small letters, digits and hyphens, as in officer-core. It is in addresses and files, and stays."
          width="half"
          autoComplete="off"
          defaultValue={target?.slug}
          error={error("slug")}
        />
      )}
      <TextField
        name="title"
        label="The promise"
        hint="As you would say it in public: all officers hold the core programme by 30 June 2018."
        defaultValue={target?.title}
        error={error("title")}
      />
      <SelectField
        name="programme"
        label="Programme"
        defaultValue={target?.programme}
        options={choices.programmes.map((one) => ({ value: one.slug, label: one.title }))}
        error={error("programme")}
      />
      <CheckboxCards
        name="everyone"
        id="audience"
        legend="Who"
        error={error("audience")}
        options={[{ value: "yes", label: "Everyone in post, of whatever group" }]}
        defaultValue={audience === "everyone" ? ["yes"] : []}
      />
      <Clause at={0} clause={clauses[0]} units={choices.units} />
      {clauses.slice(1).map((clause, at) => (
        <Clause key={at} at={at + 1} clause={clause} units={choices.units} />
      ))}
      <Details summary="And others, by another rule">
        <Clause at={Math.max(1, clauses.length)} units={choices.units} />
      </Details>
      <DateField name="dueOn" label="Due day" defaultValue={target?.dueOn ?? ""} error={error("dueOn")} />
      <TextField
        name="joiningDays"
        label="Days after joining"
        hint="Beside a due day: what recruits have who join too late for it. Without one: everyone’s own day."
        inputMode="numeric"
        width="short"
        defaultValue={days(target?.joiningDays)}
        error={error("joiningDays")}
      />
      <TextField
        name="returningDays"
        label="Days after coming back"
        hint="What those have who come back to duty too late for the due day. Empty: no longer than anyone."
        inputMode="numeric"
        width="short"
        defaultValue={days(target?.returningDays)}
        error={error("returningDays")}
      />
      <CheckboxCards
        name="graceLeavesNet"
        legend="Those who are given longer"
        options={[{ value: "yes", label: "They leave the net figure until their own day" }]}
        defaultValue={target?.graceLeavesNet ? ["yes"] : []}
      />
      <TextField
        name="share"
        label="Share that must be trained, in per cent"
        inputMode="decimal"
        width="short"
        defaultValue={
          target && !Number.isNaN(target.share) ? String(Math.round(target.share * 10_000) / 100) : "100"
        }
        error={error("share")}
      />
      <div className="button-row">
        <Button name="intent" value="set">
          {known ? "Keep the change" : "Make the target"}
        </Button>
      </div>
    </Form>
  );
}

interface ClauseProps {
  at: number;
  clause?: TargetClause | undefined;
  units: TargetFormProps["choices"]["units"];
}

/** Whoever fits all that is ticked: one of the groups, and one of the ranks, and so on. */
function Clause({ at, clause = {}, units }: ClauseProps) {
  const more = clause.ranks ?? clause.roles ?? clause.units;
  return (
    <div className="stack">
      <CheckboxCards
        name={`groups-${at}`}
        legend={at === 0 ? "Groups" : "Or these groups"}
        hint="None ticked: any."
        options={CLAUSE_WORDS.groups.map((group) => ({ value: group, label: STAFF_GROUP_NAMES[group] }))}
        defaultValue={clause.groups}
      />
      <Details summary="Only some ranks, roles or units of them" open={more !== undefined}>
        <div className="stack">
          <CheckboxCards
            name={`ranks-${at}`}
            legend="Ranks"
            options={CLAUSE_WORDS.ranks.map((rank) => ({ value: rank, label: inWords(rank) }))}
            defaultValue={clause.ranks}
          />
          <CheckboxCards
            name={`roles-${at}`}
            legend="Roles here"
            options={CLAUSE_WORDS.roles
              .filter((role) => role !== "officer")
              .map((role) => ({ value: role, label: inWords(role) }))}
            defaultValue={clause.roles}
          />
          <CheckboxCards
            name={`units-${at}`}
            legend="Units, with those below them"
            options={units.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
            defaultValue={clause.units}
          />
        </div>
      </Details>
    </div>
  );
}
