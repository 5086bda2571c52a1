import { Link } from "@remix-run/react";
import type { Feedback, PublicQuestion } from "#app/domain/learning/marking.ts";
import { Button } from "../button.tsx";
import { Details } from "../details.tsx";
import { CheckboxCards } from "../forms/checkbox-cards.tsx";
import { Html } from "../html.tsx";
import { KeptForm } from "../keeping/kept-form.tsx";
import { Panel } from "../panel.tsx";
import type { FactNoteValues } from "./fact-notes.tsx";
import { QuestionFeedback } from "./question-feedback.tsx";
import { QuestionFields } from "./question-fields.tsx";
import { Recording } from "./recording.tsx";
import { ShareReflection, type Sharing } from "./share-reflection.tsx";

/** A block as a lesson's page shows it: the values of `SeenBlock`. */
export type ShownBlock =
  | { kind: "prose" | "steps"; html: string }
  | { kind: "say" | "example" | "reveal"; title: string | null; html: string }
  | { kind: "compare"; sides: readonly { title: string; html: string }[] }
  | { kind: "figure"; src: string; alt: string; caption: string | null }
  | {
      kind: "audio" | "video";
      title: string;
      src: string;
      type: string;
      captions: string | null;
      poster: string | null;
      html: string;
    }
  | { kind: "scenario"; slug: string; title: string; minutes: number }
  | {
      kind: "question";
      question: PublicQuestion;
      ordinal: number;
      given: Readonly<Record<string, readonly string[]>>;
      feedback: Feedback | null;
      facts: readonly FactNoteValues[];
      cited: readonly string[];
      text: string | null;
      shared: Sharing | null;
    };

interface LessonBlockProps {
  block: ShownBlock;
  registration: string;
  sendKey: string;
  /** The lesson screen's own address. */
  here: string;
  sending: boolean;
  error: string | null;
  /** What was written and not kept, because of `error`. */
  typed: string;
}

/** A block that asks nothing. */
export function ContentBlock({ block }: { block: Exclude<ShownBlock, { kind: "question" }> }) {
  switch (block.kind) {
    case "prose":
      return <Html className="prose" html={block.html} />;
    case "steps":
      return <Html className="prose steps-list" html={block.html} />;
    case "say":
      return (
        <Panel eyebrow="Say it out loud" title={block.title ?? undefined} edged>
          <Html className="prose" html={block.html} />
        </Panel>
      );
    case "example":
      return (
        <Panel eyebrow="Worked example" title={block.title ?? undefined}>
          <Html className="prose" html={block.html} />
        </Panel>
      );
    case "reveal":
      return (
        <Details summary={block.title ?? "Show more"}>
          <Html className="prose" html={block.html} />
        </Details>
      );
    case "compare":
      return (
        <div className="compare">
          {block.sides.map((side) => (
            <Panel key={side.title} title={side.title}>
              <Html className="prose" html={side.html} />
            </Panel>
          ))}
        </div>
      );
    case "figure":
      return (
        <figure>
          <img src={block.src} alt={block.alt} />
          {block.caption ? <figcaption className="hint">{block.caption}</figcaption> : null}
        </figure>
      );
    case "audio":
    case "video":
      return <Recording {...block} />;
    case "scenario":
      return (
        <Panel eyebrow={`A scenario, up to ${block.minutes} minutes`} title={block.title}>
          <p>
            <Link to={`/scenarios/${block.slug}`}>Play {block.title}</Link>
          </p>
        </Panel>
      );
  }
}

export function LessonBlock({ block, registration, sendKey, here, sending, error, typed }: LessonBlockProps) {
  if (block.kind !== "question") return <ContentBlock block={block} />;
  const { question, ordinal, given, feedback } = block;
  const reflection = question.type === "reflection";
  return (
    <section
      className="question"
      id={`at-${question.id}`}
      tabIndex={-1}
      aria-label={reflection ? "Think about it" : "Try it"}
    >
      <p className="hint">
        {reflection ? "Think about it. Nobody marks this." : "Try it. This does not count towards anything."}
      </p>
      <KeptForm
        name={`${registration}/${question.id}`}
        action={here}
        sendKey={sendKey}
        still
        key={`${question.id}/${ordinal}/${feedback ? "seen" : "open"}/${typed ? "again" : ""}`}
      >
        <input type="hidden" name="registration" value={registration} />
        <input type="hidden" name="question" value={question.id} />
        <input type="hidden" name="ordinal" value={ordinal} />
        <QuestionFields
          question={question}
          given={typed ? { text: [typed] } : feedback || reflection ? given : {}}
          feedback={reflection ? null : feedback}
          error={error}
        />
        {reflection && error && typed ? (
          <CheckboxCards
            name="sure"
            id={`${question.id}-sure`}
            legend="Is it a real one?"
            options={[{ value: "yes", label: "No, it is nobody's. Keep what I wrote." }]}
          />
        ) : null}
        {feedback && !reflection ? null : (
          <div className="button-row">
            <Button type="submit" variant="second" disabled={sending}>
              {reflection ? "Keep it" : "Answer"}
            </Button>
          </div>
        )}
      </KeptForm>
      {reflection && block.text !== null ? (
        <ShareReflection
          key={`${question.id}/${block.shared?.named ?? "private"}`}
          registration={registration}
          question={question.id}
          here={here}
          shared={block.shared}
        />
      ) : null}
      {feedback ? (
        <>
          <QuestionFeedback feedback={feedback} facts={block.facts} cited={block.cited} />
          {reflection ? null : (
            <p className="hint">
              Your answer is kept.{" "}
              <Link to={`${here}?again=${question.id}#${question.id}`}>
                Answer it again
                <span className="visually-hidden">: {question.id.replaceAll("-", " ")}</span>
              </Link>
            </p>
          )}
        </>
      ) : null}
    </section>
  );
}
