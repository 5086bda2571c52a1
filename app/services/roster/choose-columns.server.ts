/** How a kept file is read: proposed, shown with what stands in it, and chosen. */
import { changeUpload } from "#db/queries/imports.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { OUTCOME_WORDS, wordsForModules } from "#app/domain/learning/training-row.ts";
import { KNOWN_WORDS, wordsOf } from "#app/domain/roster/extract.ts";
import {
  guessPeopleMap,
  guessTrainingMap,
  wordsInUse,
  type WordInUse,
} from "#app/domain/roster/guess-map.ts";
import { columnsOf, OWN_PEOPLE_MAP } from "#app/domain/roster/import-map.ts";
import { OUTCOME_NAMES } from "#app/domain/roster/training-fields.ts";
import { ABSENCE_NAMES, STAFF_GROUP_NAMES } from "#app/domain/roster/workforce.ts";
import type { Context } from "../context.server.ts";
import { modulesToTrain } from "../learning/plan-training.server.ts";
import { checkMap, checkTableForm } from "./import-maps.server.ts";
import { readTable, type Table, type TableForm } from "./read-table.server.ts";
import type { MapDraft, Upload, UploadKind } from "./upload.ts";

/** Words of a column that have to mean something, and what they may mean. */
export interface WordGroup {
  /** As a map's `values` name it. */
  readonly kind: string;
  readonly about: string;
  readonly words: readonly WordInUse[];
  readonly meanings: readonly { readonly value: string; readonly label: string }[];
}

/** What is needed to choose columns: their names, what stands in them, and the words that have to mean something. */
export interface Columns {
  readonly columns: readonly string[];
  /** The first rows, by column. */
  readonly samples: readonly Readonly<Record<string, string>>[];
  readonly rows: number;
  readonly form: string;
  readonly words: readonly WordGroup[];
  /** Slugs and titles of what training can be recorded of; empty for an extract of people. */
  readonly modules: readonly { readonly slug: string; readonly title: string }[];
}

const SAMPLES = 3;

/** Reads a file by what a map says of how it is written; what it does not say is found out. */
export function readByDraft(bytes: Uint8Array, draft: MapDraft): Promise<Table> {
  return readTable(bytes, { ...OWN_PEOPLE_MAP, ...(draft as Partial<TableForm>) });
}

/** What the names of the columns tell. */
export function proposal(kind: UploadKind, table: Table): MapDraft {
  const guess = kind === "people" ? guessPeopleMap : guessTrainingMap;
  return { ...guess(table.columns, table.rows) };
}

/** @throws AmendsError `bad-input` when the file is no table as it is said to be written. */
export async function readColumns(ctx: Context, { kind, bytes, draft }: Upload): Promise<Columns> {
  const table = await readByDraft(bytes, draft);
  const modules = kind === "training" ? await modulesToTrain(ctx.read) : [];
  return {
    columns: table.columns,
    samples: table.rows.slice(0, SAMPLES).map((row) => row.fields),
    rows: table.rows.length,
    form: table.form,
    words: wordGroups(kind, draft, table, modules),
    modules,
  };
}

const meaningsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

function wordGroups(
  kind: UploadKind,
  draft: MapDraft,
  table: Table,
  modules: Columns["modules"],
): readonly WordGroup[] {
  const group = (
    of: string,
    about: string,
    known: Readonly<Record<string, string>>,
    names: object,
  ): WordGroup => {
    const column = draft.fixed?.[of] === undefined ? draft.columns?.[of] : undefined;
    const meanings = wordsOf((draft.values?.[of] ?? {}) as Record<string, string>, known);
    const words = wordsInUse(table.rows, typeof column === "string" ? column : undefined, meanings);
    return { kind: of, about, words, meanings: meaningsOf(names as Record<string, string>) };
  };
  if (kind === "people")
    return [
      group("group", "Staff group", KNOWN_WORDS.group, STAFF_GROUP_NAMES),
      group("absence", "Absence", KNOWN_WORDS.absence, { ...ABSENCE_NAMES, none: "No absence that counts" }),
    ];
  const titles = Object.fromEntries(modules.map(({ slug, title }) => [slug, title]));
  return [
    group("module", "Module", wordsForModules(modules), titles),
    group("outcome", "Outcome", OUTCOME_WORDS, OUTCOME_NAMES),
  ];
}

/** As the form of the columns names them: "group=POL". */
async function unknownWords(
  ctx: Context,
  kind: UploadKind,
  draft: MapDraft,
  table: Table,
): Promise<string[]> {
  const modules = kind === "training" ? await modulesToTrain(ctx.read) : [];
  return wordGroups(kind, draft, table, modules).flatMap((group) =>
    group.words.flatMap(({ word, means }) => (means === null ? [`${group.kind}=${word}`] : [])),
  );
}

/** Whether the file can be read as it is mapped: every column is there, and every word has a meaning. */
export async function isReady(
  ctx: Context,
  kind: UploadKind,
  draft: MapDraft,
  table: Table,
): Promise<boolean> {
  try {
    const map = checkMap(kind, draft);
    const there = columnsOf(map).every((name) => table.columns.includes(name));
    return there && (await unknownWords(ctx, kind, draft, table)).length === 0;
  } catch (error) {
    if (error instanceof AmendsError) return false;
    throw error;
  }
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
  const map = checkMap(upload.kind, draft);
  const table = await readTable(upload.bytes, map);
  await keepDraft(ctx, upload, map);
  const open = await unknownWords(ctx, upload.kind, map, table);
  return { ready: open.every((word) => asked.has(word)) };
}

/**
 * Reads the file again by how it is said to be written, and keeps that. Columns that are then not in it are proposed anew.
 * @throws AmendsError `bad-input` when it is no table so; then nothing is kept.
 */
export async function chooseTableForm(ctx: Context, upload: Upload, draft: MapDraft): Promise<void> {
  const form = checkTableForm(draft);
  const table = await readByDraft(upload.bytes, { ...draft, ...form });
  const chosen = Object.values(draft.columns ?? {}).flat();
  const fits = chosen.length > 0 && chosen.every((name) => table.columns.includes(String(name)));
  const { columns, dayFormats } = fits ? { ...draft, ...form } : proposal(upload.kind, table);
  await keepDraft(ctx, upload, { ...draft, ...form, columns, dayFormats });
}

function keepDraft(ctx: Context, upload: Upload, draft: object): Promise<void> {
  const map = JSON.stringify(draft);
  return changeUpload(ctx.db, upload.id, { map, source: upload.source, as_at: upload.asAt });
}
