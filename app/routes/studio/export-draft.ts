import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { scenarioFile } from "#app/http/scenario-file.server.ts";
import { openDraft } from "#app/services/studio/draft.server.ts";

/** A draft as it stands, as a file. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const { document } = await openDraft(ctx, principal.force.id, args.params.draft ?? "");
    return scenarioFile(ctx, document, args.params.format);
  });
}
