import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorised } from "#app/http/authorise.server.ts";
import { readMedia } from "#app/services/learning/read-media.server.ts";

/** A picture or a recording, or a part of it: what a hash names never changes. */
export function loader(args: LoaderFunctionArgs) {
  return authorised(args, "learn", async ({ ctx }) => {
    const asked = args.request.headers.get("Range");
    const { contentType, size, range, bytes } = await readMedia(ctx, args.params.sha2 ?? "", asked);
    const headers = new Headers({
      "Content-Type": contentType,
      "Accept-Ranges": "bytes",
      // Compressed, a part would no longer be the part that was asked for.
      "Cache-Control": "private, max-age=31536000, immutable, no-transform",
    });
    if (bytes === null) {
      headers.set("Content-Range", `bytes */${size}`);
      return new Response(null, { status: 416, headers });
    }
    if (range) headers.set("Content-Range", `bytes ${range.from}-${range.to}/${size}`);
    headers.set("Content-Length", String(bytes.length));
    return new Response(new Uint8Array(bytes), { status: range ? 206 : 200, headers });
  });
}
