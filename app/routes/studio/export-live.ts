import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { scenarioFile } from "#app/http/scenario-file.server.ts";
import { publishedSource } from "#app/services/studio/draft.server.ts";

/** The live version of a scenario as a file. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx }) => {
    const { document } = await publishedSource(ctx, args.params.scenario ?? "");
    return scenarioFile(ctx, document, args.params.format);
  });
}
