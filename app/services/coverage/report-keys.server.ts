/** Keys by which another system, such as Power BI, reads a force's figures: made, listed, ended, asked at every request. */
import { z } from "zod";
import { endReportKey, insertReportKey, reportKeyById, reportKeys } from "#db/queries/report-keys.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { isSecret, newSecret, secretHash } from "../ledger/digest.server.ts";
import { parseInput } from "../parse-input.ts";
import { audit } from "../identity/write-audit.server.ts";

/** Whose figures a request may read. */
export interface ReportKey {
  readonly id: string;
  readonly perMinute: number;
  readonly force: { readonly id: ForceId; readonly slug: string; readonly name: string };
}

export interface ListedReportKey {
  readonly id: string;
  readonly name: string;
  /** Requests allowed in a minute. */
  readonly perMinute: number;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
}

/** What a report that refreshes a few tables at once needs. */
export const USUAL_PER_MINUTE = 60;
const MOST_PER_MINUTE = 6_000;
const PER_MINUTE = `is a whole number from 1 to ${MOST_PER_MINUTE}`;

const newKey = z.object({
  name: z
    .string()
    .trim()
    .min(1, "give the key a name")
    .max(100, "at most 100 characters")
    .regex(/^[^\p{C}]+$/u, "use letters, digits, spaces and hyphens"),
  perMinute: z.int(PER_MINUTE).min(1, PER_MINUTE).max(MOST_PER_MINUTE, PER_MINUTE),
});

/**
 * Makes a key for a force. The secret is returned this once and kept nowhere.
 * @throws AmendsError `bad-input`, or `conflict` when a key of the force, ended or not, has the name: the audit names it.
 */
export async function createReportKey(
  ctx: Context,
  input: { forceId: ForceId; name: string; perMinute: number; by: string },
): Promise<{ name: string; token: string }> {
  const { forceId, by } = input;
  const { name, perMinute } = parseInput(newKey, input, { name: "Name", perMinute: "Requests a minute" });
  const id = ctx.newOpaqueId();
  const secret = newSecret();
  await ctx.transact(async (trx) => {
    if ((await reportKeys(trx, forceId)).some((row) => row.name === name)) {
      throw new AmendsError("conflict", `There is a key called "${name}" already`, "Choose another name.", [
        { text: `There is a key called "${name}" already: choose another name`, href: "#name" },
      ]);
    }
    await insertReportKey(trx, {
      id,
      force_id: forceId,
      name,
      secret_hash: secretHash(secret),
      per_minute: perMinute,
      created_at: ctx.now(),
      created_by: by,
      ended_at: null,
    });
    await audit(ctx, trx, by, "report-key.create", id, { name, perMinute });
  });
  return { name, token: `${id}.${secret}` };
}

/** A force's keys, never their secrets. */
export async function listReportKeys(ctx: Context, forceId: ForceId): Promise<ListedReportKey[]> {
  return (await reportKeys(ctx.read, forceId)).map((row) => ({
    id: row.id,
    name: row.name,
    perMinute: row.per_minute,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }));
}

/** Ends a key at once and for good. @throws AmendsError `not-found`, or `conflict` when it has ended. */
export async function endKey(
  ctx: Context,
  { forceId, id, by }: { forceId: ForceId; id: string; by: string },
): Promise<void> {
  await ctx.transact(async (trx) => {
    const row = (await reportKeys(trx, forceId)).find((one) => one.id === id);
    if (!row) throw new AmendsError("not-found", "There is no such key", "See the list of keys.");
    if (row.ended_at !== null)
      throw new AmendsError(
        "conflict",
        `The key "${row.name}" has ended`,
        "Make a new one with another name.",
      );
    await endReportKey(trx, id, ctx.now());
    await audit(ctx, trx, by, "report-key.end", id, { name: row.name });
  });
}

/** The key that an `Authorization: Bearer` header proves; null for anything else, without saying why. */
export async function authenticateReport(
  ctx: Context,
  authorization: string | null,
): Promise<ReportKey | null> {
  const [, id, secret] = /^Bearer +([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/i.exec(authorization ?? "") ?? [];
  if (id === undefined || secret === undefined) return null;
  const row = await reportKeyById(ctx.read, id);
  if (!row || row.ended_at !== null || !isSecret(secret, row.secret_hash)) return null;
  return {
    id: row.id,
    perMinute: row.per_minute,
    force: { id: row.force_id, slug: row.force_slug, name: row.force_name },
  };
}
