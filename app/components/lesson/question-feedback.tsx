import type { Feedback } from "#app/domain/learning/marking.ts";
import { Html } from "../html.tsx";
import { Notice } from "../notice.tsx";
import { RestsOn, type FactNoteValues } from "./fact-notes.tsx";
import { FactsDue } from "./facts-due.tsx";

interface QuestionFeedbackProps {
  feedback: Feedback;
  /** The facts it rests on. */
  facts: readonly FactNoteValues[];
  /** The ids of further ones, which the page shows already. */
  cited?: readonly string[];
}

/** Why, what it means for the person harmed and where that comes from: shown once a question is answered. */
export function QuestionFeedback({ feedback, facts, cited = [] }: QuestionFeedbackProps) {
  const chosen = feedback.parts.filter((part) => part.kind === "option" && part.chosen);
  const items = feedback.parts.filter((part) => part.kind === "item");
  const title =
    chosen.length === 1 && chosen[0]?.kind === "option" && chosen[0].title
      ? chosen[0].title
      : feedback.right === null
        ? "Kept, for you alone"
        : feedback.right
          ? "Yes, that is it"
          : "Not quite: look again";
  return (
    <>
      <Notice tone={feedback.right === false ? "warn" : "done"} title={title} role="status">
        {chosen.map((part) => (
          <Html key={part.id} html={part.feedback ?? ""} />
        ))}
        {items.length > 0 ? (
          <ul>
            {items.map((part) =>
              part.kind === "item" ? (
                <li key={part.id}>
                  <Html as="span" html={part.text} />: <strong>{part.right ? "right" : "not there"}</strong>
                  {part.right ? null : (
                    <>
                      {" "}
                      (you put <Html as="span" html={part.given} />; it belongs with{" "}
                      <Html as="span" html={part.answer} />)
                    </>
                  )}
                  {part.feedback ? <Html html={part.feedback} /> : null}
                </li>
              ) : null,
            )}
          </ul>
        ) : null}
        {feedback.feedback ? <Html html={feedback.feedback} /> : null}
        {feedback.harmed ? (
          <div>
            <strong>For the person harmed</strong>
            <Html html={feedback.harmed} />
          </div>
        ) : null}
      </Notice>
      <FactsDue facts={facts} />
      <RestsOn facts={facts} cited={cited} />
      {feedback.right !== null && facts.length === 0 && cited.length === 0 ? (
        <p className="hint">This is our advice. No law, policy or study is cited for it.</p>
      ) : null}
    </>
  );
}
