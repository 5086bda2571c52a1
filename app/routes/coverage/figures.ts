import type { LoaderFunctionArgs } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { figuresAsked } from "#app/http/coverage-loader.server.ts";
import { coverageDocument, coverageTable } from "#app/services/coverage/present-coverage.ts";
import { coverageWorkbook } from "#app/services/coverage/write-workbook.ts";

/** The page's figures as a file: counts and rates, never a person. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", async ({ ctx, principal }) => {
    const answer = await figuresAsked(ctx, principal.force.id, new URL(args.request.url));
    const name = `coverage-${answer.target ?? answer.programme.slug}-${answer.asOf}`;
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
