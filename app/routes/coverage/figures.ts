import type { LoaderFunctionArgs } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { coverageAsked } from "#app/http/coverage-query.ts";
import { coverageDocument, coverageTable } from "#app/services/coverage/present-coverage.ts";
import { readCoveragePage } from "#app/services/coverage/read-coverage-page.server.ts";

/** The page's figures as a file: counts and rates, never a person. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", async ({ ctx, principal }) => {
    const asked = coverageAsked(new URL(args.request.url), ctx.now());
    const [problem] = asked.problems;
    if (problem) throw new AmendsError("bad-input", problem.text, "Write the days as YYYY-MM-DD.");
    const { answer } = await readCoveragePage(ctx, principal.force, asked);
    const name = `coverage-${answer.programme.slug}-${answer.asOf}`;
    switch (args.params.file) {
      case "figures.json":
        return Response.json(coverageDocument(principal.force, answer), {
          headers: { "Content-Disposition": `attachment; filename="${name}.json"` },
        });
      case "figures.csv":
        return new Response(`${coverageTable(answer, "csv")}\n`, {
          headers: {
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": `attachment; filename="${name}.csv"`,
          },
        });
      default:
        throw new AmendsError(
          "not-found",
          "There is no such file",
          "The figures are at /coverage/figures.csv and /coverage/figures.json.",
        );
    }
  });
}
