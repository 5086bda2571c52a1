import type { LoaderFunctionArgs } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { coverageAsked } from "#app/http/coverage-query.ts";
import { coverageDocument, coverageTable } from "#app/services/coverage/present-coverage.ts";
import { coverageWorkbook } from "#app/services/coverage/write-workbook.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { questionOf, targetAsked } from "#app/services/coverage/read-coverage-page.server.ts";

/** The page's figures as a file: counts and rates, never a person. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", async ({ ctx, principal }) => {
    const url = new URL(args.request.url);
    const asked = coverageAsked(url, ctx.now());
    const [problem] = asked.problems;
    if (problem) throw new AmendsError("bad-input", problem.text, "Write the days as YYYY-MM-DD.");
    const { target } = await targetAsked(ctx, principal.force.id, asked.target);
    const unit = url.searchParams.get("unit") ?? undefined;
    const question = questionOf(principal.force.id, target.slug, { ...asked, unit });
    const answer = await readCoverage(ctx, question);
    const name = `coverage-${target.slug}-${answer.asOf}`;
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
      case "figures.xlsx":
        return new Response(Buffer.from(coverageWorkbook(principal.force, answer)), {
          headers: {
            "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Content-Disposition": `attachment; filename="${name}.xlsx"`,
          },
        });
      default:
        throw new AmendsError(
          "not-found",
          "There is no such file",
          "The figures are at /coverage/figures.csv, /coverage/figures.xlsx and /coverage/figures.json.",
        );
    }
  });
}
