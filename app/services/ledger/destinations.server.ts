/** Other LRSs that statements are passed on to, as an administrator keeps them. */
import { z } from "zod";
import {
  deleteDestination,
  destinations,
  updateDestination,
  type DestinationChange,
  type DestinationRow,
} from "#db/queries/forwarding.ts";
import { ledgerEnd } from "#db/queries/ledger.ts";
import type { AuditAction } from "#app/domain/identity/audit.ts";
import type { XapiVersion } from "#app/domain/ledger/xapi/version.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { parseInput } from "../parse-input.ts";
import { bondOf, credentials, destinationNamed, LABELS, noSuch } from "./destination-parts.server.ts";
import { audit } from "../identity/write-audit.server.ts";
import { sealSecret } from "./secret-box.server.ts";

/** A destination and where it is; its password is never among it. */
export interface Destination {
  readonly name: string;
  readonly endpoint: string;
  readonly username: string;
  readonly version: XapiVersion;
  readonly verbs: readonly string[];
  readonly activities: readonly string[];
  readonly pseudonymised: boolean;
  /** Statements of the ledger not yet looked at for it. */
  readonly waiting: number;
  /** Statements that it refused for good and that were not taken since. */
  readonly deadLetters: number;
  readonly lastSentAt: Instant | null;
  /** Why it waits; null when it does not. */
  readonly problem: string | null;
  /** Failures in a row. */
  readonly attempts: number;
  readonly nextTryAt: Instant | null;
  readonly pausedAt: Instant | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
}

export async function listDestinations(ctx: Context): Promise<Destination[]> {
  const [rows, end] = await Promise.all([destinations(ctx.read), ledgerEnd(ctx.read)]);
  return rows.map((row) => ({
    name: row.name,
    endpoint: row.endpoint,
    username: row.username,
    version: row.version,
    verbs: JSON.parse(row.verbs) as string[],
    activities: JSON.parse(row.activities) as string[],
    pseudonymised: row.pseudonym_salt !== null,
    waiting: Math.max(0, end.seq - row.sent_seq),
    deadLetters: row.dead_letters,
    lastSentAt: row.last_sent_at,
    problem: row.last_problem,
    attempts: row.attempts,
    nextTryAt: row.next_try_at,
    pausedAt: row.paused_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
  }));
}

/** @throws AmendsError `not-found` */
export async function readDestination(ctx: Context, name: string): Promise<Destination> {
  const found = (await listDestinations(ctx)).find((one) => one.name === name);
  if (!found) throw noSuch(name);
  return found;
}

/** Sends nothing to it until it is resumed; a request under way is finished. */
export async function pauseDestination(ctx: Context, name: string, by: string): Promise<void> {
  await change(ctx, name, by, "destination.pause", () => ({ paused_at: ctx.machineNow() }));
}

/** Goes on where it was, now, however long it was to wait. */
export async function resumeDestination(ctx: Context, name: string, by: string): Promise<void> {
  await change(ctx, name, by, "destination.resume", () => ({
    paused_at: null,
    attempts: 0,
    next_try_at: null,
  }));
}

/** Gives it other credentials and goes on where it was. @throws AmendsError `bad-input` */
export async function changeCredentials(
  ctx: Context,
  name: string,
  given: { username: string; password: string; by: string },
): Promise<void> {
  const values = parseInput(z.object(credentials), given, LABELS);
  await change(ctx, name, given.by, "destination.credentials", (row) => ({
    username: values.username,
    secret: sealSecret(ctx, values.password, bondOf({ ...row, username: values.username })),
    attempts: 0,
    next_try_at: null,
  }));
}

/** Forgets it, how far it had come and what it refused. What it has taken stays there. */
export async function removeDestination(ctx: Context, name: string, by: string): Promise<void> {
  await ctx.transact(async (trx) => {
    const row = await destinationNamed(trx, name);
    await deleteDestination(trx, row.id);
    await audit(ctx, trx, by, "destination.remove", row.id, { name, sentSeq: row.sent_seq });
  });
}

async function change(
  ctx: Context,
  name: string,
  by: string,
  action: AuditAction,
  make: (row: DestinationRow) => DestinationChange,
): Promise<void> {
  await ctx.transact(async (trx) => {
    const row = await destinationNamed(trx, name);
    const changed = make(row);
    await updateDestination(trx, row.id, changed);
    const { username: now } = changed;
    await audit(ctx, trx, by, action, row.id, { name, ...(now !== undefined && { username: now }) });
  });
}
