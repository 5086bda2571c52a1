import { z } from "zod";
import type { Trx } from "#db/connect.ts";
import { lrsKeyByName } from "#db/queries/lrs-keys.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { isOurs } from "#app/domain/ledger/readings.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import { parseStatement } from "#app/domain/ledger/xapi/validate.ts";
import type { Context } from "../context.server.ts";
import { appendExported, type Exported } from "./append.server.ts";
import { checkAttachments } from "./check-attachments.server.ts";
import { IMPORTED } from "./export-statements.server.ts";
import { audit } from "../identity/write-audit.server.ts";

export interface ImportedStatements {
  readonly lines: number;
  /** Those that were not there before. */
  readonly added: number;
}

const LINES_AT_ONCE = 500;
/** Lines with long attachments are stored before there are so many, so that memory is bounded. */
const CHARACTERS_AT_ONCE = 32_000_000;

/** What an import is called in the audit trail. */
const IMPORT = "ledger.import";

const line = z.strictObject({
  statement: z.record(z.string(), z.unknown()),
  key: z.string().nullable(),
  defines: z.boolean(),
  attachments: z.array(z.strictObject({ sha2: z.string(), contentType: z.string(), content: z.base64() })),
});

/** The first line of an export of one person says whose it is; nothing in it is stored. */
const heading = z.object({ export: z.object({}) });

/**
 * Takes back what `exportStatements` wrote. What is there already is passed over, so that the same file twice changes
 * nothing. Statements of ours count as ours again when their IRIs begin as this installation's do; others keep the key
 * that brought them, by its name.
 * @throws AmendsError naming the first line that is wrong; the lines of the batches before it (500 each) are stored,
 * and the message says how many.
 */
export async function importStatements(
  ctx: Context,
  lines: AsyncIterable<string>,
  { by = "operator", file = "" } = {},
): Promise<ImportedStatements> {
  let number = 0;
  let stored = 0;
  let added = 0;
  let characters = 0;
  let batch: { number: number; text: string }[] = [];
  const flush = async () => {
    const items: Exported[] = [];
    for (const one of batch) items.push(await read(ctx, one.text, one.number, stored));
    const from = batch[0]?.number ?? 0;
    const to = batch.at(-1)?.number ?? 0;
    try {
      added += await ctx.transact(async (trx) => {
        const count = await appendExported(ctx, trx, items);
        if (count > 0) await note(ctx, trx, by, { file, from, to, added: count });
        return count;
      });
    } catch (error) {
      throw told(asConflict(error), `lines ${from} to ${to}`, stored);
    }
    stored = number;
    characters = 0;
    batch = [];
  };
  for await (const text of lines) {
    number += 1;
    if (text.trim() === "" || (number === 1 && isHeading(text))) continue;
    batch.push({ number, text });
    characters += text.length;
    if (batch.length === LINES_AT_ONCE || characters > CHARACTERS_AT_ONCE) await flush();
  }
  if (batch.length > 0) await flush();
  return { lines: number, added };
}

function isHeading(text: string): boolean {
  try {
    return heading.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** The database, or the readings, do not take statements that are sound each by itself. */
function asConflict(error: unknown): AmendsError {
  if (error instanceof AmendsError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new AmendsError(
    "conflict",
    `they do not go together with what is in the ledger: ${why}`,
    "Import into the ledger that they were exported from, or into an empty one.",
  );
}

async function note(ctx: Context, trx: Trx, by: string, detail: object): Promise<void> {
  await audit(ctx, trx, by, IMPORT, "ledger", detail);
}

function told(error: AmendsError, place: string, stored: number): AmendsError {
  const done = stored === 0 ? "Nothing was stored." : `The first ${stored} lines are stored.`;
  return new AmendsError(error.code, `${place}: ${error.message}`, `${error.wayOut} ${done}`.trim());
}

async function read(ctx: Context, text: string, number: number, stored: number): Promise<Exported> {
  try {
    const parsed = line.safeParse(jsonOf(text));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new AmendsError(
        "bad-input",
        `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "is not of the form of an export"}`,
        "Import what `amends ledger export` wrote.",
      );
    }
    const { statement: value, key, defines, attachments } = parsed.data;
    const version = typeof value.version === "string" && value.version.startsWith("2.") ? "2.0.0" : "1.0.3";
    const statement = parseStatement(value, version);
    const { id } = statement;
    if (id === undefined) throw new AmendsError("bad-input", "statement: has no id", "");
    const parts = attachments.map((one) => ({
      sha2: one.sha2.toLowerCase(),
      contentType: one.contentType,
      content: Buffer.from(one.content, "base64"),
    }));
    checkAttachments([statement], parts);
    return { statement: { ...statement, id }, parts, bearer: await bearerOf(ctx, statement, key, defines) };
  } catch (error) {
    if (error instanceof AmendsError) throw told(error, `line ${number}`, stored);
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AmendsError("bad-input", "is not JSON", "Each line is one JSON object.");
  }
}

async function bearerOf(
  ctx: Context,
  statement: XapiStatement,
  name: string | null,
  defines: boolean,
): Promise<Exported["bearer"]> {
  if (name === null) {
    if (isOurs(statement, ctx.config.iriBase)) return null;
    throw new AmendsError(
      "bad-input",
      "this statement was written by an installation with other IRIs",
      `Import it where AMENDS_IRI_BASE is the same, or send it to /xapi.`,
    );
  }
  const key = await lrsKeyByName(ctx.read, name);
  return {
    id: key?.id ?? IMPORTED + name,
    name,
    trusted: false,
    defines,
  };
}
