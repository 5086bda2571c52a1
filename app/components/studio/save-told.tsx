import { Form } from "@remix-run/react";
import type { SaveTold } from "#app/domain/scenarios/editor-values.ts";
import { Button } from "../button.tsx";
import { TextArea } from "../forms/text-area.tsx";
import { Notice } from "../notice.tsx";

/** What others changed while one was writing, and where one has to decide. Draws nothing when there is neither. */
export function SaveToldNotice({ told, action }: { told: SaveTold | null; action: string }) {
  if (!told || (told.others.length === 0 && told.conflicts.length === 0)) return null;
  return (
    <div className="stack">
      {told.others.length > 0 ? (
        <Notice tone="info" title="Somebody else saved while you were writing" role="status">
          <p>Both are kept, put together part by part.</p>
          <ul>
            {told.others.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
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
