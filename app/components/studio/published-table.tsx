import { Link } from "@remix-run/react";
import type { DraftLine } from "#app/domain/scenarios/editor-values.ts";
import { NextVersion } from "./next-version.tsx";

export interface PublishedTableProps {
  pieces: readonly {
    readonly kind: "module" | "scenario";
    readonly slug: string;
    readonly title: string;
    readonly version: number;
    readonly since: string;
    readonly inFlight: number;
    readonly due: number;
  }[];
  /** What is being written; null for somebody who may not write. */
  drafts: readonly DraftLine[] | null;
}

/** What is live: since when, who is in it, and where to write and read on. */
export function PublishedTable({ pieces, drafts }: PublishedTableProps) {
  return (
    <div className="scroll-x">
      <table className="table">
        <caption className="visually-hidden">Published modules and scenarios</caption>
        <thead>
          <tr>
            <th scope="col">Title</th>
            <th scope="col">Live</th>
            <th scope="col" className="number">
              Part way
            </th>
            <th scope="col" className="number">
              Facts due
            </th>
            {drafts ? (
              <>
                <th scope="col">
                  <span className="visually-hidden">Next version</span>
                </th>
                <th scope="col">Results</th>
              </>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {pieces.map((one) => (
            <tr key={`${one.kind} ${one.slug}`}>
              <th scope="row">
                {drafts ? <Link to={`/studio/${one.kind}s/${one.slug}`}>{one.title}</Link> : one.title}
                <span className="hint block-line">{one.kind === "module" ? "Module" : "Scenario"}</span>
              </th>
              <td>
                Version {one.version}
                <span className="hint block-line">since {one.since}</span>
              </td>
              <td className="number">{one.inFlight}</td>
              <td className="number">{one.due}</td>
              {drafts ? (
                <>
                  <td>
                    <NextVersion
                      kind={one.kind}
                      slug={one.slug}
                      title={one.title}
                      number={one.version + 1}
                      draft={
                        drafts.find((draft) => draft.kind === one.kind && draft.slug === one.slug)?.id ?? null
                      }
                    />
                  </td>
                  <td>
                    <Link to={`/studio/${one.kind}s/${one.slug}/results`}>
                      What officers {one.kind === "module" ? "answered" : "chose"}
                      <span className="visually-hidden"> in {one.title}</span>
                    </Link>
                  </td>
                </>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
