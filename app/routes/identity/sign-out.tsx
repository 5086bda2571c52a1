import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/authorise.server.ts";
import { endSession } from "#app/services/identity/lucia.server.ts";

export function loader(args: LoaderFunctionArgs) {
  return open(args, () => Promise.resolve(redirect("/")));
}

export function action(args: ActionFunctionArgs) {
  return open(args, async ({ ctx }) => {
    const cookie = await endSession(ctx, args.request.headers.get("cookie"));
    return redirect("/sign-in", { headers: { "Set-Cookie": cookie } });
  });
}
