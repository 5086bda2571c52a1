import type { LoaderFunctionArgs } from "@remix-run/node";
import { inPublic } from "#app/http/public-document.server.tsx";
import { reportAsked, reportResponse } from "#app/http/report-file.server.ts";

export function loader(args: LoaderFunctionArgs) {
  return inPublic(args, async ({ ctx, force }) =>
    reportResponse(await reportAsked(ctx, force, args.request)),
  );
}
