import { deleteSessionOf } from "#db/queries/account.ts";
import { deleteSessionsOfAccount } from "#db/queries/identity.ts";
import type { Context } from "../context.server.ts";
import { changeAccount, refused } from "./change-account.server.ts";
import type { Principal } from "./principal.server.ts";

/** Signs somebody else out everywhere. @throws AmendsError as `changeAccount`. */
export function endSessions(ctx: Context, by: Principal, id: string): Promise<void> {
  return changeAccount(ctx, by, id, async (trx, account) => {
    await deleteSessionsOfAccount(trx, account.id);
    return { action: "account.end-sessions", detail: {}, result: undefined };
  });
}

/** Signs somebody else out of one browser. @throws AmendsError `bad-input` when that session has ended already. */
export function endOneSession(ctx: Context, by: Principal, id: string, session: string): Promise<void> {
  return changeAccount(ctx, by, id, async (trx, account) => {
    if (!(await deleteSessionOf(trx, account.id, session)))
      throw refused("That session has ended already", "#sessions");
    return { action: "account.end-session", detail: {}, result: undefined };
  });
}
