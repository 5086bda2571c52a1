import type { LoaderFunctionArgs } from "@remix-run/node";
import { withReportKey } from "#app/http/reports/report-door.server.ts";
import { targetsDocument } from "#app/services/coverage/present-coverage.ts";
import { readEveryTarget } from "#app/services/coverage/read-targets.server.ts";

/** What was promised, for whom and by when: the names that the other resources take. */
export function loader(args: LoaderFunctionArgs) {
  return withReportKey(args, [], async ({ ctx, force }) =>
    Response.json(targetsDocument(force, await readEveryTarget(ctx.read, force.id))),
  );
}
