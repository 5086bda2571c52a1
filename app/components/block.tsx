import type { ReactNode } from "react";

export interface BlockProps {
  eyebrow?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  /** Stands to the right behind a hairline; below on a phone. */
  aside?: ReactNode;
  /** 1 where the block holds the page's `h1`; 2 (the default) below one. */
  headingLevel?: 1 | 2;
  /** A display figure that begins the heading's sentence, such as "76.9%". */
  figure?: ReactNode;
  /** Sets a long `h1` smaller. */
  long?: boolean;
}

/** The indigo block: the one thing to do or know. At most one a page. */
export function Block({ eyebrow, title, children, aside, headingLevel = 2, figure, long }: BlockProps) {
  const Heading = headingLevel === 1 ? "h1" : "h2";
  const size = figure
    ? "block-title-figure"
    : headingLevel === 2 || long
      ? "block-title-long"
      : "block-title";
  return (
    <div className="block on-block">
      <div className="block-main">
        {eyebrow ? <p className="eyebrow">{eyebrow}</p> : null}
        <Heading className={size}>
          {figure ? <span className="block-figure">{figure} </span> : null}
          {title}
        </Heading>
        {children}
      </div>
      {aside ? <div className="block-aside">{aside}</div> : null}
    </div>
  );
}
