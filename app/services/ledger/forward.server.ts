/**
 * Passing statements on. The ledger itself is the queue (docs/decisions/0012): a destination is a place in it, which
 * moves only after the answer. A process that ends in between sends the same ids again and is answered the same.
 */
import { whenAlone } from "#db/dialect.ts";
import {
  advanceDestination,
  destinationById,
  insertDeadLetters,
  type Advance,
  type DestinationRow,
} from "#db/queries/forwarding.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { waitAfter } from "#app/domain/ledger/passing-on.ts";
import type { StatementId } from "#app/domain/ids.ts";
import { toInstant, type Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { deliver, type Delivery, type Refusal } from "./deliver.server.ts";
import { bondOf } from "./destination-parts.server.ts";
import { packLetters, type Letter } from "./letters.server.ts";
import { receiverAt, type Receiver } from "./receiver.server.ts";
import { openSecret } from "./secret-box.server.ts";

/** How long an answer may take. */
export const TIMEOUT_MS = 30_000;

export interface ForwardOptions {
  /** At least 0 and below 1. */
  readonly random?: () => number;
  readonly timeoutMs?: number;
}

/** `idle`: nothing to send, paused, still waiting, removed, or another is at it. */
export type Forwarded =
  | { readonly state: "idle" }
  | { readonly state: "moved"; readonly taken: number; readonly refused: number }
  | { readonly state: "waits"; readonly problem: string; readonly until: Instant };

/** Sends a destination what comes next for it: at most 50 statements, in one request unless some are refused. */
export async function forwardOnce(
  ctx: Context,
  destinationId: string,
  { random = Math.random, timeoutMs = TIMEOUT_MS }: ForwardOptions = {},
): Promise<Forwarded> {
  const forwarded = await whenAlone(ctx.db, `destination ${destinationId}`, async () => {
    const destination = await destinationById(ctx.db, destinationId);
    if (!destination || destination.paused_at !== null) return null;
    if (destination.next_try_at !== null && destination.next_try_at > ctx.machineNow()) return null;
    const { letters, to } = await packLetters(ctx, destination);
    if (to === destination.sent_seq) return null;
    const delivery = await delivered(ctx, destination, letters, timeoutMs);
    return keep(ctx, destination, delivery, to, random());
  });
  return forwarded ?? { state: "idle" };
}

async function delivered(
  ctx: Context,
  destination: DestinationRow,
  letters: readonly Letter[],
  timeoutMs: number,
): Promise<Delivery> {
  let receiver: Receiver;
  try {
    receiver = receiverOf(ctx, destination, timeoutMs);
  } catch (error) {
    if (!(error instanceof AmendsError)) throw error;
    const problem = `${error.message}. ${error.wayOut}`;
    return { taken: [], refused: [], undone: letters[0] ?? null, wait: { problem, askedMs: null } };
  }
  return deliver(ctx.read, receiver, destination.version, letters, Date.parse(ctx.machineNow()));
}

/** @throws AmendsError `misconfigured` when its password cannot be read. */
export function receiverOf(ctx: Context, destination: DestinationRow, timeoutMs: number): Receiver {
  const { endpoint, version, username, secret } = destination;
  const password = openSecret(ctx, secret, bondOf(destination));
  return receiverAt({ endpoint, version, username, password }, timeoutMs);
}

async function keep(
  ctx: Context,
  destination: DestinationRow,
  { taken, refused, undone, wait }: Delivery,
  to: number,
  random: number,
): Promise<Forwarded> {
  const now = ctx.machineNow();
  const reached = undone === null ? to : Math.max(destination.sent_seq, undone.place - 1);
  const last_sent_at = taken.length > 0 ? now : destination.last_sent_at;
  let advance: Advance = {
    sent_seq: reached,
    attempts: 0,
    next_try_at: null,
    last_problem: null,
    last_sent_at,
  };
  let forwarded: Forwarded = { state: "moved", taken: taken.length, refused: refused.length };
  if (wait !== null) {
    const attempts = reached > destination.sent_seq ? 1 : destination.attempts + 1;
    const until = toInstant(new Date(Date.parse(now) + waitAfter(attempts, random, wait.askedMs)));
    advance = { ...advance, attempts, next_try_at: until, last_problem: wait.problem };
    forwarded = { state: "waits", problem: wait.problem, until };
  }
  const moved = await ctx.transact(async (trx) => {
    if (!(await advanceDestination(trx, destination.id, destination.sent_seq, advance))) return false;
    await insertDeadLetters(
      trx,
      refused.map((one) => deadLetterOf(destination.id, one, now)),
    );
    return true;
  });
  return moved ? forwarded : { state: "idle" };
}

export function deadLetterOf(destinationId: string, { letter, status, answer }: Refusal, at: Instant) {
  return {
    destination_id: destinationId,
    seq: letter.seq,
    statement_id: letter.id as StatementId,
    status,
    answer,
    refused_at: at,
    sent_at: null,
  };
}
