/** The action of the editor's pages: saves, then goes where the button leads, or shows what is to be decided. */
import { data, redirect, type ActionFunctionArgs } from "@remix-run/node";
import type { DraftPart } from "#app/services/studio/edit-draft.server.ts";
import { authorised } from "./authorise.server.ts";
import { saveForm } from "./draft-action.server.ts";
import { problemsOf } from "./form-problems.server.ts";
import { uploadForm } from "./upload-form.server.ts";

export function draftPageAction(args: ActionFunctionArgs, part: DraftPart) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const id = args.params.draft ?? "";
    try {
      const form = await uploadForm(args.request);
      const { goTo, ...told } = await saveForm({ ctx, principal }, id, part, form);
      const undecided = told.conflicts.length > 0 || told.others.length > 0;
      if (goTo !== null && !undecided) {
        const base = `/studio/drafts/${id}`;
        return redirect(goTo === "" || goTo.startsWith("#") ? `${base}${goTo}` : `${base}/${goTo}`);
      }
      return data({ told, problems: [] });
    } catch (error) {
      return data({ problems: problemsOf(error) }, { status: 400 });
    }
  });
}
