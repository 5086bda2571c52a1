import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import { isDay } from "#app/domain/time.ts";
import { authorised, type Visit } from "#app/http/authorise.server.ts";
import { textField } from "#app/http/parse.ts";
import { exportCompletions } from "#app/services/learning/export-completions.server.ts";

/** Completions in the layout that is remembered for `default`. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.import", (visit) =>
    file(visit, { system: "default", since: "", layout: "" }),
  );
}

/** The same in a layout that is given, or remembered for a system. */
export function action(args: ActionFunctionArgs) {
  return authorised(args, "people.import", async (visit) => {
    const form = await args.request.formData();
    return file(visit, {
      system: textField(form, "system").trim().slice(0, 60) || "default",
      since: textField(form, "since"),
      layout: textField(form, "layout").trim(),
    });
  });
}

async function file(
  { ctx, principal }: Visit,
  asked: { system: string; since: string; layout: string },
): Promise<Response> {
  const { system, since, layout } = asked;
  if (since !== "" && !isDay(since))
    throw new AmendsError(
      "bad-input",
      `"${since}" is not a day`,
      "Go back and choose one, or leave it empty.",
    );
  const { bytes } = await exportCompletions(ctx, {
    force: principal.force,
    system,
    layout: layout === "" ? undefined : layout,
    since: since === "" ? null : since,
    by: principal.personId,
  });
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": "text/csv",
      "Content-Disposition": `attachment; filename="completions-${principal.today}.csv"`,
    },
  });
}
