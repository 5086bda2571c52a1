/** What the coverage pages share: the address read, the page's values, and whether steps may open to their people. */
import { redirect } from "@remix-run/node";
import type { CoverageAnswer } from "#app/domain/coverage/answer.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import type { Context } from "#app/services/context.server.ts";
import {
  questionOf,
  readCoveragePage,
  targetAsked,
  type PageAsked,
} from "#app/services/coverage/read-coverage-page.server.ts";
import { readCoverage, type CoverageQuestion } from "#app/services/coverage/read-coverage.server.ts";
import {
  readChanges,
  readFigures,
  type FiguresFile,
} from "#app/services/coverage/read-figures-file.server.ts";
import type { Visit } from "./authorise.server.ts";
import { coverageAsked, coverageAskedExactly, coverageSearch } from "./coverage-query.ts";

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
    // What is known today grows until its end: a link that keeps its figures names the instant.
    exactly: coverageSearch({
      ...asked,
      target: page.target.slug,
      knownExactly: asked.knownAt,
      sinceKnownExactly: asked.sinceKnownAt,
    }),
    mayOpenPeople: mayEver(principal.roles, "people.read"),
    mayManageTargets: mayEver(principal.roles, "target.manage"),
    problems,
  };
}

/** What an address asks of a page, with the unit by its code or id; nothing is taken in the place of what is wrong. */
function pageAsked(ctx: Context, url: URL): PageAsked {
  return { ...coverageAskedExactly(url, ctx.now()), unit: url.searchParams.get("unit") ?? undefined };
}

/** What an address asks, with the unit by its code or id. @throws AmendsError `bad-input`, or `not-found` for a target that is none. */
export async function questionAsked(ctx: Context, forceId: ForceId, url: URL): Promise<CoverageQuestion> {
  const asked = pageAsked(ctx, url);
  const { target } = await targetAsked(ctx, forceId, asked.target);
  return questionOf(forceId, target.slug, asked);
}

/** The figures that an address asks for: counts and rates, never a person. @throws AmendsError as `questionAsked`. */
export async function figuresAsked(ctx: Context, forceId: ForceId, url: URL): Promise<CoverageAnswer> {
  return readCoverage(ctx, await questionAsked(ctx, forceId, url));
}

/** All of a view as a file has it: the figures, the months, what changed and what is likely. @throws AmendsError as `questionAsked`. */
export async function fileAsked(ctx: Context, forceId: ForceId, url: URL): Promise<FiguresFile> {
  return readFigures(ctx, forceId, pageAsked(ctx, url));
}

/** What changed between the two ends that an address names. @throws AmendsError as `questionAsked`. */
export async function changesAsked(ctx: Context, forceId: ForceId, url: URL) {
  return readChanges(ctx, forceId, pageAsked(ctx, url));
}
