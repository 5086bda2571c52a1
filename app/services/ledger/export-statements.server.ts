import { attachmentsOf, statementsAfter, statementsBySeqs } from "#db/queries/ledger.ts";
import { lrsKeys } from "#db/queries/lrs-keys.ts";
import { lastStoredBy, seqsNaming } from "#db/queries/statements.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { digestOf } from "./digest.server.ts";

/** One line of an export. */
export interface ExportedLine {
  readonly statement: XapiStatement;
  /** The key that brought it, by name; null: we wrote it. */
  readonly key: string | null;
  /** Whether the key could say what activities are. */
  readonly defines: boolean;
  readonly attachments: readonly { sha2: string; contentType: string; content: string }[];
}

const STATEMENTS_AT_ONCE = 500;

/**
 * Gives `write` one line of JSON after another, in the order of the ledger: every statement stored after an instant,
 * or all (`since` null), or those that name somebody by one of their identifiers (`agentKey`). Returns how many.
 * Content of attachments is base64.
 */
export async function exportStatements(
  ctx: Context,
  what: { readonly since: Instant | null; readonly agents: readonly string[] | null },
  write: (line: string) => Promise<void> | void,
): Promise<number> {
  const names = new Map((await lrsKeys(ctx.read)).map((key) => [key.id, key.name]));
  let count = 0;
  for await (const row of rowsOf(ctx, what)) {
    const statement = JSON.parse(row.body) as XapiStatement;
    const line: ExportedLine = {
      statement,
      key: row.key_id === null ? null : (names.get(row.key_id) ?? nameOfImported(row.key_id)),
      defines: row.defines === 1,
      attachments: await attached(ctx, statement),
    };
    await write(JSON.stringify(line));
    count += 1;
  }
  return count;
}

async function* rowsOf(
  ctx: Context,
  { since, agents }: Parameters<typeof exportStatements>[1],
): AsyncGenerator<ExportedRow> {
  let after = since === null ? 0 : await lastStoredBy(ctx.read, since);
  if (agents !== null) {
    const seqs = (await seqsNaming(ctx.read, agents.map(digestOf))).filter((seq) => seq > after);
    for (let at = 0; at < seqs.length; at += STATEMENTS_AT_ONCE)
      yield* await statementsBySeqs(ctx.read, seqs.slice(at, at + STATEMENTS_AT_ONCE));
    return;
  }
  for (;;) {
    const rows = await statementsAfter(ctx.read, after, STATEMENTS_AT_ONCE);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

type ExportedRow = Awaited<ReturnType<typeof statementsBySeqs>>[number];

async function attached(ctx: Context, statement: XapiStatement): Promise<ExportedLine["attachments"]> {
  const { object, attachments = [] } = statement;
  const inside = object.objectType === "SubStatement" ? (object.attachments ?? []) : [];
  const sums = [...attachments, ...inside].map((one) => one.sha2.toLowerCase());
  if (sums.length === 0) return [];
  return (await attachmentsOf(ctx.read, [...new Set(sums)])).map((row) => ({
    sha2: row.sha2,
    contentType: row.content_type,
    content: row.content.toString("base64"),
  }));
}

/** Before the name of a key that this installation does not have, in place of its id. */
export const IMPORTED = "import:";

function nameOfImported(keyId: string): string {
  return keyId.startsWith(IMPORTED) ? keyId.slice(IMPORTED.length) : keyId;
}
