import { Link } from "@remix-run/react";

/** Between pages that belong together. */
export function Tabs({
  label,
  places,
  current,
}: {
  label: string;
  places: readonly { readonly href: string; readonly label: string }[];
  current: string;
}) {
  return (
    <nav aria-label={label} className="no-print">
      <ul className="tabs">
        {places.map((place) => (
          <li key={place.href}>
            <Link to={place.href} aria-current={place.href === current ? "page" : undefined}>
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
