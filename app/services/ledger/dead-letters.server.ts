/** What a destination refused for good: shown with its answers, and sent again. */
import {
  countDeadLetters,
  deadLetters,
  destinationById,
  insertDeadLetters,
  markSentAgain,
  statementsAt,
  type DestinationRow,
} from "#db/queries/forwarding.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { deliver } from "./deliver.server.ts";
import { destinationNamed } from "./destination-parts.server.ts";
import { audit } from "../identity/write-audit.server.ts";
import { deadLetterOf, receiverOf, TIMEOUT_MS } from "./forward.server.ts";
import { letterFor } from "./letters.server.ts";

export interface DeadLetter {
  readonly statement: string;
  /** The HTTP status; 0 when it was not sent at all. */
  readonly status: number;
  /** What the destination said, or why it was not sent. */
  readonly answer: string;
  readonly refusedAt: Instant;
}

export interface DeadLetterPage {
  readonly letters: readonly DeadLetter[];
  /** How many there are, also on other pages. */
  readonly total: number;
  /** Where the next page begins; null at the end. */
  readonly next: number | null;
}

/**
 * The statements that a destination refused and has not taken since, in the ledger's order.
 * @param after where the page before ended
 * @throws AmendsError `not-found`
 */
export async function listDeadLetters(
  ctx: Context,
  name: string,
  { after = 0, limit = 100 } = {},
): Promise<DeadLetterPage> {
  const destination = await destinationNamed(ctx.read, name);
  const [rows, total] = await Promise.all([
    deadLetters(ctx.read, destination.id, { after, limit: limit + 1 }),
    countDeadLetters(ctx.read, destination.id),
  ]);
  const shown = rows.slice(0, limit);
  return {
    letters: shown.map((row) => ({
      statement: row.statement_id,
      status: row.status,
      answer: row.answer,
      refusedAt: row.refused_at,
    })),
    total,
    next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
  };
}

export interface SentAgain {
  readonly taken: number;
  readonly refused: number;
  /** Why it stopped before the last; null when it did not. */
  readonly problem: string | null;
}

const AT_ONCE = 20;

/**
 * Sends refused statements again, in the ledger's order: one, or at most so many of all.
 * @throws AmendsError `not-found` when there is no such destination, or no such statement among those refused.
 */
export async function sendAgain(
  ctx: Context,
  name: string,
  input: { statement?: string | undefined; most?: number; by: string; timeoutMs?: number },
): Promise<SentAgain> {
  const { most = Number.MAX_SAFE_INTEGER, by, timeoutMs = TIMEOUT_MS } = input;
  const statement = input.statement?.toLowerCase();
  const destination = await destinationNamed(ctx.read, name);
  const told = { taken: 0, refused: 0, problem: null as string | null };
  for (let after = 0, count = 0; told.problem === null && count < most;) {
    const limit = Math.min(AT_ONCE, most - count);
    const page = await deadLetters(ctx.read, destination.id, { after, limit, statement });
    if (page.length === 0) break;
    const some = await sendSome(
      ctx,
      destination,
      page.map((row) => row.seq),
      timeoutMs,
    );
    told.taken += some.taken;
    told.refused += some.refused;
    told.problem = some.problem;
    count += page.length;
    after = page.at(-1)?.seq ?? after;
  }
  if (statement !== undefined && told.taken + told.refused === 0 && told.problem === null) {
    throw new AmendsError(
      "not-found",
      `"${name}" has refused no statement ${statement}`,
      "List what it has refused.",
    );
  }
  await ctx.transact((trx) =>
    audit(ctx, trx, by, "destination.send-again", destination.id, {
      name,
      ...(statement !== undefined && { statement }),
      taken: told.taken,
      refused: told.refused,
    }),
  );
  return told;
}

async function sendSome(
  ctx: Context,
  destination: DestinationRow,
  seqs: readonly number[],
  timeoutMs: number,
): Promise<SentAgain> {
  const letters = (await statementsAt(ctx.read, seqs)).map((row) => letterFor(ctx, destination, row));
  const receiver = receiverOf(ctx, destination, timeoutMs);
  const now = ctx.machineNow();
  const { taken, refused, wait } = await deliver(
    ctx.read,
    receiver,
    destination.version,
    letters,
    Date.parse(now),
  );
  await ctx.transact(async (trx) => {
    if (!(await destinationById(trx, destination.id))) return;
    await markSentAgain(
      trx,
      destination.id,
      taken.map((letter) => letter.seq),
      now,
    );
    await insertDeadLetters(
      trx,
      refused.map((one) => deadLetterOf(destination.id, one, now)),
    );
  });
  return { taken: taken.length, refused: refused.length, problem: wait?.problem ?? null };
}
