import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { publishedFile } from "#app/http/report-file.server.ts";

/** What may be published as CSV. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "coverage.read", ({ ctx, principal }) =>
    publishedFile(ctx, principal.force, args.request),
  );
}
