/** A page of results lives in its address: `?version=2&with=1&tries=all&unit=KR&group=officer&rank=constable`. */
import { RANKS } from "#app/domain/roster/ranks.ts";
import { STAFF_GROUPS } from "#app/domain/roster/workforce.ts";
import type { ResultsAsked } from "#app/services/results/read-scenario-results.server.ts";

/** What is asked; what is no version, group or rank is passed over. */
export function resultsAsked(url: URL): ResultsAsked {
  const said = (name: string) => url.searchParams.get(name)?.trim() ?? "";
  const number = (name: string) => (/^[1-9]\d{0,5}$/.test(said(name)) ? Number(said(name)) : null);
  return {
    version: number("version"),
    compareWith: number("with"),
    tries: said("tries") === "all" ? "all" : "first",
    unit: said("unit") || null,
    group: STAFF_GROUPS.find((one) => one === said("group")) ?? null,
    rank: RANKS.find((one) => one === said("rank")) ?? null,
  };
}
