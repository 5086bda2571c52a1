/**
 * Sessions. Lucia is no longer developed by its authors, so this is the one
 * file that imports it. The adapter stores only a hash of a session's id: who
 * reads the table cannot sign in with what is there.
 */
import { createHash } from "node:crypto";
import { Lucia, TimeSpan, type Adapter, type DatabaseSession, type DatabaseUser } from "lucia";
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOfAccount,
  extendSession,
  insertSession,
  markSeen,
  sessionById,
  sessionsOfAccount,
} from "#db/queries/identity.ts";
import type { AccountId, PersonId } from "#app/domain/ids.ts";
import { toInstant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";

declare module "lucia" {
  interface Register {
    Lucia: Lucia<Record<never, never>, { personId: PersonId }>;
    UserId: AccountId;
    DatabaseUserAttributes: { personId: PersonId };
  }
}

/** A shift: long enough not to lose a session in the middle of one, short enough for a shared desktop. */
const SESSION_HOURS = 12;
export const SESSION_COOKIE = "amends_session";
/** How exactly it is kept when a session was last used. */
const SEEN_WITHIN_MS = 5 * 60_000;

const stored = (id: string) => createHash("sha256").update(id).digest("hex");

function kyselyAdapter(ctx: Context): Adapter {
  return {
    async getSessionAndUser(id): Promise<[DatabaseSession | null, DatabaseUser | null]> {
      const row = await sessionById(ctx.read, stored(id));
      if (!row || row.disabled_at !== null) return [null, null];
      const now = ctx.now();
      // Either way: a demonstration's clock may have been set back.
      const since = row.seen_at === null ? Infinity : Math.abs(Date.parse(now) - Date.parse(row.seen_at));
      // No page waits for it, nor fails with it.
      if (since > SEEN_WITHIN_MS) void markSeen(ctx.db, row.id, now).catch(() => undefined);
      return [
        { id, userId: row.account_id, expiresAt: new Date(row.expires_at), attributes: {} },
        { id: row.account_id, attributes: { personId: row.person_id } },
      ];
    },
    async getUserSessions(accountId) {
      const rows = await sessionsOfAccount(ctx.read, accountId);
      return rows.map((row) => ({
        id: row.id,
        userId: row.account_id,
        expiresAt: new Date(row.expires_at),
        attributes: {},
      }));
    },
    setSession: (session) =>
      insertSession(ctx.db, {
        id: stored(session.id),
        account_id: session.userId,
        expires_at: toInstant(session.expiresAt),
        begun_at: ctx.now(),
        seen_at: ctx.now(),
      }),
    updateSessionExpiration: (id, expiresAt) => extendSession(ctx.db, stored(id), toInstant(expiresAt)),
    deleteSession: (id) => deleteSession(ctx.db, stored(id)),
    deleteUserSessions: (accountId) => deleteSessionsOfAccount(ctx.db, accountId),
    deleteExpiredSessions: () => deleteExpiredSessions(ctx.db, ctx.machineNow()),
  };
}

const instances = new WeakMap<Context, ReturnType<typeof makeLucia>>();

function makeLucia(ctx: Context) {
  return new Lucia(kyselyAdapter(ctx), {
    sessionExpiresIn: new TimeSpan(SESSION_HOURS, "h"),
    sessionCookie: {
      name: SESSION_COOKIE,
      expires: false,
      attributes: { secure: ctx.config.origin?.startsWith("https:") ?? false, sameSite: "lax", path: "/" },
    },
    getUserAttributes: (attributes) => ({ personId: attributes.personId }),
  });
}

function luciaFor(ctx: Context) {
  let lucia = instances.get(ctx);
  if (!lucia) {
    lucia = makeLucia(ctx);
    instances.set(ctx, lucia);
  }
  return lucia;
}

/** Begins a session, and removes those of anybody that have run out; returns the `Set-Cookie` value. */
export async function beginSession(ctx: Context, accountId: AccountId): Promise<string> {
  const lucia = luciaFor(ctx);
  await lucia.deleteExpiredSessions();
  const session = await lucia.createSession(accountId, {});
  return lucia.createSessionCookie(session.id).serialize();
}

/** Whose session a request carries; `cookie` renews it when it is half over. */
export async function readSession(
  ctx: Context,
  cookieHeader: string | null,
): Promise<{ accountId: AccountId; personId: PersonId } | null> {
  const lucia = luciaFor(ctx);
  const id = cookieHeader ? lucia.readSessionCookie(cookieHeader) : null;
  if (!id) return null;
  const { user } = await lucia.validateSession(id);
  return user ? { accountId: user.id, personId: user.personId } : null;
}

/** Ends the request's session; returns the `Set-Cookie` value that empties the cookie. */
export async function endSession(ctx: Context, cookieHeader: string | null): Promise<string> {
  const lucia = luciaFor(ctx);
  const id = cookieHeader ? lucia.readSessionCookie(cookieHeader) : null;
  if (id) await lucia.invalidateSession(id);
  return lucia.createBlankSessionCookie().serialize();
}
