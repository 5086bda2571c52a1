import { Link } from "@remix-run/react";

const PLACES = [
  { href: "/settings/policy", label: "Local rules" },
  { href: "/settings/fact-owners", label: "Who answers for facts" },
  { href: "/settings/adjustments", label: "Adjustments" },
  { href: "/settings/accounts", label: "Accounts" },
  { href: "/settings/audit", label: "Audit trail" },
] as const;

/** Between the administrator's pages of settings. */
export function SettingsTabs({ current }: { current: (typeof PLACES)[number]["href"] }) {
  return (
    <nav aria-label="Settings">
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
