import { Form } from "@remix-run/react";
import type { SaveTold } from "#app/domain/scenarios/editor-values.ts";
import { Button } from "../button.tsx";
import { TextArea } from "../forms/text-area.tsx";
import { Notice } from "../notice.tsx";
import type { Dispute } from "./kept-typing.ts";

/** What others changed while one was writing; it is put together already. */
export function OthersNotice({ others }: { others: readonly string[] }) {
  if (others.length === 0) return null;
  return (
    <Notice tone="info" title="Somebody else saved while you were writing" role="status">
      <p>Both are kept, put together part by part.</p>
      <ul>
        {others.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** Texts that both changed: one's own stand in the form, unsent, until it is decided. */
export function DisputesNotice({
  disputes,
  onSettle,
}: {
  disputes: readonly Dispute[];
  onSettle: (path: string, take: "mine" | "theirs") => void;
}) {
  if (disputes.length === 0) return null;
  return (
    <section className="conflicts" aria-label="Decide between two texts" role="status">
      <h2 className="h3">Both of you changed this</h2>
      <p>
        Theirs is saved. Yours stands in the form and is kept in this browser: write on in it, and decide when
        you are ready.
      </p>
      {disputes.map(({ path, place, theirs }) => (
        <fieldset key={path} className="conditions">
          <legend>{place}</legend>
          <p className="hint">Theirs</p>
          <blockquote className="choice-hint">{theirs || "(empty)"}</blockquote>
          <div className="button-row">
            <Button type="button" small variant="second" onClick={() => onSettle(path, "theirs")}>
              Keep theirs<span className="visually-hidden">: {place}</span>
            </Button>
            <Button type="button" small variant="second" onClick={() => onSettle(path, "mine")}>
              Use mine<span className="visually-hidden">: {place}</span>
            </Button>
          </div>
        </fieldset>
      ))}
    </section>
  );
}

/** What others changed while one was writing, and where one has to decide. Draws nothing when there is neither. */
export function SaveToldNotice({ told, action }: { told: SaveTold | null; action: string }) {
  if (!told || (told.others.length === 0 && told.conflicts.length === 0)) return null;
  return (
    <div className="stack">
      <OthersNotice others={told.others} />
      {told.conflicts.length > 0 ? (
        <Form method="post" action={action} className="conflicts" aria-label="Decide between two texts">
          <h2 className="h3">Both of you changed this</h2>
          <p>Theirs stands until you decide.</p>
          <input type="hidden" name="revision" value={told.revision} />
          {told.conflicts.map((one, at) => (
            <fieldset key={one.path} className="conditions">
              <legend>{one.place}</legend>
              <input type="hidden" name={`settle.${at}.path`} value={one.path} />
              <label className="choice">
                <input type="radio" name={`settle.${at}.take`} value="theirs" defaultChecked />
                <span className="choice-words">
                  Keep theirs
                  <span className="hint choice-hint">{one.theirs}</span>
                </span>
              </label>
              <label className="choice">
                <input type="radio" name={`settle.${at}.take`} value="mine" />
                <span className="choice-words">Use mine, as it stands below</span>
              </label>
              {one.value === null ? (
                <TextArea name={`settle.${at}.text`} label="Mine" rows={4} defaultValue={one.mine} />
              ) : (
                <>
                  <input type="hidden" name={`settle.${at}.value`} value={one.value} />
                  <p className="hint">{one.mine}</p>
                </>
              )}
            </fieldset>
          ))}
          <div className="button-row">
            <Button name="do" value="settle">
              Decide
            </Button>
          </div>
        </Form>
      ) : null}
    </div>
  );
}
