import type { LoaderFunctionArgs } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { readActivity } from "#app/services/ledger/read-activity.server.ts";

/** An activity's IRI resolves to what the ledger says it is: never to which answer is right. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "activity.read", async ({ ctx }) => {
    const activity = await readActivity(ctx, args.params["*"] ?? "");
    if (!activity) {
      throw new AmendsError("not-found", "The ledger knows no such activity", "Check the address.");
    }
    return Response.json(activity);
  });
}
