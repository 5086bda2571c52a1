import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

export interface SummaryRow {
  key: string;
  value: ReactNode;
  /** "Change", with `about` read out only: "Change the last day". */
  action?: { to: string; label: string; about?: string };
}

export interface SummaryListProps {
  rows: readonly SummaryRow[];
  /** The names are sentences, and the values a few words. */
  long?: boolean;
}

/** What is known about one thing: a name and a value a row. */
export function SummaryList({ rows, long }: SummaryListProps) {
  return (
    <dl className={long ? "summary-list summary-long" : "summary-list"}>
      {rows.map((row) => (
        <div key={row.key} className="summary-row">
          <dt>{row.key}</dt>
          <dd>{row.value}</dd>
          {row.action ? (
            <dd className="summary-action">
              <Link to={row.action.to}>
                {row.action.label}
                {row.action.about ? <span className="visually-hidden"> {row.action.about}</span> : null}
              </Link>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
