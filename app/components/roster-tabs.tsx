import { Tabs } from "./tabs.tsx";

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
  return <Tabs label="People" places={PLACES} current={current} />;
}
