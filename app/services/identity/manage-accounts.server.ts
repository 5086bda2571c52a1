/** What an administrator changes in the accounts of their own force. */
import {
  accountOfForce,
  endGrantOn,
  grantOf,
  hasOtherAdministrator,
  setPasswordHash,
  unitIdByCode,
} from "#db/queries/account.ts";
import { insertAudit, insertGrant } from "#db/queries/identity.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Role } from "#app/domain/identity/permissions.ts";
import { END_OF_DAYS, type Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { endSessionsOf } from "./lucia.server.ts";
import { hashPassword } from "./password.server.ts";
import type { Principal } from "./principal.server.ts";

type Granted = Exclude<Role, "officer">;

async function accountOf(db: Context["db"], by: Principal, id: string) {
  const account = await accountOfForce(db, by.force.id, id);
  if (!account) throw new AmendsError("not-found", "There is no such account", "Choose one from the list.");
  return account;
}

function refused(text: string, href: string): AmendsError {
  return new AmendsError("bad-input", text, "", [{ text, href }]);
}

const audited = (ctx: Context, by: Principal, action: string, subject: string, detail: object) => ({
  id: ctx.newId(),
  at: ctx.now(),
  by: by.accountId,
  action,
  subject,
  detail: JSON.stringify(detail),
});

/** Grants a role from a day up to, not including, another; `unit` null is the whole force. */
export async function grantRole(
  ctx: Context,
  by: Principal,
  input: { account: string; role: Granted; unit: string | null; from: Day; to: Day | null },
): Promise<void> {
  const to = input.to ?? END_OF_DAYS;
  if (to <= input.from) throw refused("The last day must be after the first", "#to");
  await ctx.transact(async (trx) => {
    const account = await accountOf(trx, by, input.account);
    const unitId = input.unit === null ? null : await unitIdByCode(trx, by.force.id, input.unit);
    if (unitId === undefined) throw refused(`No unit has the code "${input.unit}"`, "#unit");
    const id = ctx.newId();
    await insertGrant(trx, {
      id,
      force_id: by.force.id,
      person_id: account.personId,
      role: input.role,
      unit_id: unitId,
      valid_from: input.from,
      valid_to: to,
      granted_at: ctx.now(),
      granted_by: by.accountId,
    });
    const { role, unit, from } = input;
    await insertAudit(
      trx,
      audited(ctx, by, "account.grant", account.id, { grant: id, role, unit, from, to }),
    );
  });
}

/** Ends a grant on a day: it no longer holds from then on. Never one's own as administrator, nor the last. */
export async function endGrant(
  ctx: Context,
  by: Principal,
  input: { account: string; grant: string; on: Day },
): Promise<void> {
  await ctx.transact(async (trx) => {
    const account = await accountOf(trx, by, input.account);
    const grant = await grantOf(trx, account.personId, input.grant);
    if (!grant) throw new AmendsError("not-found", "There is no such grant", "Choose one from the list.");
    if (input.on < by.today || input.on < grant.from || input.on >= grant.to)
      throw refused("Choose a day from today on, while the grant holds", "#on");
    if (grant.role === "administrator") {
      if (account.id === by.accountId) throw refused("You cannot end your own grant as administrator", "#on");
      if (!(await hasOtherAdministrator(trx, by.force.id, grant.id, by.today)))
        throw refused("The force needs another administrator without an end first", "#on");
    }
    await endGrantOn(trx, grant.id, input.on);
    const detail = { grant: grant.id, role: grant.role, on: input.on };
    await insertAudit(trx, audited(ctx, by, "account.end-grant", account.id, detail));
  });
}

/** Signs somebody else out everywhere. */
export async function endSessions(ctx: Context, by: Principal, id: string): Promise<void> {
  await ctx.transact(async (trx) => {
    const account = await accountOf(trx, by, id);
    if (account.id === by.accountId) throw refused("Use Sign out to end your own session", "#sessions");
    await endSessionsOf(trx, account.id);
    await insertAudit(trx, audited(ctx, by, "account.end-sessions", account.id, {}));
  });
}

/** Gives somebody else a new password and ends their sessions; returns it, to be shown once. */
export async function renewPassword(ctx: Context, by: Principal, id: string): Promise<string> {
  const password = ctx.newOpaqueId();
  const hash = await hashPassword(password);
  await ctx.transact(async (trx) => {
    const account = await accountOf(trx, by, id);
    if (account.id === by.accountId) throw refused("You cannot renew your own password here", "#password");
    await setPasswordHash(trx, account.id, hash);
    await endSessionsOf(trx, account.id);
    await insertAudit(trx, audited(ctx, by, "account.renew-password", account.id, {}));
  });
  return password;
}
