import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { readImport } from "#app/services/roster/read-import.server.ts";
import { problemsCsv } from "#app/services/roster/wrong-rows.ts";

/** What could not be read in a file that was applied: where, and what was wrong. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", async ({ ctx, principal }) => {
    const done = await readImport(ctx, principal.force, args.params.import ?? "");
    return new Response(problemsCsv(done.problems), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="problems-${done.asAt}.csv"`,
      },
    });
  });
}
