import { Link } from "@remix-run/react";
import type { Verdict } from "#app/domain/scenarios/editor-values.ts";
import { countWords } from "#app/domain/words.ts";
import { Icon } from "../icon.tsx";
import { Panel } from "../panel.tsx";

const SHOWN = 4;

/** Whether the draft can be published, and what stands in the way. */
export function VerdictPanel({ verdict, draftId }: { verdict: Verdict; draftId: string }) {
  const more = verdict.errors.length - SHOWN;
  return (
    <Panel title="Can it be published?" headingLevel={3}>
      <ul className="verdict">
        {verdict.errors.slice(0, SHOWN).map((one) => (
          <li key={`${one.href} ${one.rule} ${one.message}`} className="verdict-error">
            <Icon name="cross" />
            <span>
              {one.place}: {one.message}.{" "}
              <Link to={one.href}>
                Show<span className="visually-hidden"> {one.place}</span>
              </Link>
            </span>
          </li>
        ))}
        {more > 0 ? (
          <li className="verdict-error">
            <Icon name="cross" />
            <Link to={`/studio/drafts/${draftId}/findings`}>And {more} more</Link>
          </li>
        ) : null}
        {verdict.errors.length === 0 ? (
          <li className="verdict-good">
            <Icon name="check" /> <span>Nothing stands in the way.</span>
          </li>
        ) : null}
        {verdict.warnings > 0 ? (
          <li className="verdict-warning">
            <Icon name="warn" />
            <Link to={`/studio/drafts/${draftId}/findings`}>
              {countWords(verdict.warnings, "warning")} to mend or to give a reason for
            </Link>
          </li>
        ) : null}
        {verdict.good.map((one) => (
          <li key={one} className="verdict-good">
            <Icon name="check" /> <span>{one}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
