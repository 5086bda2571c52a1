import type { LoaderFunctionArgs } from "@remix-run/node";
import { changesAsked } from "#app/http/coverage-loader.server.ts";
import { BRIDGE_PARAMETERS } from "#app/http/reports/openapi.ts";
import { jsonOrCsv, withReportKey } from "#app/http/reports/report-door.server.ts";
import { bridgeTable, changesDocument } from "#app/services/coverage/present-bridge.ts";

/** Why the figure differs between two days, or between what was known of one day at two instants: causes, never a person. */
export function loader(args: LoaderFunctionArgs) {
  return withReportKey(args, BRIDGE_PARAMETERS, async ({ ctx, force, url }) => {
    const { question, bridge } = await changesAsked(ctx, force.id, url);
    return jsonOrCsv(args.request, url, {
      json: () => changesDocument(force, question, bridge),
      csv: () => bridgeTable(question, bridge),
    });
  });
}
