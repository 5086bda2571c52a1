import type { ReactNode } from "react";

export interface DetailsProps {
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
}

/** Words that open under a chevron; open on paper always. */
export function Details({ summary, children, open }: DetailsProps) {
  return (
    <details className="details" open={open}>
      <summary>
        <span>{summary}</span>
      </summary>
      <div className="details-words">{children}</div>
    </details>
  );
}
