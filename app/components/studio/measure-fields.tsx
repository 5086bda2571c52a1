import type { Measure } from "#app/domain/scenarios/scenario.ts";
import { Button } from "../button.tsx";
import { SelectField } from "../forms/select-field.tsx";
import { TextField } from "../forms/text-field.tsx";

/** A measure: its name, where it begins, and a word for each of its six values. */
export function MeasureFields({ measure, number }: { measure: Measure; number: number }) {
  const name = `measure.${measure.id}`;
  return (
    <fieldset className="conditions">
      <legend>Measure {number}</legend>
      <div className="field-row">
        <TextField
          name={`${name}.name`}
          label="Name"
          hint="Her voice, Safety, Lawful"
          defaultValue={measure.name}
        />
        <SelectField
          name={`${name}.start`}
          label="Begins at"
          options={[0, 1, 2, 3, 4, 5].map((level) => ({ value: String(level), label: String(level) }))}
          defaultValue={String(measure.start)}
        />
      </div>
      <div className="field-row">
        {measure.words.map((word, level) => (
          <TextField key={level} name={`${name}.word.${level}`} label={`At ${level}`} defaultValue={word} />
        ))}
      </div>
      <input type="hidden" name={`with-${name}.shown`} value="1" />
      <label className="check-line">
        <input type="checkbox" name={`${name}.shown`} value="yes" defaultChecked={measure.shown} /> Shown
        while deciding; the debrief shows it always
      </label>
      <div>
        <Button variant="withdraw" small name="do" value={`remove-measure:${measure.id}`}>
          Delete<span className="visually-hidden"> measure {number}</span>
        </Button>
      </div>
    </fieldset>
  );
}
