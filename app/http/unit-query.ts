/**
 * A supervisor's page lives in its address:
 * `?programme=core&target=SLUG&show=overdue&group=officer&rank=sergeant&unit=ID&page=2`.
 */
import { PERSON_STATES, RANK_CHOICES } from "#app/domain/coverage/unit-people.ts";
import { STAFF_GROUPS } from "#app/domain/roster/workforce.ts";
import type { UnitAsked } from "#app/services/coverage/read-unit-page.server.ts";

/** What is asked; what is no state, group, rank or page is passed over. */
export function unitAsked(url: URL): UnitAsked {
  const said = (name: string) => url.searchParams.get(name)?.trim() ?? "";
  const oneOf = <Word extends string>(name: string, words: readonly Word[]) =>
    words.find((one) => one === said(name)) ?? null;
  return {
    programme: said("programme") || null,
    target: said("target") || null,
    show: oneOf("show", PERSON_STATES),
    group: oneOf("group", STAFF_GROUPS),
    rank: oneOf("rank", RANK_CHOICES),
    unit: said("unit") || null,
    page: /^[1-9]\d{0,5}$/.test(said("page")) ? Number(said("page")) : 1,
  };
}

/** The same as an address says it, with the question mark; "" for everybody and the core programme. */
export function unitSearch(asked: UnitAsked, change: Partial<UnitAsked> = {}): string {
  const { page, ...rest } = { ...asked, ...change };
  const said = Object.entries(rest).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  if (page > 1) said.push(["page", String(page)]);
  return said.length === 0 ? "" : `?${new URLSearchParams(said)}`;
}
