/** What `If-Match` and `If-None-Match` say (RFC 9110, 8.8.3 and 13.1). Intentionally pure. */
import { AmendsError } from "#app/domain/errors.ts";
import type { EntityTags } from "#app/services/ledger/documents.server.ts";

/** One tag: quoted, weak or not; or as some clients send it, without quotation marks. */
const TAG = /(?:W\/)?"([^"]*)"|([^\s,]+)/g;

/**
 * The tags of a header, without quotation marks and without a weak tag's prefix; "*" for any. Null when there is no
 * such header.
 * @throws AmendsError `bad-input` when it names none: to do what it conditions would be to guess.
 */
export function entityTags(
  name: "If-Match" | "If-None-Match",
  header: string | undefined,
): EntityTags | null {
  if (header === undefined) return null;
  const tags: string[] = [];
  for (const [, quoted, bare] of header.matchAll(TAG)) {
    if (bare === "*") return "*";
    tags.push(quoted ?? (bare ?? "").replace(/^W\//, ""));
  }
  if (tags.length > 0) return tags;
  throw new AmendsError(
    "bad-input",
    `header ${name}: holds no entity tag`,
    'Send the ETag of the document, "*", or leave the header out.',
  );
}
