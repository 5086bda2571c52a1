import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";

export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "people.read", () => Promise.resolve(redirect("/people/imports")));
}
