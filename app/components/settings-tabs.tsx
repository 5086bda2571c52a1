import { Tabs } from "./tabs.tsx";

const PLACES = [
  { href: "/settings/policy", label: "Local rules" },
  { href: "/settings/fact-owners", label: "Who answers for facts" },
  { href: "/settings/adjustments", label: "Adjustments" },
  { href: "/settings/accounts", label: "Accounts" },
  { href: "/settings/audit", label: "Audit trail" },
] as const;

/** Between the administrator's pages of settings. */
export function SettingsTabs({ current }: { current: (typeof PLACES)[number]["href"] }) {
  return <Tabs label="Settings" places={PLACES} current={current} />;
}
