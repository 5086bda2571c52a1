import type { ReactNode } from "react";

export interface PanelProps {
  eyebrow?: ReactNode;
  title?: ReactNode;
  children: ReactNode;
  headingLevel?: 2 | 3 | 4;
  /** Edged in indigo, for where a fact comes from. */
  edged?: boolean;
  /** Less room inside, for a remark within running text. */
  small?: boolean;
  id?: string;
}

/** An aside: something beside the page's one thing. */
export function Panel({ eyebrow, title, children, headingLevel = 2, edged, small, id }: PanelProps) {
  const Heading = `h${headingLevel}` as const;
  const look = ["panel", edged ? "panel-edged" : "", small ? "panel-small" : ""].filter(Boolean).join(" ");
  return (
    <div className={look} id={id}>
      {eyebrow ? <p className="eyebrow">{eyebrow}</p> : null}
      {title ? <Heading className="h3">{title}</Heading> : null}
      {children}
    </div>
  );
}
