import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { reportAsked, reportResponse } from "#app/http/report-file.server.ts";

/** A frozen month as two pages for a panel: only what may be published. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", async ({ ctx, principal }) =>
    reportResponse(await reportAsked(ctx, principal.force, args.request)),
  );
}
