/** A file between its upload and its import, kept by us: what is applied is what was looked at. */
import {
  changeUpload,
  importMap,
  importMaps,
  insertUpload,
  removeOldUploads,
  removeUpload,
  uploadById,
  uploadsOf,
} from "#db/queries/imports.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { guessPeopleMap, wordsInUse, type WordInUse } from "#app/domain/roster/guess-map.ts";
import { columnsOf, OWN_PEOPLE_MAP, type PeopleMap } from "#app/domain/roster/import-map.ts";
import { toInstant, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Force } from "./find-force.server.ts";
import { checkMap } from "./import-maps.server.ts";
import { readTable, type Table } from "./read-table.server.ts";

const KEPT_HOURS = 24;
const KEPT_FILES = 5;

/** What a map says before it is checked: a document of `import-map.ts`, in part. */
export type MapDraft = Record<string, unknown> & {
  columns?: Record<string, unknown>;
  values?: Record<string, Record<string, unknown>>;
};

export interface Upload {
  readonly id: string;
  readonly fileName: string;
  readonly source: string;
  readonly asAt: Day;
  readonly bytes: Uint8Array;
  readonly draft: MapDraft;
}

/**
 * Keeps a file for a day, and proposes how to read it: as its source was read last, else by the names of its columns.
 * @throws AmendsError `bad-input` for what is no table.
 */
export async function keepUpload(
  ctx: Context,
  input: { force: Force; fileName: string; bytes: Uint8Array; source: string; asAt: Day; by: string },
): Promise<{ id: string; ready: boolean }> {
  const remembered = await importMap(ctx.read, input.force.id, "people", input.source);
  const draft = remembered
    ? (JSON.parse(remembered.map) as MapDraft)
    : proposal(await readTable(input.bytes, OWN_PEOPLE_MAP));
  const table = await readTable(input.bytes, { ...OWN_PEOPLE_MAP, ...(draft as Partial<PeopleMap>) });
  const id = ctx.newId();
  const now = ctx.machineNow();
  await ctx.transact(async (trx) => {
    await insertUpload(trx, {
      id,
      force_id: input.force.id,
      kind: "people",
      source: input.source,
      file_name: input.fileName.slice(0, 200),
      content: Buffer.from(input.bytes),
      as_at: input.asAt,
      map: JSON.stringify(draft),
      uploaded_at: now,
      uploaded_by: input.by,
      expires_at: toInstant(new Date(Date.parse(now) + KEPT_HOURS * 3_600_000)),
    });
    await removeOldUploads(trx, input.force.id, now, KEPT_FILES);
  });
  return { id, ready: remembered !== undefined && isReady(draft, table) };
}

function proposal(table: Table): MapDraft {
  return { ...guessPeopleMap(table.columns, table.rows) };
}

/** Whether the file can be read as it is mapped: every column is there, and every word has a meaning. */
function isReady(draft: MapDraft, table: Table): boolean {
  try {
    const map = checkMap("people", draft);
    return (
      columnsOf(map).every((name) => table.columns.includes(name)) && unknownWords(map, table).length === 0
    );
  } catch (error) {
    if (error instanceof AmendsError) return false;
    throw error;
  }
}

/** As the form of the columns names them: "group=POL". */
function unknownWords(map: PeopleMap, table: Table): string[] {
  return Object.entries(wordsInUse(table.rows, map)).flatMap(([kind, words]) =>
    words.flatMap(({ word, means }) => (means === null ? [`${kind}=${word}`] : [])),
  );
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
    fileName: row.file_name,
    source: row.source,
    asAt: row.as_at,
    bytes: row.content,
    draft: row.map === null ? {} : (JSON.parse(row.map) as MapDraft),
  };
}

/** What is needed to choose columns: their names, what stands in them, and the words that have to mean something. */
export interface Columns {
  readonly columns: readonly string[];
  /** The first rows, by column. */
  readonly samples: readonly Readonly<Record<string, string>>[];
  readonly rows: number;
  readonly form: string;
  readonly words: { readonly group: readonly WordInUse[]; readonly absence: readonly WordInUse[] };
}

const SAMPLES = 3;

/** @throws AmendsError `bad-input` when the file is no table as it is said to be written. */
export async function readColumns(upload: Upload): Promise<Columns> {
  const { draft } = upload;
  const table = await readTable(upload.bytes, { ...OWN_PEOPLE_MAP, ...(draft as Partial<PeopleMap>) });
  const values = { group: {}, rank: {}, absence: {}, ...draft.values };
  return {
    columns: table.columns,
    samples: table.rows.slice(0, SAMPLES).map((row) => row.fields),
    rows: table.rows.length,
    form: table.form,
    words: wordsInUse(table.rows, { columns: (draft.columns ?? {}) as PeopleMap["columns"], values }),
  };
}

/**
 * Keeps what was chosen for the columns.
 * @param asked the words whose meaning was asked for: whatever was left open is a mistake in the file
 * @returns whether nothing is left to ask
 * @throws AmendsError `bad-input`, a problem for each choice that is missing; then nothing is kept.
 */
export async function chooseColumns(
  ctx: Context,
  upload: Upload,
  draft: MapDraft,
  asked: ReadonlySet<string>,
): Promise<{ ready: boolean }> {
  const map = checkMap("people", draft);
  const table = await readTable(upload.bytes, map);
  await changeUpload(ctx.db, upload.id, {
    map: JSON.stringify(map),
    source: upload.source,
    as_at: upload.asAt,
  });
  return { ready: unknownWords(map, table).every((word) => asked.has(word)) };
}

export async function discardUpload(ctx: Context, upload: Upload): Promise<void> {
  await removeUpload(ctx.db, upload.id);
}

/** Files that wait to be applied, and the sources whose maps are remembered. */
export async function readWaiting(ctx: Context, force: Force) {
  const waiting = await uploadsOf(ctx.read, force.id, ctx.machineNow());
  const maps = await importMaps(ctx.read, force.id);
  return {
    waiting: waiting.map((row) => ({
      id: row.id,
      fileName: row.file_name,
      asAt: row.as_at,
      source: row.source,
    })),
    sources: maps.filter((row) => row.kind === "people").map((row) => row.source),
  };
}
