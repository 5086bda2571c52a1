/** What the coverage pages share: the address read, the page's values, and whether steps may open to their people. */
import { redirect } from "@remix-run/node";
import { mayEver } from "#app/domain/identity/permissions.ts";
import { readCoveragePage } from "#app/services/coverage/read-coverage-page.server.ts";
import type { Visit } from "./authorise.server.ts";
import { coverageAsked, coverageSearch } from "./coverage-query.ts";

export async function coverageLoader(request: Request, { ctx, principal }: Visit, unit?: string) {
  const url = new URL(request.url);
  // A form says the unit by name; a page of its own is where it is shown.
  const chosen = url.searchParams.get("unit");
  if (chosen !== null) {
    url.searchParams.delete("unit");
    const place = chosen === "" ? "/coverage" : `/coverage/units/${encodeURIComponent(chosen)}`;
    throw redirect(`${place}?${url.searchParams.toString()}`);
  }
  const { problems, ...asked } = coverageAsked(url, ctx.now());
  const page = await readCoveragePage(ctx, principal.force, { ...asked, unit });
  return {
    page,
    order: asked.order,
    search: coverageSearch({ ...asked, target: page.target.slug }),
    mayOpenPeople: mayEver(principal.roles, "people.read"),
    mayManageTargets: mayEver(principal.roles, "target.manage"),
    problems,
  };
}
