/** What the coverage pages share: the address read, the page's values, and whether steps may open to their people. */
import { mayEver } from "#app/domain/identity/permissions.ts";
import { readCoveragePage } from "#app/services/coverage/read-coverage-page.server.ts";
import type { Visit } from "./authorise.server.ts";
import { coverageAsked, coverageSearch } from "./coverage-query.ts";

export async function coverageLoader(request: Request, { ctx, principal }: Visit, unit?: string) {
  const { problems, ...asked } = coverageAsked(new URL(request.url), ctx.now());
  const page = await readCoveragePage(ctx, principal.force, { ...asked, unit });
  return {
    page,
    search: coverageSearch({ ...asked, target: page.target.slug }),
    mayOpenPeople: mayEver(principal.roles, "people.read"),
    problems,
  };
}
