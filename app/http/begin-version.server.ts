import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { createDraft } from "#app/services/studio/draft.server.ts";
import { authorised } from "./authorise.server.ts";
import { textField } from "./parse.ts";

/** Begins the next version of the published scenario that the form names, and goes there. */
export function beginVersion(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const slug = textField(await args.request.formData(), "slug");
    const { force, personId } = principal;
    const id = await createDraft(ctx, {
      forceId: force.id,
      by: personId,
      title: slug,
      from: `version:${slug}`,
    });
    return redirect(`/studio/drafts/${id}`);
  });
}
