import { data, redirect, type ActionFunctionArgs } from "@remix-run/node";
import type { createDraft } from "#app/services/studio/draft.server.ts";
import { authorised } from "./authorise.server.ts";
import { problemsOf } from "./form-problems.server.ts";
import { textField } from "./parse.ts";

/** Begins a draft from what the form says, and goes there; or says what is to be put right. */
export function beginDraft(args: ActionFunctionArgs, create: typeof createDraft) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    try {
      const id = await create(ctx, {
        forceId: principal.force.id,
        by: principal.personId,
        title: textField(form, "title"),
        from: textField(form, "from"),
      });
      return redirect(`/studio/drafts/${id}`);
    } catch (error) {
      return data({ problems: problemsOf(error) }, { status: 400 });
    }
  });
}
