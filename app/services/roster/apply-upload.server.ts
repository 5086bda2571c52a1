import type { Context } from "../context.server.ts";
import type { Force } from "./find-force.server.ts";
import { checkMap } from "./import-maps.server.ts";
import { importPeople, type PeopleImport } from "./import-people.server.ts";
import { discardUpload, type Upload } from "./uploads.server.ts";

/**
 * Imports a kept file as it was looked at, remembers its source's map and puts the file away.
 * @param input.fingerprint of the plan that was shown
 * @throws AmendsError as `importPeople` does; the file is kept then.
 */
export async function applyUpload(
  ctx: Context,
  upload: Upload,
  input: { force: Force; fingerprint: string; acceptMissing: boolean; by: string },
): Promise<PeopleImport> {
  const done = await importPeople(ctx, {
    force: input.force.slug,
    fileName: upload.fileName,
    bytes: upload.bytes,
    asAt: upload.asAt,
    source: upload.source,
    map: checkMap("people", upload.draft),
    acceptMissing: input.acceptMissing,
    fingerprint: input.fingerprint,
    by: input.by,
  });
  await discardUpload(ctx, upload);
  return done;
}
