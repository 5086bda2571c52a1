import { useState } from "react";
import type { LessonPreview, QuestionPreview } from "#app/domain/learning/module-values.ts";
import { Details } from "../details.tsx";
import { Html } from "../html.tsx";
import { FactNotes } from "../lesson/fact-notes.tsx";
import { ContentBlock } from "../lesson/lesson-block.tsx";
import { LocalNotes } from "../lesson/local-notes.tsx";
import { QuestionFields } from "../lesson/question-fields.tsx";
import { Panel } from "../panel.tsx";

/**
 * A lesson's screens as officers see them. While a tag is half typed there is nothing to show: then the last preview
 * stands, and says so.
 */
export function LessonPreviewPanel({ preview, words }: { preview: LessonPreview | null; words: number }) {
  const [last, setLast] = useState(preview);
  if (preview !== null && preview !== last) setLast(preview);
  const shown = preview ?? last;
  return (
    <section aria-label="Preview" className="preview">
      <p className="preview-head">
        <strong>Preview</strong>{" "}
        <span className="hint">
          {shown
            ? `as officers see it: ${shown.screens.length} screens, ${words} words, about ${shown.minutes} min`
            : "as officers see it"}
        </span>
      </p>
      {preview ? null : (
        <p className="hint">
          {shown
            ? "As it was before: the text now holds something that cannot be shown. Its findings say what."
            : "The text holds something that cannot be shown. Its findings say what."}
        </p>
      )}
      {shown ? (
        <>
          {shown.screens.map((screen, at) => (
            <Panel key={at} eyebrow={`Screen ${at + 1}`} title={screen.title} headingLevel={3}>
              {screen.blocks.map((block, b) => {
                if (block.kind === "missing")
                  return (
                    <p key={b} className="hint">
                      {block.what}
                    </p>
                  );
                if (block.kind === "question") return <AskedPreview key={b} preview={block} />;
                return <ContentBlock key={b} block={block} />;
              })}
            </Panel>
          ))}
          <LocalNotes rules={shown.locals} />
          <FactNotes facts={shown.facts} />
        </>
      ) : null}
    </section>
  );
}

/** A question as officers see it, to be tried; nothing of it is sent. */
export function QuestionPreviewPanel({ preview }: { preview: QuestionPreview }) {
  return (
    <section aria-label="Preview" className="preview">
      <p className="preview-head">
        <strong>Preview</strong> <span className="hint">as an officer sees it</span>
      </p>
      <Panel>
        <AskedPreview preview={preview} open />
      </Panel>
    </section>
  );
}

function AskedPreview({ preview, open }: { preview: QuestionPreview; open?: boolean }) {
  const { asked, key, feedback, harmed } = preview;
  const said = (
    <>
      {key.length > 0 ? (
        <ul>
          {key.map((one) => (
            <li key={one.id}>
              <Html as="span" html={one.html} />{" "}
              {one.right ? (
                <strong>
                  <Html as="span" html={one.right} />
                </strong>
              ) : null}
              {one.feedback ? <Html className="hint" html={one.feedback} /> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {feedback ? <Html html={feedback} /> : null}
      {harmed ? (
        <div>
          <strong>For the person harmed</strong>
          <Html html={harmed} />
        </div>
      ) : null}
    </>
  );
  return (
    <div className="question stack">
      {/* A form of its own, so that its answers are one group; a dialog's form outside a dialog goes nowhere. */}
      <form method="dialog" noValidate>
        <QuestionFields question={asked} given={{}} />
      </form>
      {open ? (
        <div className="stack">
          <h3>What is right, and what is said</h3>
          {said}
        </div>
      ) : (
        <Details summary="What is right, and what is said">{said}</Details>
      )}
    </div>
  );
}
