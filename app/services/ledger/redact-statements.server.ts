/** Takes a person out of the statements that others brought, and out of what finds and accompanies them. */
import type { Trx } from "#db/connect.ts";
import {
  bodiesWithAttachments,
  deleteAgentRows,
  deleteAttachments,
  foundThrough,
  othersMentioning,
  redactStatement,
} from "#db/queries/erasure.ts";
import { insertSearchRows } from "#db/queries/ledger.ts";
import type { StatementId } from "#app/domain/ids.ts";
import { wordsNaming, type Identifiers } from "#app/domain/ledger/erase-agent.ts";
import { redact } from "#app/domain/ledger/redact.ts";
import type { Redaction } from "#app/domain/ledger/redaction.ts";
import { agentsOf } from "#app/domain/ledger/xapi/parties.ts";
import type { XapiStatement } from "#app/domain/ledger/xapi/types.ts";
import type { Context } from "../context.server.ts";
import { attachmentsIn } from "./attached-parts.server.ts";
import { digestOf, leafOf } from "./digest.server.ts";
import { columnsOf } from "./fold.server.ts";

const STATEMENTS_AT_ONCE = 500;

export interface Redactions {
  readonly redacted: readonly Redaction[];
  /** Where they stand in the ledger, in its order. */
  readonly seqs: readonly number[];
  /** Digests of the identifiers that are gone, as they were written. */
  readonly digests: readonly string[];
  /** Contents of attachments that were deleted. */
  readonly attachments: number;
}

/** Rewrites every statement of others that names the person; their leaves stay as they were. The ledger is locked. */
export async function redactStatements(
  ctx: Context,
  trx: Trx,
  who: Identifiers,
  erasure: StatementId,
): Promise<Redactions> {
  const { iriBase } = ctx.config;
  const nobody = { homePage: `${iriBase}/erased`, name: ctx.newOpaqueId<string>() };
  const words = wordsNaming(who);
  const redacted: Redaction[] = [];
  const seqs: number[] = [];
  const digests = new Set<string>();
  const dropped = new Set<string>();
  for (let after: number | undefined = 0; after !== undefined && words.length > 0;) {
    const rows = await othersMentioning(trx, words, after, STATEMENTS_AT_ONCE);
    for (const row of rows) {
      const before = JSON.parse(row.body) as XapiStatement;
      const done = redact(before, who, nobody);
      if (!done) continue;
      const body = JSON.stringify(done.statement);
      const { actor, object } = columnsOf(done.statement, iriBase);
      await redactStatement(trx, row.seq, { body, actor, object, redacted_by: erasure });
      for (const digest of await findAnew(trx, row.seq, before, done.statement)) digests.add(digest);
      for (const sum of done.dropped) dropped.add(sum);
      redacted.push({ statement: row.id, was: row.leaf, is: leafOf(body) });
      seqs.push(row.seq);
    }
    after = rows.at(-1)?.seq;
  }
  const attachments = await deleteUnnamed(trx, dropped);
  return { redacted, seqs, digests: [...digests], attachments };
}

/** Searches no longer find a statement by whom it named. Returns the digests of those. */
async function findAnew(
  trx: Trx,
  subject: number,
  before: XapiStatement,
  after: XapiStatement,
): Promise<string[]> {
  const seqs = await foundThrough(trx, subject);
  const named = agentsOf(before).related;
  await deleteAgentRows(trx, named.map(digestOf), subject, seqs);
  const { direct, related } = agentsOf(after);
  const isDirect = new Set(direct);
  await insertSearchRows(trx, {
    activities: [],
    targets: [],
    agents: seqs.flatMap((seq) =>
      related.map((key) => ({ agent: digestOf(key), direct: isDirect.has(key) ? 1 : 0, seq, subject })),
    ),
  });
  return named.filter((key) => !related.includes(key)).map(digestOf);
}

/** Deletes the contents among these that no statement names any more. Returns how many. */
async function deleteUnnamed(trx: Trx, sums: Set<string>): Promise<number> {
  for (let after: number | undefined = 0; after !== undefined && sums.size > 0;) {
    const rows = await bodiesWithAttachments(trx, after, STATEMENTS_AT_ONCE);
    for (const { body } of rows)
      for (const { sha2 } of attachmentsIn(JSON.parse(body) as XapiStatement))
        sums.delete(sha2.toLowerCase());
    after = rows.at(-1)?.seq;
  }
  return deleteAttachments(trx, [...sums]);
}
