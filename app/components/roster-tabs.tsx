import { Link } from "@remix-run/react";

const PLACES = [
  { href: "/people", label: "People" },
  { href: "/people/units", label: "Units" },
  { href: "/people/imports", label: "Imports" },
  { href: "/people/training", label: "Training" },
  { href: "/people/exemptions", label: "Exemptions" },
] as const;
export type RosterPlace = (typeof PLACES)[number]["href"];

/** Between the administrator's pages about people. */
export function RosterTabs({ current }: { current: RosterPlace }) {
  return (
    <nav aria-label="People" className="no-print">
      <ul className="tabs">
        {PLACES.map(({ href, label }) => (
          <li key={href}>
            <Link to={href} aria-current={href === current ? "page" : undefined}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
