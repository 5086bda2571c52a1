import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";
import { TextArea } from "./forms/text-area.tsx";
import { KeptForm } from "./keeping/kept-form.tsx";

export interface SomethingWrongProps {
  /** Where it is: what the form sends beside the words. */
  readonly place: {
    readonly kind: "module" | "check" | "scenario";
    readonly registration: string;
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
  /** Further fields, such as which scene. */
  readonly children?: ReactNode;
}

/** "Something wrong here?": a small form to the people who write the content, and their answers. */
export function SomethingWrong({ place, reports, children }: SomethingWrongProps) {
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
              : "It is with the trainers. Their answer will stand here."}
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
          <input type="hidden" name="registration" value={place.registration} />
          <input type="hidden" name="lesson" value={place.lesson ?? ""} />
          <input type="hidden" name="screen" value={place.screen ?? ""} />
          <input type="hidden" name="question" value={question ?? ""} />
          {children}
          <TextArea
            name="text"
            id={id}
            label="What is wrong?"
            hint="Trainers see your words, your role and this place, not your name. Write about no real case."
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
