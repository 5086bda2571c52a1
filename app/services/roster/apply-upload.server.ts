import type { Context } from "../context.server.ts";
import { importTraining } from "../learning/import-training.server.ts";
import type { Force } from "./find-force.server.ts";
import { checkMap } from "./import-maps.server.ts";
import { importPeople } from "./import-people.server.ts";
import type { Upload } from "./upload.ts";
import { discardUpload } from "./uploads.server.ts";

/**
 * Imports a kept file as it was looked at, remembers its source's map and puts the file away.
 * @param input.fingerprint of the plan that was shown
 * @returns the import's id; null when there was nothing new in it
 * @throws AmendsError as `importPeople` and `importTraining` do; the file is kept then.
 */
export async function applyUpload(
  ctx: Context,
  upload: Upload,
  input: { force: Force; fingerprint: string; acceptMissing: boolean; by: string },
): Promise<{ id: string | null }> {
  const { fileName, bytes, source, asAt, draft } = upload;
  const file = { force: input.force.slug, fileName, bytes, source, by: input.by };
  const { fingerprint, acceptMissing } = input;
  const { id } =
    upload.kind === "people"
      ? await importPeople(ctx, { ...file, asAt, map: checkMap("people", draft), acceptMissing, fingerprint })
      : await importTraining(ctx, { ...file, map: checkMap("training", draft), fingerprint });
  await discardUpload(ctx, upload);
  return { id };
}
