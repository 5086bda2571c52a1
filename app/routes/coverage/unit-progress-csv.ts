import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { unitAsked } from "#app/http/unit-query.ts";
import { unitCsv } from "#app/services/coverage/read-unit-page.server.ts";

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "unit.read-progress", async ({ ctx, principal }) => {
    const csv = await unitCsv(ctx, principal, unitAsked(new URL(args.request.url)));
    return new Response(csv, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="my-unit-${principal.today}.csv"`,
      },
    });
  });
}
