import { mediaByHash, mediaBytes } from "#db/queries/media.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { byteRange, type ByteRange } from "#app/domain/learning/byte-range.ts";
import type { Context } from "../context.server.ts";

export interface ReadMedia {
  readonly contentType: string;
  /** Of the whole file, in bytes. */
  readonly size: number;
  /** Null: the whole of it. */
  readonly range: ByteRange | null;
  /** Null where there are no such bytes. */
  readonly bytes: Buffer | null;
}

/**
 * A picture or a recording, or the part of it that a `Range` asks for.
 * @throws AmendsError `not-found`
 */
export async function readMedia(ctx: Context, sha2: string, rangeHeader: string | null): Promise<ReadMedia> {
  const found = await mediaByHash(ctx.read, sha2);
  if (!found) {
    throw new AmendsError("not-found", "There is no such picture or recording", "Go back and try again.");
  }
  const { content_type: contentType, size } = found;
  const range = byteRange(rangeHeader, size);
  if (range === "outside") return { contentType, size, range: null, bytes: null };
  const { from, to } = range === "whole" ? { from: 0, to: size - 1 } : range;
  const bytes = await mediaBytes(ctx.read, sha2, from, to - from + 1);
  return { contentType, size, range: range === "whole" ? null : range, bytes };
}
