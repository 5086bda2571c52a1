import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { createModule } from "#app/services/studio/create-module.server.ts";
import { createDraft } from "#app/services/studio/draft.server.ts";
import { authorised } from "./authorise.server.ts";
import { textField } from "./parse.ts";

/** Begins the next version of the published scenario or module that the form names, and goes there. */
export function beginVersion(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const slug = textField(form, "slug");
    const { force, personId } = principal;
    const begin = textField(form, "kind") === "module" ? createModule : createDraft;
    const id = await begin(ctx, { forceId: force.id, by: personId, title: slug, from: `version:${slug}` });
    return redirect(`/studio/drafts/${id}`);
  });
}
