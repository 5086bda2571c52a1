/** The maps by which sources' files are read: from a YAML document, or remembered. */
import { parse } from "yaml";
import type { z } from "zod";
import type { Db, Trx } from "#db/connect.ts";
import { importMap, saveImportMap } from "#db/queries/imports.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import {
  OWN_PEOPLE_MAP,
  OWN_TRAINING_MAP,
  peopleMapSchema,
  tableFormSchema,
  trainingMapSchema,
  type PeopleMap,
  type TrainingMap,
} from "#app/domain/roster/import-map.ts";
import {
  completionsLayoutSchema,
  OWN_COMPLETIONS_LAYOUT,
  type CompletionsLayout,
} from "#app/domain/roster/completions.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

const KINDS = {
  people: { schema: peopleMapSchema, own: OWN_PEOPLE_MAP },
  training: { schema: trainingMapSchema, own: OWN_TRAINING_MAP },
  completions: { schema: completionsLayoutSchema, own: OWN_COMPLETIONS_LAYOUT },
};
interface Maps {
  people: PeopleMap;
  training: TrainingMap;
  completions: CompletionsLayout;
}
type Kind = keyof Maps;

/** @throws AmendsError `bad-input` naming every place of the document that is wrong. */
export function parseMap<K extends Kind>(kind: K, text: string): Maps[K] {
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 20 });
  } catch (error) {
    throw new AmendsError(
      "bad-input",
      `The map is not YAML: ${error instanceof Error ? error.message : String(error)}`,
      "docs/importing.md shows one.",
    );
  }
  return checkMap(kind, document);
}

/** @throws AmendsError `bad-input`, one problem for each place. */
export function checkMap<K extends Kind>(kind: K, document: unknown): Maps[K] {
  return checked(KINDS[kind].schema as unknown as z.ZodType<Maps[K]>, document);
}

/**
 * How a map says that its file is written, whatever it says of the columns.
 * @throws AmendsError `bad-input`, one problem for each place.
 */
export function checkTableForm(document: unknown): z.output<typeof tableFormSchema> {
  return checked(tableFormSchema, document);
}

function checked<Checked>(schema: z.ZodType<Checked>, document: unknown): Checked {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({
    text: `${path.join(".") || "the map"}: ${message}`,
    href: `#${path.join("-")}`,
  }));
  throw new AmendsError(
    "bad-input",
    `The map is wrong: ${problems.map((one) => one.text).join("; ")}`,
    "docs/importing.md lists what it may hold.",
    problems,
  );
}

/**
 * The map to read a source's file by: the one given, else the one remembered, else the layout that needs none.
 * @throws AmendsError `bad-input` when what is remembered is no map any more.
 */
export async function mapFor<K extends Kind>(
  db: Db,
  forceId: ForceId | null,
  kind: K,
  source: string | undefined,
  given: Maps[K] | undefined,
): Promise<Maps[K]> {
  if (given) return given;
  const remembered =
    source === undefined || forceId === null ? undefined : await importMap(db, forceId, kind, source);
  return remembered ? checkMap(kind, JSON.parse(remembered.map)) : (KINDS[kind].own as Maps[K]);
}

/** Remembers how a source writes its files. */
export async function rememberMap(
  ctx: Context,
  trx: Trx,
  input: {
    forceId: ForceId;
    kind: Kind;
    source: string;
    map: Maps[Kind];
    at: Instant;
    by: string;
  },
): Promise<void> {
  await saveImportMap(trx, {
    id: ctx.newId(),
    force_id: input.forceId,
    kind: input.kind,
    source: input.source,
    map: JSON.stringify(input.map),
    saved_at: input.at,
    saved_by: input.by,
  });
}

/**
 * The layout in which another system takes completions: the YAML given, else the one remembered, else our own.
 * @throws AmendsError `bad-input`
 */
export function layoutFor(
  db: Db,
  forceId: ForceId,
  system: string,
  yaml: string | undefined,
): Promise<CompletionsLayout> {
  return mapFor(
    db,
    forceId,
    "completions",
    system,
    yaml === undefined ? undefined : parseMap("completions", yaml),
  );
}

export function rememberLayout(
  ctx: Context,
  trx: Trx,
  input: { forceId: ForceId; system: string; layout: CompletionsLayout; at: Instant; by: string },
): Promise<void> {
  const { system: source, layout: map, ...rest } = input;
  return rememberMap(ctx, trx, { ...rest, kind: "completions", source, map });
}
