import type { LoaderFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/authorise.server.ts";
import { openApiDocument } from "#app/http/reports/openapi.ts";

/** What `/api/v1` answers, as OpenAPI: open to anyone, since it says nothing of a force. */
export function loader(args: LoaderFunctionArgs) {
  return open(args, ({ ctx }) =>
    Promise.resolve(
      Response.json(openApiDocument(ctx.config.origin ?? new URL(args.request.url).origin), {
        headers: { "Cache-Control": "public, max-age=3600" },
      }),
    ),
  );
}
