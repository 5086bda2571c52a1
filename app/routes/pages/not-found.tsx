import type { LoaderFunctionArgs } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import { open } from "#app/http/authorise.server.ts";

export function loader(args: LoaderFunctionArgs) {
  return open(args, () =>
    Promise.reject(
      new AmendsError(
        "not-found",
        "There is no page here",
        "The address may be mistyped, or the page may have moved. Nothing you had done is lost.",
      ),
    ),
  );
}

export default function NotFound() {
  return null;
}
