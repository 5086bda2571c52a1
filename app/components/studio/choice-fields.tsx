import { useState } from "react";
import type { DraftChoice } from "#app/domain/scenarios/draft.ts";
import type { PlacedFinding } from "#app/domain/scenarios/editor-values.ts";
import type { ScenePage } from "#app/domain/scenarios/editor-values.ts";
import { Button } from "../button.tsx";
import { Details } from "../details.tsx";
import { SelectField } from "../forms/select-field.tsx";
import { TextField } from "../forms/text-field.tsx";
import { ConditionRows } from "./condition-rows.tsx";
import { FindingsHere } from "./findings.tsx";
import { MarkdownField } from "./markdown-field.tsx";

interface ChoiceFieldsProps {
  draft: ScenePage["offered"];
  choice: DraftChoice;
  number: number;
  of: number;
  findings: readonly PlacedFinding[];
  road: { readonly title: string; readonly text: string } | null;
}

/** Everything an author says of one choice. What is filled in is open; the rest opens on request. */
export function ChoiceFields({ draft, choice, number, of, findings, road }: ChoiceFieldsProps) {
  const name = `c.${choice.id}`;
  const { debrief } = choice;
  // As it was when it was drawn: what is open does not close under whoever writes in it.
  const [opened] = useState({
    debrief:
      choice.consequence === "" ||
      debrief.said === "" ||
      debrief.why === "" ||
      findings.some((one) => one.severity === "error"),
    conditions: choice.when.length > 0 || typeof choice.to !== "string",
  });
  const ways = typeof choice.to === "string" ? [] : choice.to.slice(0, -1);
  const otherwise = typeof choice.to === "string" ? choice.to : (choice.to.at(-1)?.to ?? "");
  return (
    <fieldset className="choice-fields" id={`c-${choice.id}`}>
      <legend>Choice {number}</legend>
      <FindingsHere findings={findings} label={`Findings about choice ${number}`} />
      <MarkdownField
        name={`${name}.text`}
        label="What the officer reads"
        rows={2}
        defaultValue={choice.text}
      />
      <div className="field-row">
        <SelectField
          name={`${name}.to`}
          label={ways.length > 0 ? "Otherwise leads to" : "Leads to"}
          options={places(draft)}
          defaultValue={otherwise}
        />
        <Button variant="second" small name="do" value={`scene-for:${choice.id}`}>
          Lead to a new scene
        </Button>
      </div>
      <Effects draft={draft} choice={choice} number={number} />
      <Details
        summary={
          <>
            What follows, and the debrief<span className="visually-hidden"> of choice {number}</span>
          </>
        }
        open={opened.debrief}
      >
        <div className="stack">
          <MarkdownField
            name={`${name}.consequence`}
            label="What follows"
            hint="Told through the people in the scene, before the next one."
            rows={4}
            defaultValue={choice.consequence}
          />
          <SelectField
            name={`${name}.verdict`}
            label="In the debrief this"
            options={[
              { value: "good", label: "went well" },
              { value: "mixed", label: "went partly well" },
              { value: "harmful", label: "did harm" },
            ]}
            defaultValue={debrief.verdict}
          />
          <TextField
            name={`${name}.said`}
            label="What the debrief says was done"
            hint="“You went to the caller and heard her out on the step”"
            defaultValue={debrief.said}
          />
          <MarkdownField name={`${name}.why`} label="Why" rows={4} defaultValue={debrief.why} />
          <MarkdownField
            name={`${name}.good`}
            label="What good looks like"
            hint="Leave it empty when this was it."
            rows={3}
            defaultValue={debrief.good ?? ""}
          />
          <TextField
            name={`${name}.facts`}
            label="Facts that the debrief rests on"
            hint="Their numbers, such as F2, F7"
            width="half"
            defaultValue={debrief.facts.join(", ")}
          />
        </div>
      </Details>
      <Details
        summary={
          <>
            Conditions, critical error, road not taken
            <span className="visually-hidden"> of choice {number}</span>
          </>
        }
        open={opened.conditions}
      >
        <div className="stack">
          <ConditionRows
            name={`${name}.when`}
            legend="Offered only when"
            measures={draft.measures}
            conditions={choice.when}
          />
          {ways.map((way, at) => (
            // Drawn anew when one comes or goes: a way is known by its place alone.
            <fieldset className="conditions" key={at}>
              <legend>Way {at + 1}, tried in order</legend>
              <div className="field-row">
                <SelectField
                  name={`${name}.way.${at}.to`}
                  label="Leads to"
                  options={places(draft)}
                  defaultValue={way.to}
                />
                <Button variant="withdraw" small name="do" value={`remove-way:${choice.id}:${at}`}>
                  Delete<span className="visually-hidden"> way {at + 1}</span>
                </Button>
              </div>
              <ConditionRows
                name={`${name}.way.${at}.when`}
                legend="When"
                measures={draft.measures}
                conditions={way.when}
              />
            </fieldset>
          ))}
          {draft.measures.length > 0 ? (
            <Button variant="second" small name="do" value={`add-way:${choice.id}`}>
              Lead elsewhere on a condition
            </Button>
          ) : null}
          <MarkdownField
            name={`${name}.critical`}
            label="Critical error: why this fails the scenario"
            hint="Whoever chooses it cannot pass on this try. Leave it empty when it is none."
            rows={2}
            defaultValue={choice.critical ?? ""}
          />
          <TextField
            name={`${name}.road.title`}
            label="Road not taken: its heading in the debrief"
            hint="Opens for those who chose otherwise here."
            defaultValue={road?.title ?? ""}
          />
          <MarkdownField
            name={`${name}.road.text`}
            label="Road not taken: what would have happened"
            rows={3}
            defaultValue={road?.text ?? ""}
          />
        </div>
      </Details>
      <div className="button-row">
        <Button variant="second" small name="do" value={`choice-up:${choice.id}`} disabled={number === 1}>
          Move up<span className="visually-hidden"> choice {number}</span>
        </Button>
        <Button variant="second" small name="do" value={`choice-down:${choice.id}`} disabled={number === of}>
          Move down<span className="visually-hidden"> choice {number}</span>
        </Button>
        <Button variant="withdraw" small name="do" value={`remove-choice:${choice.id}`}>
          Delete<span className="visually-hidden"> choice {number}</span>
        </Button>
      </div>
    </fieldset>
  );
}

