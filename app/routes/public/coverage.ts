import type { LoaderFunctionArgs } from "@remix-run/node";
import { inPublic, publicCoverageDocument } from "#app/http/public-document.server.tsx";
import { readPublishedPage } from "#app/services/coverage/read-published-page.server.ts";

/** A force's published figures for anyone: nobody's session is asked, and nothing else can be reached from here. */
export function loader(args: LoaderFunctionArgs) {
  return inPublic(args, async (visit) => {
    const target = new URL(args.request.url).searchParams.get("target");
    return publicCoverageDocument(visit, await readPublishedPage(visit.ctx, visit.force, target));
  });
}
