import { Form } from "@remix-run/react";
import { Button } from "../button.tsx";
import { CheckboxCards } from "../forms/checkbox-cards.tsx";

export interface Sharing {
  /** With the officer's name. */
  named: boolean;
  on: string;
}

export interface ShareReflectionProps {
  registration: string;
  question: string;
  /** The lesson screen's own address. */
  here: string;
  /** Null: it is private. */
  shared: Sharing | null;
}

/** Lets trainers read what was kept, and takes it back. */
export function ShareReflection({ registration, question, here, shared }: ShareReflectionProps) {
  return (
    <Form method="post" action={here} preventScrollReset className="share">
      <input type="hidden" name="registration" value={registration} />
      <input type="hidden" name="reflection" value={question} />
      {shared ? (
        <>
          <p>
            Shared with the trainers of your force since {shared.on},{" "}
            {shared.named ? "with your name" : "without your name"}. Keep other words, and it is private
            again.
          </p>
          <div className="button-row">
            <Button type="submit" variant="withdraw" small name="share" value="back">
              Take it back
            </Button>
          </div>
        </>
      ) : (
        <>
          <CheckboxCards
            name="share"
            id={`${question}-share`}
            legend="Let others learn from it?"
            hint="It is private. Trainers read what you kept last; you can take it back at any time."
            options={[
              { value: "trainers", label: "Share with the trainers of my force" },
              { value: "named", label: "Show my name with it" },
            ]}
          />
          <div className="button-row">
            <Button type="submit" variant="second" small>
              Share it
            </Button>
          </div>
        </>
      )}
    </Form>
  );
}
