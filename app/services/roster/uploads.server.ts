/** A file between its upload and its import, kept by us: what is applied is what was looked at. */
import {
  importMap,
  importMaps,
  insertUpload,
  removeOldUploads,
  removeUpload,
  uploadById,
  uploadsOf,
} from "#db/queries/imports.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { toInstant, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { isReady, proposal, readByDraft } from "./choose-columns.server.ts";
import type { Force } from "./find-force.server.ts";
import type { MapDraft, Upload, UploadKind } from "./upload.ts";

const KEPT_HOURS = 24;
const KEPT_FILES = 5;

/**
 * Keeps a file for a day, and proposes how to read it: as its source was read last, else by the names of its columns.
 * @throws AmendsError `bad-input` for what is no table.
 */
export async function keepUpload(
  ctx: Context,
  input: {
    kind: UploadKind;
    force: Force;
    fileName: string;
    bytes: Uint8Array;
    source: string;
    asAt: Day;
    by: string;
  },
): Promise<{ id: string; ready: boolean }> {
  const { kind, force, bytes, source } = input;
  const remembered = await importMap(ctx.read, force.id, kind, source);
  const draft = remembered
    ? (JSON.parse(remembered.map) as MapDraft)
    : proposal(kind, await readByDraft(bytes, {}));
  const table = await readByDraft(bytes, draft);
  const id = ctx.newId();
  const now = ctx.machineNow();
  await ctx.transact(async (trx) => {
    await insertUpload(trx, {
      id,
      force_id: force.id,
      kind,
      source,
      file_name: input.fileName.slice(0, 200),
      content: Buffer.from(bytes),
      as_at: input.asAt,
      map: JSON.stringify(draft),
      uploaded_at: now,
      uploaded_by: input.by,
      expires_at: toInstant(new Date(Date.parse(now) + KEPT_HOURS * 3_600_000)),
    });
    await removeOldUploads(trx, force.id, now, KEPT_FILES);
  });
  return { id, ready: remembered !== undefined && (await isReady(ctx, kind, draft, table)) };
}

/** @throws AmendsError `not-found` when it was applied, put away, or is older than a day. */
export async function readUpload(ctx: Context, force: Force, id: string): Promise<Upload> {
  const row = await uploadById(ctx.read, force.id, id, ctx.machineNow());
  if (!row) {
    throw new AmendsError(
      "not-found",
      "This file is no longer kept",
      `Files are kept for ${KEPT_HOURS} hours. Upload it again.`,
    );
  }
  return {
    id: row.id,
    kind: row.kind,
    fileName: row.file_name,
    source: row.source,
    asAt: row.as_at,
    bytes: row.content,
    draft: row.map === null ? {} : (JSON.parse(row.map) as MapDraft),
  };
}

export async function discardUpload(ctx: Context, upload: Upload): Promise<void> {
  await removeUpload(ctx.db, upload.id);
}

/** Files that wait to be applied, and the sources whose maps of a kind are remembered. */
export async function readWaiting(ctx: Context, force: Force, kind: UploadKind) {
  const waiting = await uploadsOf(ctx.read, force.id, ctx.machineNow());
  const maps = await importMaps(ctx.read, force.id);
  return {
    waiting: waiting.map((row) => ({
      id: row.id,
      kind: row.kind,
      fileName: row.file_name,
      asAt: row.as_at,
      source: row.source,
    })),
    sources: maps.filter((row) => row.kind === kind).map((row) => row.source),
  };
}
