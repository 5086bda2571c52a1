/** A form with a file, read no further than it may be long, whatever its headers say. */
import { AmendsError } from "#app/domain/errors.ts";

/** The longest form with a file: what a file may have, and room for the other fields. */
const UPLOAD_LIMIT_BYTES = 21_000_000;

const BODY_LIMIT_BYTES = 1_000_000;
/** Where files are sent. */
const UPLOADS =
  /^\/(people\/imports\/new|people\/training|studio\/import|studio\/drafts\/[^/]+\/(scenes|lessons)\/[^/]+)$/;

/** The most bytes that a request to an address may have; a page with scripts sends its forms to the address with `.data`. */
export const bodyLimit = (path: string): number =>
  UPLOADS.test(path.replace(/\.data$/, "")) ? UPLOAD_LIMIT_BYTES : BODY_LIMIT_BYTES;

/** @throws AmendsError `bad-input` when it is longer, or no form. */
export async function uploadForm(request: Request): Promise<FormData> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const bytes = part.value as Uint8Array;
    total += bytes.length;
    if (total > UPLOAD_LIMIT_BYTES) {
      await reader?.cancel();
      throw new AmendsError("bad-input", "The file is longer than 20 MB", "Leave out what is not needed.");
    }
    parts.push(bytes);
  }
  const headers = { "content-type": request.headers.get("content-type") ?? "" };
  try {
    return await new Response(Buffer.concat(parts), { headers }).formData();
  } catch {
    throw new AmendsError("bad-input", "The form could not be read", "Choose the file again and send it.");
  }
}

/** The file of a form; null when none was chosen. */
export async function fileField(
  form: FormData,
  name: string,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  const file = form.get(name);
  if (file === null || typeof file === "string" || file.size === 0) return null;
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
