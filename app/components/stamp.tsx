import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

export interface FactStampProps {
  /** Where the fact's source and date are: a place on this page, or its own. */
  href: string;
  children: ReactNode;
}

/** Stands after a statement of fact and leads to where it comes from. */
export function FactStamp({ href, children }: FactStampProps) {
  return (
    <Link className="stamp" to={href} preventScrollReset={false}>
      <Icon name="document" />
      {children}
    </Link>
  );
}
