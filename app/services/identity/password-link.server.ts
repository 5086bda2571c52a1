/** Links with which an account's holder chooses a password. Nobody else ever knows it. */
import { z } from "zod";
import type { Trx } from "#db/connect.ts";
import { passwordLink, putPasswordLink, setPasswordHash, takePasswordLink } from "#db/queries/account.ts";
import { deleteSessionsOfAccount } from "#db/queries/identity.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { AccountId } from "#app/domain/ids.ts";
import { toInstant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { newSecret, secretHash } from "../ledger/digest.server.ts";
import { parseInput } from "../parse-input.ts";
import { changeAccount } from "./change-account.server.ts";
import { hashPassword, LEAST_PASSWORD } from "./password.server.ts";
import type { Principal } from "./principal.server.ts";
import { audit } from "./write-audit.server.ts";

/** Long enough to be handed over in a shift. */
const LINK_HOURS = 24;

/**
 * Takes somebody else's password away, ends their sessions and returns the secret of a link, to be shown once, that
 * works once and for a day. A link from before works no more.
 * @throws AmendsError as `changeAccount`.
 */
export async function renewPassword(ctx: Context, by: Principal, id: string): Promise<string> {
  const nobodys = await hashPassword(newSecret());
  return changeAccount(ctx, by, id, async (trx, account) => {
    await setPasswordHash(trx, account.id, nobodys);
    await deleteSessionsOfAccount(trx, account.id);
    return { action: "account.link", detail: {}, result: await makeLink(ctx, trx, account.id) };
  });
}

/** Writes an account's link in a transaction; returns its secret. */
async function makeLink(ctx: Context, trx: Trx, id: AccountId): Promise<string> {
  const secret = newSecret();
  const until = toInstant(new Date(Date.parse(ctx.machineNow()) + LINK_HOURS * 3_600_000));
  await putPasswordLink(trx, { account_id: id, secret_hash: secretHash(secret), expires_at: until });
  return secret;
}

/** A link as it is shown: its whole address, and for how long it works. @param url any address of the site */
export function linkAddress(ctx: Context, url: string, secret: string): { link: string; hours: number } {
  return { link: `${ctx.config.origin ?? new URL(url).origin}/password/${secret}`, hours: LINK_HOURS };
}

const usedUp = () =>
  new AmendsError(
    "not-found",
    "This link works no more",
    `A link works once, and for ${LINK_HOURS} hours. Ask your administrator for another.`,
  );

async function linked(ctx: Context, db: Context["read"], secret: string) {
  const account = await passwordLink(db, secretHash(secret), ctx.machineNow());
  if (!account) throw usedUp();
  return account;
}

/** Whose link it is: the address that they sign in with. @throws AmendsError `not-found`. */
export async function readLink(ctx: Context, secret: string): Promise<string> {
  return (await linked(ctx, ctx.read, secret)).email;
}

const chosen = z
  .object({
    password: z
      .string()
      .min(LEAST_PASSWORD, `use at least ${LEAST_PASSWORD} characters`)
      .max(1_000, "use at most 1,000 characters"),
    again: z.string(),
  })
  .refine((one) => one.password === one.again, {
    path: ["again"],
    message: "this is not the same as above",
  });

/**
 * Sets the password that a link's holder chose, and uses the link up.
 * @throws AmendsError `not-found` for a link that works no more; `bad-input` naming the fields.
 */
export async function choosePassword(
  ctx: Context,
  secret: string,
  input: { password: string; again: string },
): Promise<void> {
  await readLink(ctx, secret);
  const { password } = parseInput(chosen, input, { password: "New password", again: "The same again" });
  const hash = await hashPassword(password);
  await ctx.transact(async (trx) => {
    const account = await linked(ctx, trx, secret);
    // Sent twice at once, it is taken once.
    if (!(await takePasswordLink(trx, secretHash(secret)))) throw usedUp();
    await setPasswordHash(trx, account.id, hash);
    await deleteSessionsOfAccount(trx, account.id);
    await audit(ctx, trx, account.personId, "account.choose-password", account.id, {});
  });
}
