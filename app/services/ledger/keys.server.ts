/** Credentials for the endpoint: made, listed, limited, revoked, and asked at every request. */
import { z } from "zod";
import type { Trx } from "#db/connect.ts";
import { insertLrsKey, lrsKeyById, lrsKeyByName, lrsKeys, updateLrsKey } from "#db/queries/lrs-keys.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { AuditAction } from "#app/domain/identity/audit.ts";
import { SCOPES, type Scope } from "#app/domain/ledger/xapi/scopes.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { parseInput } from "../parse-input.ts";
import { isSecret, newSecret, secretHash } from "./digest.server.ts";
import { settleEveryClaim } from "./settle-claims.server.ts";
import { audit } from "../identity/write-audit.server.ts";

export interface LrsKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Its statements about modules count as completions. */
  readonly trusted: boolean;
  /** Requests a minute; null: any number. */
  readonly perMinute: number | null;
}

export interface ListedKey extends LrsKey {
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly revokedAt: Instant | null;
}

const newKey = z.object({
  name: z
    .string()
    .trim()
    .min(1, "give the key a name")
    .max(100, "at most 100 characters")
    .regex(/^[^\p{C}|]+$/u, "use letters, digits, spaces and hyphens"),
  scopes: z
    .array(z.enum(SCOPES, `each is one of ${SCOPES.join(", ")}`))
    .min(1, `give at least one of ${SCOPES.join(", ")}`),
  perMinute: z.int("is a whole number above 0").positive("is a whole number above 0").nullable(),
});

const LABELS = {
  name: "Name",
  scopes: "What it may do",
  perMinute: "Requests a minute",
};

/**
 * Makes a key. The secret is returned this once and kept nowhere.
 * @throws AmendsError `bad-input`, or `conflict` when a key, revoked or not, has the name: authorities name it.
 */
export async function createKey(
  ctx: Context,
  input: { name: string; scopes: readonly string[]; trusted: boolean; perMinute: number | null; by: string },
): Promise<{ key: LrsKey; secret: string }> {
  const { name, scopes, perMinute } = parseInput(newKey, input, LABELS);
  const secret = newSecret();
  const key: LrsKey = {
    id: ctx.newOpaqueId(),
    name,
    scopes: [...new Set(scopes)],
    trusted: input.trusted,
    perMinute,
  };
  await ctx.transact(async (trx) => {
    if (await lrsKeyByName(trx, name)) {
      throw new AmendsError(
        "conflict",
        `There is a key called "${name}" already`,
        "Choose another name: statements say by its name which key brought them, for ever.",
      );
    }
    await insertLrsKey(trx, {
      id: key.id,
      name,
      secret_hash: secretHash(secret),
      scopes: JSON.stringify(key.scopes),
      trusted: Number(key.trusted),
      per_minute: perMinute,
      created_at: ctx.now(),
      created_by: input.by,
      revoked_at: null,
    });
    await audit(ctx, trx, input.by, "lrs-key.create", key.id, {
      name,
      scopes: key.scopes,
      trusted: key.trusted,
    });
  });
  return { key, secret };
}

export async function listKeys(ctx: Context): Promise<ListedKey[]> {
  return (await lrsKeys(ctx.read)).map((row) => ({
    ...toKey(row),
    createdAt: row.created_at,
    createdBy: row.created_by,
    revokedAt: row.revoked_at,
  }));
}

/** Ends a key at once. Its statements stay. @throws AmendsError `not-found`, or `conflict` when it is revoked. */
export async function revokeKey(ctx: Context, name: string, by: string): Promise<void> {
  await change(ctx, name, by, "lrs-key.revoke", () => ({ revoked_at: ctx.now() }));
}

/** Sets how many requests a key may make in a minute; null lifts the limit. */
export async function limitKey(
  ctx: Context,
  name: string,
  perMinute: number | null,
  by: string,
): Promise<void> {
  if (perMinute !== null && (!Number.isInteger(perMinute) || perMinute < 1)) {
    throw new AmendsError("bad-input", "perMinute: is a whole number above 0", "Or lift the limit.", [
      { text: "The limit is a whole number above 0", href: "#perMinute" },
    ]);
  }
  await change(ctx, name, by, "lrs-key.limit", () => ({ per_minute: perMinute }));
}

/**
 * Says whether statements of a key about modules count as completions. Trusted, those that it brought before are
 * decided now; distrusted, what was earned stays.
 */
export async function trustKey(ctx: Context, name: string, trusted: boolean, by: string): Promise<void> {
  const action = trusted ? "lrs-key.trust" : "lrs-key.distrust";
  await change(
    ctx,
    name,
    by,
    action,
    () => ({ trusted: Number(trusted) }),
    async (trx) => {
      if (trusted) await settleEveryClaim(ctx, trx);
    },
  );
}

/**
 * The key that an `Authorization: Basic` header proves; null for anything else, without saying why.
 */
export async function authenticate(ctx: Context, authorization: string | undefined): Promise<LrsKey | null> {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return null;
  const [id = "", secret] = split(Buffer.from(encoded, "base64").toString("utf8"));
  if (secret === undefined) return null;
  const row = await lrsKeyById(ctx.read, id);
  if (!row || row.revoked_at !== null || !isSecret(secret, row.secret_hash)) return null;
  return toKey(row);
}

function split(credentials: string): [string, string?] {
  const at = credentials.indexOf(":");
  return at < 0 ? [credentials] : [credentials.slice(0, at), credentials.slice(at + 1)];
}

type KeyRow = NonNullable<Awaited<ReturnType<typeof lrsKeyById>>>;

function toKey(row: KeyRow): LrsKey {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as Scope[],
    trusted: row.trusted === 1,
    perMinute: row.per_minute,
  };
}

async function change(
  ctx: Context,
  name: string,
  by: string,
  action: AuditAction,
  make: () => Parameters<typeof updateLrsKey>[2],
  afterwards: (trx: Trx) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await ctx.transact(async (trx) => {
    const row = await lrsKeyByName(trx, name);
    if (!row)
      throw new AmendsError("not-found", `No key is called "${name}"`, "List the keys to see their names.");
    if (row.revoked_at !== null)
      throw new AmendsError("conflict", `The key "${name}" is revoked`, "Make a new key with another name.");
    const changed = make();
    await updateLrsKey(trx, row.id, changed);
    await audit(ctx, trx, by, action, row.id, { name, ...changed });
    await afterwards(trx);
  });
}
