/** How an administrator's changes to accounts are made: one at a time in a force, audited, and never to one's own. */
import type { Trx } from "#db/connect.ts";
import { lockAccounts } from "#db/dialect.ts";
import { accountOfForce } from "#db/queries/account.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { AuditAction } from "#app/domain/identity/audit.ts";
import type { AccountId, PersonId } from "#app/domain/ids.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "./principal.server.ts";
import { audit } from "./write-audit.server.ts";

interface Account {
  readonly id: AccountId;
  readonly personId: PersonId;
}

/** What was done, for the audit trail. */
interface Done<Result> {
  readonly action: AuditAction;
  readonly detail: object;
  readonly result: Result;
}

/** Something to put right at a field of the page. */
export function refused(text: string, href: string): AmendsError {
  return new AmendsError("bad-input", text, "", [{ text, href }]);
}

/** An account of the asker's force. @throws AmendsError `not-found`. */
export async function findAccount(db: Context["read"], by: Principal, id: string) {
  const account = await accountOfForce(db, by.force.id, id);
  if (!account) throw new AmendsError("not-found", "There is no such account", "Choose one from the list.");
  return account;
}

/**
 * Changes an account of the administrator's own force, with its audit event, in one transaction. Nobody changes their
 * own: whoever may grant could otherwise give themselves what their role keeps from them.
 * @throws AmendsError `not-found`; `bad-input` for one's own.
 */
export function changeAccount<Result>(
  ctx: Context,
  by: Principal,
  id: string,
  change: (trx: Trx, account: Account) => Promise<Done<Result>>,
): Promise<Result> {
  return ctx.transact(async (trx) => {
    await lockAccounts(trx, by.force.id);
    const account = await findAccount(trx, by, id);
    if (account.id === by.accountId)
      throw new AmendsError(
        "bad-input",
        "This is your own account",
        "Another administrator changes it for you.",
      );
    const { action, detail, result } = await change(trx, account);
    await audit(ctx, trx, by.personId, action, account.id, detail);
    return result;
  });
}
