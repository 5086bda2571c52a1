import type { ReactNode } from "react";
import { Icon, type IconName } from "../icon.tsx";
import { FieldError, FieldHint, describedBy } from "./field.tsx";

export type ChoiceMark = "right" | "wrong" | "missed";

export interface ChoiceOption {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  /** After an answer: `right` and `wrong` for what was chosen or is the answer, `missed` for a right one left out. */
  mark?: ChoiceMark;
  /** The words beside the mark, in place of the usual ones. */
  note?: ReactNode;
}

export interface ChoiceCardsProps {
  name: string;
  id?: string;
  legend: ReactNode;
  /** Where the question is also a heading of the page. */
  legendAs?: "h1" | "h2" | "h3";
  hint?: ReactNode;
  error?: string | null;
  options: readonly ChoiceOption[];
  /** Answered: shows what was chosen and lets nothing change. */
  readOnly?: boolean;
  required?: boolean;
}

const MARKS: Record<ChoiceMark, { icon: IconName; words: string }> = {
  right: { icon: "check", words: "Right answer" },
  wrong: { icon: "cross", words: "You chose this" },
  missed: { icon: "check", words: "Right, and not chosen" },
};

/** The cards behind `RadioCards` and `CheckboxCards`: the card is the label. The first control's id is the name. */
export function ChoiceCards(
  props: ChoiceCardsProps & { type: "radio" | "checkbox"; chosen: readonly string[] },
) {
  const {
    name,
    id = name,
    legend,
    legendAs: Heading,
    hint,
    error,
    options,
    readOnly,
    required,
    type,
    chosen,
  } = props;
  return (
    <fieldset
      className={error ? "choices field-wrong" : "choices"}
      aria-describedby={describedBy({ name, id, hint, error })}
    >
      <legend className={Heading ? `choices-legend choices-legend-${Heading}` : "choices-legend"}>
        {Heading ? <Heading>{legend}</Heading> : legend}
      </legend>
      <FieldHint id={id} hint={hint} />
      <FieldError id={id} error={error} />
      {options.map((option, index) => {
        const mark = option.mark ? MARKS[option.mark] : null;
        const look = ["choice", option.mark ? `choice-${option.mark}` : "", readOnly ? "choice-fixed" : ""];
        return (
          <label key={option.value} className={look.filter(Boolean).join(" ")}>
            <input
              type={type}
              id={index === 0 ? id : `${id}-${index + 1}`}
              name={name}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
              disabled={readOnly || option.disabled}
              required={required && type === "radio"}
            />
            <span className="choice-words">
              {option.label}
              {option.hint ? <span className="hint choice-hint">{option.hint}</span> : null}
            </span>
            {mark || option.note ? (
              <span className="choice-note">
                {mark ? <Icon name={mark.icon} /> : null}
                {option.note ?? mark?.words}
              </span>
            ) : null}
          </label>
        );
      })}
    </fieldset>
  );
}
