import type { LoaderFunctionArgs } from "@remix-run/node";
import { questionAsked } from "#app/http/coverage-loader.server.ts";
import { COVERAGE_PARAMETERS } from "#app/http/reports/openapi.ts";
import { jsonOrCsv, withReportKey } from "#app/http/reports/report-door.server.ts";
import { monthsDocument, monthsTable } from "#app/services/coverage/present-coverage.ts";
import { readBurnUp } from "#app/services/coverage/read-burn-up.server.ts";

/** The figure at each month's end: the line of the burn-up, for another system. */
export function loader(args: LoaderFunctionArgs) {
  return withReportKey(args, COVERAGE_PARAMETERS, async ({ ctx, force, url }) => {
    const question = await questionAsked(ctx, force.id, url);
    const points = await readBurnUp(ctx, question);
    return jsonOrCsv(args.request, url, {
      json: () => monthsDocument(force, question, points),
      csv: () => monthsTable(question, points),
    });
  });
}
