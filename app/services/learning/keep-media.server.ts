/** Pictures and recordings, each kept once by the hash of what it is. */
import { createHash } from "node:crypto";
import { insertMedia, mediaBytes, pictureRows } from "#db/queries/media.ts";
import type { Db, Trx } from "#db/connect.ts";
import { AmendsError } from "#app/domain/errors.ts";
import {
  hashInName,
  NO_PICTURE,
  PICTURE_MOST,
  pictureName,
  readPicture,
  type KeptPicture,
  type Picture,
} from "#app/domain/learning/picture.ts";
import type { DraftFile } from "#app/domain/learning/module-draft.ts";
import { withoutTraces } from "#app/domain/learning/picture-traces.ts";
import { readRecording, RECORDING_MOST } from "#app/domain/learning/recording.ts";
import { slugOf } from "#app/domain/scenarios/exchange/story.ts";
import type { Context } from "../context.server.ts";
import { IMAGE_TYPES, MEDIA_TYPES } from "./restrict-mdx.ts";

/** What is kept apart from the content that shows it. */
export interface MediaFile {
  /** SHA-256, hex. */
  readonly sha2: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A picture that may not be kept yet: then with its bytes. */
export interface FoundPicture extends KeptPicture {
  readonly bytes?: Buffer;
}

/** A file as a picture, without what it tells besides what is seen; or what is wrong with it, as `readPicture` says. */
export function foundPicture(
  bytes: Buffer,
): Required<FoundPicture> | { readonly wrong: string; readonly cure: string } {
  const picture = readPicture(bytes);
  if ("wrong" in picture) return picture;
  const clean = withoutTraces(bytes, picture.type);
  if (clean === null) return NO_PICTURE;
  const sha2 = createHash("sha256").update(clean).digest("hex");
  return { ...picture, sha2, bytes: Buffer.from(clean) };
}

/** Keeps what is not kept yet. */
export async function keepMedia(trx: Trx, files: readonly MediaFile[]): Promise<void> {
  await insertMedia(
    trx,
    files.map(({ sha2, type, bytes }) => {
      const found = readPicture(bytes);
      const { width, height } = "wrong" in found ? { width: null, height: null } : found;
      return { sha2, content_type: type, size: bytes.length, content: bytes, width, height };
    }),
  );
}

/**
 * Keeps a picture that somebody chose.
 * @returns its name in drafts
 * @throws AmendsError `bad-input` for what is no picture that may be shown
 * @param href of the field that it was chosen in
 */
export async function keepPicture(ctx: Context, bytes: Buffer, href: string): Promise<string> {
  const found = foundPicture(bytes);
  if ("wrong" in found) {
    const text = `The picture ${found.wrong}. ${found.cure}`;
    throw new AmendsError("bad-input", `The picture ${found.wrong}`, found.cure, [{ text, href }]);
  }
  await ctx.transact((trx) => keepMedia(trx, [found]));
  return pictureName(found);
}

/**
 * Keeps a picture, a recording or captions that somebody chose for a module.
 * @returns it under a name that tells what it is: "gate-3f2a91c0.png"
 * @throws AmendsError `bad-input` for what no lesson may show
 * @param href of the field that it was chosen in
 */
export async function keepFile(
  ctx: Context,
  file: { readonly name: string; readonly bytes: Buffer },
  href: string,
): Promise<DraftFile> {
  const recording = readRecording(file.bytes);
  if (!recording) {
    const [sha2 = "", ending = ""] = (await keepPicture(ctx, file.bytes, href)).split(".");
    return { id: nameOf(file.name, sha2, ending), type: IMAGE_TYPES[ending] ?? "", sha2 };
  }
  const { ending } = recording;
  if (file.bytes.length > RECORDING_MOST)
    throw new AmendsError("bad-input", "The recording is too long", "", [
      { text: `The recording is more than ${RECORDING_MOST / 1_000_000} MB. Make it shorter.`, href },
    ]);
  const sha2 = createHash("sha256").update(file.bytes).digest("hex");
  const type = MEDIA_TYPES[ending] ?? "";
  await ctx.transact((trx) => keepMedia(trx, [{ sha2, type, bytes: file.bytes }]));
  return { id: nameOf(file.name, sha2, ending), type, sha2 };
}

const nameOf = (given: string, sha2: string, ending: string): string =>
  `${slugOf(given.replace(/\.[^.]*$/, ""), "file").slice(0, 60)}-${sha2.slice(0, 8)}.${ending}`;

/** Those of a draft's pictures that are kept, by their names. */
export async function keptPictures(
  db: Db,
  scenes: readonly { readonly picture?: { readonly file: string } }[],
): Promise<Record<string, KeptPicture>> {
  const names = new Map(
    scenes.flatMap(({ picture }) => {
      const sha2 = picture && hashInName(picture.file);
      return sha2 ? [[picture.file, sha2] as const] : [];
    }),
  );
  const rows = new Map((await pictureRows(db, [...new Set(names.values())])).map((row) => [row.sha2, row]));
  return Object.fromEntries(
    [...names].flatMap(([name, sha2]) => {
      const row = rows.get(sha2);
      if (!row) return [];
      return [
        [name, { sha2, type: row.content_type as Picture["type"], width: row.width, height: row.height }],
      ];
    }),
  );
}

/** The bytes of a draft's pictures, by their names. */
export async function picturesOf(
  db: Db,
  scenes: Parameters<typeof keptPictures>[1],
): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for (const [name, { sha2 }] of Object.entries(await keptPictures(db, scenes)))
    files[name] = await mediaBytes(db, sha2, 0, PICTURE_MOST);
  return files;
}
