import type { Feedback, FeedbackPart, PublicQuestion } from "#app/domain/learning/marking.ts";
import { CheckboxCards } from "../forms/checkbox-cards.tsx";
import type { ChoiceMark } from "../forms/choice-cards.tsx";
import { RadioCards } from "../forms/radio-cards.tsx";
import { SelectField } from "../forms/select-field.tsx";
import { TextArea } from "../forms/text-area.tsx";
import { Html } from "../html.tsx";

export interface QuestionFieldsProps {
  question: PublicQuestion;
  /** What was given before, by field name. */
  given: Readonly<Record<string, readonly string[]>>;
  /** Once answered: shows how it went, and lets nothing change. */
  feedback?: Feedback | null;
  error?: string | null;
  /** Where the question is the page's heading. */
  heading?: "h1" | "h2";
}

const CHOOSE = { value: "", label: "Choose" };

/** Our HTML without its tags, for the options of a list box, which take text alone. */
function bare(html: string): string {
  return html
    .replace(/<[^>]+>/g, "")
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;|&#x3C;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;|&#x26;/g, "&");
}

function markOf(part: FeedbackPart | undefined): ChoiceMark | undefined {
  if (part?.kind !== "option") return undefined;
  if (part.right) return part.chosen ? "right" : "missed";
  return part.chosen ? "wrong" : undefined;
}

/** The fields of any kind of question, by keyboard and without JavaScript. */
export function QuestionFields({ question, given, feedback, error, heading = "h2" }: QuestionFieldsProps) {
  const legend = <Html as="span" html={question.stem} />;
  const Heading = heading;
  switch (question.type) {
    case "single":
    case "multiple": {
      const options = question.options.map((option) => {
        const part = feedback?.parts.find((one) => one.id === option.id);
        const mark = markOf(part);
        const single = question.type === "single";
        return {
          value: option.id,
          label: <Html as="span" html={option.text} />,
          mark: mark === "missed" && single ? ("right" as const) : mark,
          note:
            mark === "right" && part?.kind === "option" && part.chosen ? "Right, you chose this" : undefined,
        };
      });
      const shared = {
        name: "answer",
        id: question.id,
        legend,
        legendAs: heading,
        error,
        options,
        readOnly: Boolean(feedback),
      };
      return question.type === "single" ? (
        <RadioCards {...shared} defaultValue={given.answer?.[0]} />
      ) : (
        <CheckboxCards {...shared} hint="Choose all that apply" defaultValue={given.answer ?? []} />
      );
    }
    case "sort":
    case "match": {
      const targets = question.type === "sort" ? question.groups : question.answers;
      return (
        <fieldset className={error ? "choices field-wrong" : "choices"} id={question.id} tabIndex={-1}>
          <legend className={`choices-legend choices-legend-${heading}`}>
            <Heading>{legend}</Heading>
          </legend>
          {error ? <p className="field-error">{error}</p> : null}
          {question.items.map((item) => (
            <SelectField
              key={item.id}
              name={`item-${item.id}`}
              label={<Html as="span" html={item.text} />}
              defaultValue={given[`item-${item.id}`]?.[0] ?? ""}
              options={[CHOOSE, ...targets.map((one) => ({ value: one.id, label: bare(one.text) }))]}
            />
          ))}
        </fieldset>
      );
    }
    case "order": {
      const places = question.items.map((_, at) => ({ value: String(at + 1), label: String(at + 1) }));
      return (
        <fieldset className={error ? "choices field-wrong" : "choices"} id={question.id} tabIndex={-1}>
          <legend className={`choices-legend choices-legend-${heading}`}>
            <Heading>{legend}</Heading>
          </legend>
          <p className="hint">Give each its place: 1 comes first.</p>
          {error ? <p className="field-error">{error}</p> : null}
          {question.items.map((item) => (
            <SelectField
              key={item.id}
              name={`position-${item.id}`}
              label={<Html as="span" html={item.text} />}
              defaultValue={given[`position-${item.id}`]?.[0] ?? ""}
              options={[CHOOSE, ...places]}
            />
          ))}
        </fieldset>
      );
    }
    case "reflection":
      return (
        <>
          <Heading className="h2">{legend}</Heading>
          <TextArea
            name="text"
            id={question.id}
            label="Your own words"
            hint="Only you see this, unless you share it. Leave out names, addresses, phone numbers and case references."
            defaultValue={given.text?.[0] ?? ""}
            error={error}
            maxLength={5000}
            rows={5}
          />
        </>
      );
  }
}
