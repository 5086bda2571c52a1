import { Link } from "@remix-run/react";

const PLACES = [
  { href: "/ledger/keys", label: "Keys" },
  { href: "/ledger/destinations", label: "Passing on" },
  { href: "/ledger/report-keys", label: "Keys for reports" },
] as const;

/** Between the administrator's pages of the ledger. */
export function LedgerTabs({ current }: { current: (typeof PLACES)[number]["href"] }) {
  return (
    <nav aria-label="Ledger">
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
