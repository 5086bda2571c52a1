import { Form } from "@remix-run/react";
import { useEffect, useState, type ReactNode } from "react";
import type { SaveTold } from "#app/domain/scenarios/editor-values.ts";
import type { DraftFrame } from "#app/domain/scenarios/editor-values.ts";
import { countWords } from "#app/domain/words.ts";
import { Button } from "../button.tsx";
import { ErrorSummary, type Problem } from "../forms/error-summary.tsx";
import { Notice } from "../notice.tsx";
import { DraftPage, Outline } from "./draft-page.tsx";
import { ModuleOutlineNav } from "./module-outline.tsx";
import { DisputesNotice, OthersNotice, SaveToldNotice } from "./save-told.tsx";
import { useAutosave, type AutosaveState } from "./use-autosave.ts";

const FORM = "draft-form";

interface EditorProps<Page extends { frame: DraftFrame }> {
  page: Page;
  /** "scenes/ID", "endings/ID" or "". */
  part: string;
  /** The id of the part in the outline; null for the whole. */
  current: string | null;
  here: (page: Page) => string;
  /** What a sent form was answered, without JavaScript. */
  answered: { told?: SaveTold | null; problems?: readonly Problem[] } | undefined;
  /** Whether its fields include files. */
  files?: boolean;
  fields: (page: Page) => ReactNode;
  beside: (page: Page) => ReactNode;
}

/** One part of a draft between its outline and its preview. It saves as one types; without JavaScript, by its button. */
export function Editor<Page extends { frame: DraftFrame }>(props: EditorProps<Page>) {
  const { part, current, here, answered, files, fields, beside } = props;
  const base = `/studio/drafts/${props.page.frame.id}`;
  const action = part === "" ? base : `${base}/${part}`;
  const autosave = useAutosave<Page>({
    formId: FORM,
    saveTo: `${base}/save`,
    part,
    owner: props.page.frame.owner,
    revision: props.page.frame.revision,
    page: props.page,
    answered: answered?.told ?? undefined,
  });
  const { page } = autosave;
  const { outline } = page.frame;
  const closed = !page.frame.open;
  return (
    <div className="editor-whole" onSubmitCapture={autosave.onSubmitCapture}>
      <DraftPage
        frame={page.frame}
        tab="outline"
        here={here(page)}
        part={part}
        saved={
          <SavedWords
            state={autosave.state}
            savedAt={autosave.savedAt}
            since={autosave.heardAt}
            words={page.frame.saved}
          />
        }
      >
        <div className="editor">
          {outline.kind === "module" ? (
            <ModuleOutlineNav frame={page.frame} outline={outline} part={part} form={FORM} />
          ) : (
            <Outline frame={page.frame} outline={outline} current={current} form={FORM} />
          )}
          <div className="editor-main">
            <ErrorSummary problems={answered?.problems ?? []} />
            {autosave.offer ? (
              <Notice
                tone="warn"
                title="This browser kept something that did not reach the server"
                role="status"
              >
                <p>Typed at {new Date(autosave.offer.at).toLocaleString("en-GB")}.</p>
                <div className="button-row">
                  <Button type="button" small onClick={autosave.offer.take}>
                    Put it back
                  </Button>
                  <Button type="button" small variant="second" onClick={autosave.offer.drop}>
                    Throw it away
                  </Button>
                </div>
              </Notice>
            ) : null}
            <OthersNotice others={autosave.others} />
            <DisputesNotice disputes={autosave.disputes} onSettle={autosave.settle} />
            <SaveToldNotice told={autosave.undecided} action={action} />
            <Form
              method="post"
              action={action}
              encType={files ? "multipart/form-data" : undefined}
              id={FORM}
              key={autosave.drawn}
              className="editor-form"
              onInput={autosave.onInput}
              onChange={autosave.onInput}
              noValidate
            >
              <input type="hidden" name="revision" value={autosave.revision} />
              {page.frame.state === "published" ? (
                <Notice tone="info" title="This draft is closed">
                  <p>It has been published. Begin the next version in the studio to change it.</p>
                </Notice>
              ) : null}
              {/* The first button is the one that Enter presses. */}
              <div className="button-row">
                <Button variant="second" small name="do" value="save" disabled={closed}>
                  Save
                </Button>
              </div>
              <fieldset className="bare" disabled={closed}>
                <legend className="visually-hidden">{here(page)}</legend>
                {fields(page)}
              </fieldset>
            </Form>
          </div>
          <aside className="editor-beside stack" aria-label="Preview and findings">
            {beside(page)}
          </aside>
        </div>
      </DraftPage>
    </div>
  );
}

const WORDS = {
  saved: "Saved",
  typing: "Saving as you type",
  sending: "Saving",
  waiting: "No connection: kept in this browser, and sent when it is back",
  refused: "Not saved",
};

/** What a screen reader hears changes with the state alone; the seconds are for the eye. */
function SavedWords({
  state,
  savedAt,
  since,
  words,
}: {
  state: AutosaveState;
  savedAt: string | undefined;
  /** When this browser heard of it, by its own clock. */
  since: number | null;
  words: string;
}) {
  const [clock, setClock] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setClock(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((clock - (since ?? clock)) / 1_000));
  if (savedAt === undefined && state.is === "saved") return <>{words}</>;
  return (
    <>
      {WORDS[state.is]}
      {state.is === "refused" ? `: ${state.why}` : null}
      {state.is === "saved" ? (
        <span aria-hidden="true">
          {" "}
          {seconds < 60
            ? `${countWords(seconds, "second")} ago`
            : `${countWords(Math.floor(seconds / 60), "minute")} ago`}
        </span>
      ) : null}
    </>
  );
}
