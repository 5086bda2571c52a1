import type { ReactNode } from "react";
import { Notice } from "./notice.tsx";

/** A link for choosing a password, in the one answer that ever shows it. */
export function LinkMade({ title, link, hours, children }: LinkMadeProps) {
  return (
    <Notice tone="done" title={title} role="status">
      <p>
        Copy this link now and hand it over in a way that reaches nobody else. It is kept nowhere, works once,
        and for {hours} hours.
      </p>
      <p>
        <code>{link}</code>
      </p>
      {children}
    </Notice>
  );
}

interface LinkMadeProps {
  title: string;
  link: string;
  hours: number;
  children?: ReactNode;
}
