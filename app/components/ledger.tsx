import type { ReactNode } from "react";

export interface LedgerRow {
  label: string;
  /** A whole number of people; `minus` rows may be given as 28 or −28. */
  count: number;
  kind: "total" | "minus" | "plain";
  /** The rule and its source; the row opens to it. */
  detail?: ReactNode;
}

export interface CountLedgerProps {
  rows: readonly LedgerRow[];
}

/** From everyone in post down to those counted, a step a row. */
export function CountLedger({ rows }: CountLedgerProps) {
  return (
    <ul className="ledger">
      {rows.map((row) => (
        <li key={row.label} className={`ledger-row ledger-${row.kind}`}>
          {row.detail ? (
            <details>
              <summary>
                <LedgerLine row={row} />
              </summary>
              <div className="ledger-detail">{row.detail}</div>
            </details>
          ) : (
            <div className="ledger-closed">
              <LedgerLine row={row} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function LedgerLine({ row }: { row: LedgerRow }) {
  const people = Math.abs(row.count).toLocaleString("en-GB");
  return (
    <>
      <span className="ledger-label">{row.label}</span>
      <span className="ledger-count">{row.kind === "minus" && row.count !== 0 ? `−${people}` : people}</span>
    </>
  );
}
