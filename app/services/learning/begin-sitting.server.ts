import type { Trx } from "#db/connect.ts";
import { claim, insertSitting, sittingsWith } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Registration, VersionId } from "#app/domain/ids.ts";
import type { AttemptKind } from "#app/domain/ledger/activities.ts";
import { attemptBegun } from "#app/domain/ledger/statements.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { attemptContext, fromRow, type Bookmark, type Learner, type Sitting } from "./sitting.server.ts";

/** What a new try is pinned to, and for a check what it asks. */
export interface Opening {
  readonly kind: AttemptKind;
  readonly subject: string;
  readonly version: { readonly id: VersionId; readonly title: string; readonly hash: string };
  readonly bookmark: Bookmark;
  /** Question ids, from the seed and what was drawn in earlier tries. */
  draw?(seed: string, seen: readonly string[]): readonly string[];
}

/**
 * The learner's open try, or a new one: launched and initialized. Asking twice
 * at once gives the same one.
 */
export async function beginSitting(ctx: Context, learner: Learner, opening: Opening): Promise<Registration> {
  return ctx.transact((trx) => openOrBegin(ctx, trx, learner, opening));
}

async function openOrBegin(
  ctx: Context,
  trx: Trx,
  learner: Learner,
  opening: Opening,
): Promise<Registration> {
  const before = (await sittingsWith(trx, learner.personId, opening.kind, opening.subject)).map(fromRow);
  const unfinished = before.find((one) => !one.closed);
  if (unfinished) return unfinished.registration;
  const turn = `begin:${opening.kind}:${opening.subject}:${before.length}`;
  if (!(await claim(trx, learner.personId, turn))) {
    const [first] = await sittingsWith(trx, learner.personId, opening.kind, opening.subject);
    if (first) return first.registration;
    throw new AmendsError("stale", "This was begun in another window just now", "Load the page again.");
  }
  const registration = ctx.newId<Registration>();
  const seed = ctx.newOpaqueId();
  const seen = before.flatMap((one: Sitting) => [...one.drawn]);
  await insertSitting(trx, {
    registration,
    person_id: learner.personId,
    kind: opening.kind,
    subject: opening.subject,
    version_id: opening.version.id,
    seed,
    drawn: JSON.stringify(opening.draw?.(seed, seen) ?? []),
    draft: JSON.stringify({ answers: {} }),
    bookmark: JSON.stringify(opening.bookmark),
    opened_at: ctx.now(),
    closed_at: null,
  });
  const attempt = attemptContext(ctx, learner, { registration, ...opening }, opening.version);
  await append(ctx, trx, attemptBegun(attempt));
  return registration;
}
