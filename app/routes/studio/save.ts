import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import type { SaveRefused } from "#app/domain/scenarios/editor-values.ts";
import { authorised } from "#app/http/authorise.server.ts";
import { partAsked, saveForm, saveModuleForm } from "#app/http/draft-action.server.ts";
import { statusOf } from "#app/http/errors.server.ts";
import { modulePartAsked } from "#app/http/module-form.ts";
import { textField } from "#app/http/parse.ts";
import { readModulePart } from "#app/services/studio/read-module.server.ts";
import { readPartPage } from "#app/services/studio/read-parts.server.ts";

/** Nothing is shown here: back to the draft. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "content.author", () =>
    Promise.resolve(redirect(`/studio/drafts/${args.params.draft ?? ""}`)),
  );
}

/** Saves what is typed as it is typed; answers with the page as it stands then. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "content.author", async ({ ctx, principal }) => {
    const form = await args.request.formData();
    const id = args.params.draft ?? "";
    const asked = textField(form, "part");
    const inModule = modulePartAsked(asked);
    const part = partAsked(asked);
    form.delete("do");
    form.delete("new-lesson");
    try {
      if (inModule) {
        const { goTo: _, ...told } = await saveModuleForm({ ctx, principal }, id, inModule, form);
        return Response.json({ ...told, page: await readModulePart(ctx, principal, id, inModule) });
      }
      const { goTo: _, ...told } = await saveForm({ ctx, principal }, id, part, form);
      return Response.json({ ...told, page: await readPartPage(ctx, principal, id, part) });
    } catch (error) {
      if (!(error instanceof AmendsError)) throw error;
      const problems = error.problems.map((one) => one.text);
      const refused: SaveRefused = { title: error.message, wayOut: error.wayOut, problems };
      return Response.json(refused, { status: statusOf(error.code) });
    }
  });
}
