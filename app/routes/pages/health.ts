import type { LoaderFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/authorise.server.ts";

/** For a load balancer: the process answers and the database does. */
export function loader(args: LoaderFunctionArgs) {
  return open(args, async ({ ctx }) => {
    await ctx.read.selectFrom("setting").select("key").limit(1).execute();
    return Response.json({ status: "ok" });
  });
}
