import type { LoaderFunctionArgs } from "@remix-run/node";
import { auditAsked } from "#app/http/audit-query.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { auditCsv } from "#app/services/identity/read-audit.server.ts";

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "audit.read", async ({ ctx, principal }) => {
    const csv = await auditCsv(ctx, principal.force, auditAsked(new URL(args.request.url)));
    return new Response(csv, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="audit-${principal.today}.csv"`,
      },
    });
  });
}
