import { Tabs } from "./tabs.tsx";

const PLACES = [
  { href: "/ledger/keys", label: "Keys" },
  { href: "/ledger/destinations", label: "Passing on" },
  { href: "/ledger/report-keys", label: "Keys for reports" },
] as const;

/** Between the administrator's pages of the ledger. */
export function LedgerTabs({ current }: { current: (typeof PLACES)[number]["href"] }) {
  return <Tabs label="Ledger" places={PLACES} current={current} />;
}
