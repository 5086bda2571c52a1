import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { ownStatements } from "#app/services/learning/own-statements.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";

/** An officer's own statements, one a line. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(
    args,
    "record.read-own",
    async ({ ctx, principal }) =>
      new Response(await ownStatements(ctx, learnerOf(principal)), {
        headers: {
          "Content-Type": "application/x-ndjson; charset=utf-8",
          "Content-Disposition": 'attachment; filename="my-statements.jsonl"',
          "Cache-Control": "no-store",
        },
      }),
  );
}
