import type { LoaderFunctionArgs } from "@remix-run/node";
import { inPublic } from "#app/http/public-document.server.tsx";
import { publishedFile } from "#app/http/report-file.server.ts";

export function loader(args: LoaderFunctionArgs) {
  return inPublic(args, ({ ctx, force }) => publishedFile(ctx, force, args.request));
}
