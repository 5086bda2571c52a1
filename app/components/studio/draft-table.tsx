import { Link } from "@remix-run/react";
import type { DraftLine } from "#app/domain/scenarios/editor-values.ts";
import { Tag } from "../tag.tsx";

const STATES: Record<DraftLine["state"], string> = {
  writing: "Being written",
  "in-review": "For review",
  scheduled: "Scheduled",
};

/** Drafts with their state and the prover's verdict. */
export function DraftTable({ drafts }: { drafts: readonly DraftLine[] }) {
  if (drafts.length === 0) return <p>Nothing is being written.</p>;
  return (
    <div className="scroll-x">
      <table className="table">
        <caption className="visually-hidden">Drafts</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col">Prover</th>
            <th scope="col">Last changed</th>
          </tr>
        </thead>
        <tbody>
          {drafts.map((draft) => (
            <tr key={draft.id}>
              <th scope="row">
                <Link to={`/studio/drafts/${draft.id}`}>{draft.title}</Link>
              </th>
              <td>
                {draft.kind === "module" ? "Module: " : "Scenario: "}
                {STATES[draft.state].toLowerCase()}
                {draft.review ? <span className="hint block-line">{draft.review}</span> : null}
              </td>
              <td>
                <Tag state={draft.sound ? "done" : "overdue"}>{draft.verdict}</Tag>
              </td>
              <td>{draft.changed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
