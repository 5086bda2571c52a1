import type { LoaderFunctionArgs } from "@remix-run/node";
import { figuresAsked } from "#app/http/coverage-loader.server.ts";
import { COVERAGE_PARAMETERS } from "#app/http/reports/openapi.ts";
import { jsonOrCsv, withReportKey } from "#app/http/reports/report-door.server.ts";
import { coverageDocument, coverageTable } from "#app/services/coverage/present-coverage.ts";

/** The figures of the coverage page for another system: counts and rates, never a person. */
export function loader(args: LoaderFunctionArgs) {
  return withReportKey(args, COVERAGE_PARAMETERS, async ({ ctx, force, url }) => {
    const answer = await figuresAsked(ctx, force.id, url);
    return jsonOrCsv(args.request, url, {
      json: () => coverageDocument(force, answer),
      csv: () => coverageTable(answer, "csv"),
    });
  });
}
