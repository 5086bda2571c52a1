import { Button } from "../button.tsx";
import { TextField } from "../forms/text-field.tsx";

/** What an officer will be able to do, of a scenario or a module. */
export function OutcomeFields({ outcomes }: { outcomes: readonly { id: string; text: string }[] }) {
  return (
    <fieldset className="conditions" id="outcomes">
      <legend>What an officer will be able to do</legend>
      {outcomes.map((one, at) => (
        <div className="field-row" key={one.id}>
          <TextField name={`outcome.${one.id}.text`} label={`Outcome ${at + 1}`} defaultValue={one.text} />
          <Button variant="withdraw" small name="do" value={`remove-outcome:${one.id}`}>
            Delete<span className="visually-hidden"> outcome {at + 1}</span>
          </Button>
        </div>
      ))}
      <Button variant="second" small name="do" value="add-outcome">
        Add an outcome
      </Button>
    </fieldset>
  );
}
