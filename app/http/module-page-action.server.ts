/** The action of a module's pages: saves, then goes where the button leads, or shows what is to be decided. */
import { data, redirect, type ActionFunctionArgs } from "@remix-run/node";
import type { ModulePart } from "#app/services/studio/edit-module.server.ts";
import { authorised } from "./authorise.server.ts";
import { saveModuleForm } from "./draft-action.server.ts";
import { problemsOf } from "./form-problems.server.ts";
import { uploadForm } from "./upload-form.server.ts";

export function modulePageAction(args: ActionFunctionArgs, part: ModulePart) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const id = args.params.draft ?? "";
    try {
      const form = await uploadForm(args.request);
      const { goTo, ...told } = await saveModuleForm({ ctx, principal }, id, part, form);
      const undecided = told.conflicts.length > 0 || told.others.length > 0;
      if (goTo !== null && !undecided) return redirect(`/studio/drafts/${id}/${goTo}`);
      return data({ told, problems: [] });
    } catch (error) {
      return data({ told: null, problems: problemsOf(error) }, { status: 400 });
    }
  });
}
