import type { XapiVersion } from "#app/domain/ledger/xapi/version.ts";
import { parseStatement } from "#app/domain/ledger/xapi/validate.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { mayUse } from "#app/domain/ledger/xapi/scopes.ts";
import type { Context } from "../context.server.ts";
import type { AttachedPart, Entry } from "./append.server.ts";
import { checkAttachments } from "./check-attachments.server.ts";
import { appendGrouped } from "./group-append.server.ts";
import type { LrsKey } from "./keys.server.ts";

/** What was sent: statements as JSON gave them, and the parts that came with them. */
export interface Sent {
  readonly values: readonly unknown[];
  readonly parts: readonly AttachedPart[];
  /** False when there was but one and it stood alone. */
  readonly batch: boolean;
}

/**
 * Stores what a key sent: all of it or nothing. Returns the ids in the order sent.
 * `statementId` is that of a PUT; the statement takes it, or must have it.
 * @throws AmendsError `bad-input` naming the statement and the place, `conflict`, `not-allowed`.
 */
export async function storeStatements(
  ctx: Context,
  key: LrsKey,
  version: XapiVersion,
  sent: Sent,
  statementId?: string,
): Promise<string[]> {
  const parsed = sent.values.map((value, at) =>
    parseStatement(value, version, sent.batch ? `statement ${at + 1}` : "statement"),
  );
  checkAttachments(parsed, sent.parts);
  const bearer = {
    id: key.id,
    name: key.name,
    trusted: key.trusted,
    defines: mayUse(key.scopes, "define"),
  };
  const entries = parsed.map((statement): Entry => {
    const { id = statementId ?? ctx.newId() } = statement;
    if (statementId !== undefined && id.toLowerCase() !== statementId) {
      throw new AmendsError(
        "bad-input",
        `statement: id: expected ${statementId}, as in the statementId parameter, got ${id}`,
        "Leave the id out, or give the same one.",
      );
    }
    return { statement: { ...statement, id }, version: version === "1.0.3" ? "1.0.0" : "2.0.0", bearer };
  });
  refuseRepeatedIds(entries);
  await appendGrouped(ctx, { entries, parts: sent.parts });
  return entries.map((entry) => entry.statement.id);
}

/** Two statements of one batch can't have one id (IEEE 9274.1.1, 4.1.6.1; which of them it means nobody could say). */
function refuseRepeatedIds(entries: readonly Entry[]): void {
  const seen = new Map<string, number>();
  entries.forEach(({ statement }, at) => {
    const id = statement.id.toLowerCase();
    const before = seen.get(id);
    if (before !== undefined) {
      throw new AmendsError(
        "bad-input",
        `statement ${at + 1}: id: statement ${before + 1} of this batch has ${statement.id} already`,
        "Give each statement an id of its own.",
      );
    }
    seen.set(id, at);
  });
}