/** Scenes and endings to lead to, nowhere first. */
export function places(draft: ScenePage["offered"]): { value: string; label: string }[] {
  return [
    { value: "", label: "Nowhere yet" },
    ...draft.scenes.map((scene, at) => ({
      value: scene.id,
      label: `${at + 1} · ${scene.title || "Without a name"}`,
    })),
    ...draft.endings.map((ending, at) => ({
      value: ending.id,
      label: `Ending ${String.fromCharCode(65 + (at % 26))} · ${ending.title || "Without a name"}`,
    })),
  ];
}

const CHANGES = [-3, -2, -1, 0, 1, 2, 3];

function Effects({ draft, choice, number }: Pick<ChoiceFieldsProps, "draft" | "choice" | "number">) {
  if (draft.measures.length === 0) return null;
  return (
    <fieldset className="effects">
      <legend>
        Changes<span className="visually-hidden"> of choice {number}</span>
      </legend>
      {draft.measures.map((measure) => {
        const now = choice.effects[measure.id] ?? 0;
        const changes = CHANGES.includes(now) ? CHANGES : [...CHANGES, now].sort((a, b) => a - b);
        return (
          <label key={measure.id}>
            <span>{measure.name || "Without a name"}</span>
            <select
              className="input select"
              name={`c.${choice.id}.effect.${measure.id}`}
              defaultValue={String(now)}
            >
              {changes.map((change) => (
                <option key={change} value={change}>
                  {change > 0 ? `+${change}` : change === 0 ? "no change" : `−${-change}`}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </fieldset>
  );
}
