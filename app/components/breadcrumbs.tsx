import { Link } from "@remix-run/react";

export interface BreadcrumbsProps {
  /** From the top down; the last, without `href`, is this page. */
  items: readonly { href?: string; label: string }[];
}

/** Where this page is in the whole. */
export function Breadcrumbs({ items }: BreadcrumbsProps) {
  return (
    <nav className="breadcrumbs" aria-label="Breadcrumb">
      <ol>
        {items.map((step) => (
          <li key={`${step.href ?? ""} ${step.label}`}>
            {step.href ? (
              <Link to={step.href}>{step.label}</Link>
            ) : (
              <span aria-current="page">{step.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
