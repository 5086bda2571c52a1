import type { ReactNode } from "react";
import { plainText } from "#app/domain/learning/plain-text.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { SelectField } from "./forms/select-field.tsx";
import { TextArea } from "./forms/text-area.tsx";
import { KeptForm } from "./keeping/kept-form.tsx";

export interface SomethingWrongProps {
  /** Where it is: what the form sends beside the words. */
  readonly place: {
    readonly kind: "module" | "check" | "scenario" | "recall" | "update";
    /** Of the attempt; recall and updates name their module. */
    readonly registration?: string;
    readonly module?: string;
    readonly lesson?: string;
    readonly screen?: number;
    readonly question?: string;
  };
  /** One's own reports about it, and what was answered. */
  readonly reports: readonly {
    readonly id: string;
    readonly text: string;
    readonly answer: string | null;
    readonly answeredOn: string | null;
  }[];
  /** The questions of the page: it may be one of them. */
  readonly questions?: readonly { readonly id: string; readonly stem: string }[];
  /** Further fields, such as which scene. */
  readonly children?: ReactNode;
}

/** "Something wrong here?": a small form to the people who write the content, and their answers. */
export function SomethingWrong({ place, reports, questions = [], children }: SomethingWrongProps) {
  const { question } = place;
  const id = question ? `wrong-${question}` : "wrong";
  return (
    <div className="stack-small no-print" id={question ? undefined : "wrong-here"}>
      {reports.map((report) => (
        <div key={report.id} className="hint">
          <p>You said something is wrong here: “{report.text}”</p>
          <p>
            {report.answer
              ? `Answer of ${report.answeredOn}: ${report.answer}`
              : "It is with whoever answers for it. Their answer will stand here."}
          </p>
        </div>
      ))}
      <Details summary="Something wrong here?">
        <KeptForm
          name={`wrong/${place.registration}/${place.lesson ?? ""}/${place.screen ?? ""}/${question ?? ""}`}
          action="/reports"
          // The same words about the same place count once without a key.
          sendKey=""
          className="stack"
        >
          <input type="hidden" name="kind" value={place.kind} />
          <input type="hidden" name="registration" value={place.registration ?? ""} />
          <input type="hidden" name="module" value={place.module ?? ""} />
          <input type="hidden" name="lesson" value={place.lesson ?? ""} />
          <input type="hidden" name="screen" value={place.screen ?? ""} />
          {questions.length === 0 ? <input type="hidden" name="question" value={question ?? ""} /> : null}
          {questions.length > 0 ? (
            <SelectField
              name="question"
              id={`${id}-question`}
              label="About which question?"
              options={[
                { value: "", label: "None: it is about the page itself" },
                ...questions.map(({ id: value, stem }) => ({ value, label: firstWords(stem) })),
              ]}
            />
          ) : null}
          {children}
          <TextArea
            name="text"
            id={id}
            label="What is wrong?"
            hint="Whoever answers for it sees your words, your role and this place, not your name. Write about no real case."
            rows={3}
            maxLength={1_000}
          />
          <div className="button-row">
            <Button type="submit" variant="second" small>
              Send it
            </Button>
          </div>
        </KeptForm>
      </Details>
    </div>
  );
}

const LABEL_MOST = 70;

/** A stem as an option's label: its words without tags, cut where it grows long. */
function firstWords(html: string): string {
  const words = plainText(html);
  return words.length <= LABEL_MOST ? words : `${words.slice(0, LABEL_MOST).replace(/\s+\S*$/, "")} …`;
}
