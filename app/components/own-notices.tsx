import { Form } from "@remix-run/react";
import type { OwnNotice } from "#app/domain/notices/own-notice.ts";
import { Button } from "./button.tsx";
import { Panel } from "./panel.tsx";

/** What somebody was reminded of, each until they put it away. */
export function OwnNotices({ notices }: { notices: readonly OwnNotice[] }) {
  if (notices.length === 0) return null;
  return (
    <div className="own-notices reading stack">
      {notices.map((one) => (
        <Panel key={one.id} eyebrow={one.on} title={`${one.from} reminds you`} edged>
          <p className="own-words">{one.text}</p>
          <Form method="post" action="/?index" className="button-row">
            <input type="hidden" name="notice" value={one.id} />
            <Button variant="second" small aria-label={`Dismiss what ${one.from} wrote on ${one.on}`}>
              Dismiss
            </Button>
          </Form>
        </Panel>
      ))}
    </div>
  );
}
