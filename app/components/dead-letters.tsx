import { Form } from "@remix-run/react";
import type { Instant } from "#app/domain/time.ts";
import { countWords, instantWords } from "#app/domain/words.ts";
import { Button } from "./button.tsx";
import { Details } from "./details.tsx";

export interface DeadLettersProps {
  letters: readonly { statement: string; status: number; answer: string; refusedAt: Instant }[];
  /** Also those that are not shown. */
  total: number;
}

const SHORT = 80;

/** Statements that a destination refused, with its answers, each to be sent again. */
export function DeadLetters({ letters, total }: DeadLettersProps) {
  return (
    <div className="stack">
      <p>
        {countWords(total, "statement")}. The others went on without {total === 1 ? "it" : "them"}. When the
        cause is gone, send {total === 1 ? "it" : "them"} again.
      </p>
      <Form method="post">
        <Button small variant="second" name="intent" value="send-again">
          Send all again
        </Button>
      </Form>
      <ul className="bare-list stack-large">
        {letters.map(({ statement, status, answer, refusedAt }) => (
          <li key={statement} className="stack-small">
            <p>
              <code>{statement}</code> <span className="hint">{instantWords(refusedAt)}</span>
            </p>
            {answer.length <= SHORT ? (
              <p>
                {status === 0 ? null : `${status} `}
                {answer}
              </p>
            ) : (
              <Details summary={`${status === 0 ? "" : `${status} `}${answer.slice(0, SHORT)} …`}>
                {answer}
              </Details>
            )}
            <Form method="post">
              <input type="hidden" name="statement" value={statement} />
              <Button small variant="second" name="intent" value="send-again">
                Send again<span className="visually-hidden"> {statement}</span>
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </div>
  );
}
