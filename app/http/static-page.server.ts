import type { LoaderFunctionArgs } from "@remix-run/node";
import { AmendsError } from "#app/domain/errors.ts";
import { liveVersion } from "#app/services/learning/read-content.server.ts";
import { open } from "./authorise.server.ts";

/** The loader of a published page of prose, open to anyone. */
export function staticPageLoader(slug: string) {
  return (args: LoaderFunctionArgs) =>
    open(args, async ({ ctx }) => {
      const page = await liveVersion(ctx, "page", slug);
      if (!page) {
        throw new AmendsError(
          "not-found",
          "This page is not published yet",
          "Ask your administrator to publish it.",
        );
      }
      return page.compiled;
    });
}
