import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { wrongRows } from "#app/services/roster/read-preview.server.ts";
import { readUpload } from "#app/services/roster/uploads.server.ts";

/** The rows of a kept file that cannot be read, with what is wrong. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.import", async ({ ctx, principal }) => {
    const upload = await readUpload(ctx, principal.force, args.params.upload ?? "");
    return new Response(await wrongRows(ctx, principal.force, upload), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="wrong-rows-${upload.asAt}.csv"`,
      },
    });
  });
}
