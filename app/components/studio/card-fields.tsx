import { CARD_PARTS, type CardPart, type ModuleDraft } from "#app/domain/learning/module-draft.ts";
import { Button } from "../button.tsx";
import { TextArea } from "../forms/text-area.tsx";
import { TextField } from "../forms/text-field.tsx";

const PARTS: Readonly<Record<CardPart, string>> = {
  say: "Say",
  check: "Check",
  pass: "Pass it on",
};

/** What an officer takes along on one page; a module may have none. */
export function CardFields({ card }: { card: ModuleDraft["card"] }) {
  return (
    <fieldset className="conditions" id="card">
      <legend>The on-scene card</legend>
      {CARD_PARTS.map((part) => (
        <div key={part} className="stack">
          <h3>{PARTS[part]}</h3>
          {(card?.[part] ?? []).map((point, at) => (
            <div className="card-line" key={point.id}>
              <TextArea
                name={`card.${point.id}.text`}
                label={`${PARTS[part]}, line ${at + 1}`}
                rows={2}
                defaultValue={point.text}
              />
              <TextField
                name={`card.${point.id}.facts`}
                label="Facts"
                width="short"
                defaultValue={point.facts.join(", ")}
              />
              <Button variant="withdraw" small name="do" value={`remove-point:${part}/${point.id}`}>
                Delete
                <span className="visually-hidden">
                  {" "}
                  {PARTS[part]}, line {at + 1}
                </span>
              </Button>
            </div>
          ))}
          <Button variant="second" small name="do" value={`add-point:${part}`}>
            Add a line<span className="visually-hidden"> to {PARTS[part]}</span>
          </Button>
        </div>
      ))}
    </fieldset>
  );
}
