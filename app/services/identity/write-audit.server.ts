import type { AuditAction } from "#app/domain/identity/audit.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Db } from "#db/connect.ts";
import { insertAudit } from "#db/queries/identity.ts";
import type { Context } from "../context.server.ts";

/**
 * Writes an event into the audit trail: who did or looked at what.
 *
 * @param db the transaction of what was done, so that neither is there without the other
 * @param by the person's id, or the name of the command
 * @param detail what else is kept, as JSON; never a secret
 */
export async function audit(
  ctx: Context,
  db: Db,
  by: string,
  action: AuditAction,
  subject: string,
  detail: object,
  at: Instant = ctx.now(),
): Promise<void> {
  await insertAudit(db, { id: ctx.newId(), at, by, action, subject, detail: JSON.stringify(detail) });
}
