import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { cpdText } from "#app/services/learning/cpd.server.ts";

/** An officer's notes as plain text. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(
    args,
    "record.read-own",
    async ({ ctx, principal }) =>
      new Response(await cpdText(ctx, principal.personId), {
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "Content-Disposition": 'attachment; filename="my-development.txt"',
          "Cache-Control": "no-store",
        },
      }),
  );
}
