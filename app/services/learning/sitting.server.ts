/** One try as the player holds it: the sitting, the version it is pinned to, and the context of its statements. */
import type { Db, Trx } from "#db/connect.ts";
import { sittingOf } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ActorName, PersonId, Registration, StatementId, VersionId } from "#app/domain/ids.ts";
import type { AttemptKind } from "#app/domain/ledger/activities.ts";
import type { AttemptContext } from "#app/domain/ledger/statements.ts";
import type { QuestionResponse } from "#app/domain/learning/marking.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";

export interface Learner {
  readonly personId: PersonId;
  readonly actor: ActorName;
}

/** @throws AmendsError `not-allowed` for somebody whose identity was erased. */
export function learnerOf(principal: Principal): Learner {
  if (!principal.actor) throw new AmendsError("not-allowed", "There is no learner behind this account");
  return { personId: principal.personId, actor: principal.actor };
}

/** Answers kept until they count, by question id. */
export interface Draft {
  readonly answers: Readonly<Record<string, QuestionResponse>>;
}

export interface Bookmark {
  readonly lesson?: string;
  /** From 1. */
  readonly screen?: number;
  /** The question of the screen that was answered last, by id. */
  readonly block?: string;
  /** From 1. */
  readonly question?: number;
}

/** Where somebody carries on with a module's lessons: the screen, and on it the question they answered last. */
export function lessonPlace(module: string, { lesson, screen, block }: Bookmark): string | null {
  if (!lesson) return null;
  return `/modules/${module}/lessons/${lesson}/${screen ?? 1}${block ? `#at-${block}` : ""}`;
}

export interface Sitting {
  readonly registration: Registration;
  readonly kind: AttemptKind;
  readonly subject: string;
  readonly versionId: VersionId;
  readonly seed: string;
  /** Ids of the questions drawn; empty for modules and scenarios. */
  readonly drawn: readonly string[];
  readonly draft: Draft;
  readonly bookmark: Bookmark;
  readonly openedAt: string;
  readonly closed: boolean;
}

type SittingRow = NonNullable<Awaited<ReturnType<typeof sittingOf>>>;

export function fromRow(row: SittingRow): Sitting {
  return {
    registration: row.registration,
    kind: row.kind,
    subject: row.subject,
    versionId: row.version_id,
    seed: row.seed,
    drawn: JSON.parse(row.drawn) as string[],
    draft: JSON.parse(row.draft) as Draft,
    bookmark: JSON.parse(row.bookmark) as Bookmark,
    openedAt: row.opened_at,
    closed: row.closed_at !== null,
  };
}

/**
 * The learner's own sitting of a kind.
 * @throws AmendsError `not-found` when there is none; somebody else's is told no differently.
 */
export async function ownSitting(
  db: Db,
  learner: Learner,
  registration: string,
  kind: AttemptKind,
): Promise<Sitting> {
  const row = await sittingOf(db, registration as Registration, learner.personId);
  if (row?.kind !== kind) {
    throw new AmendsError(
      "not-found",
      "There is no such attempt of yours",
      "It may be somebody else's, or the address may be wrong. Nothing was changed. Carry on from your start page.",
    );
  }
  return fromRow(row);
}

/**
 * The learner's own sitting, held until the transaction ends: nobody else changes it meanwhile. On PostgreSQL two
 * transactions would otherwise both read a draft and the second would write over the first.
 * @throws AmendsError `not-found` as `ownSitting` does.
 */
export async function holdSitting(
  trx: Trx,
  learner: Learner,
  registration: string,
  kind: AttemptKind,
): Promise<Sitting> {
  await trx
    .updateTable("sitting")
    .set({ registration: registration as Registration })
    .where("registration", "=", registration as Registration)
    .where("person_id", "=", learner.personId)
    .execute();
  return ownSitting(trx, learner, registration, kind);
}

export function attemptContext(
  ctx: Context,
  learner: Learner,
  sitting: { registration: Registration; kind: AttemptKind; subject: string },
  version: { title: string; hash: string },
): AttemptContext {
  return {
    iriBase: ctx.config.iriBase,
    actor: learner.actor,
    registration: sitting.registration,
    kind: sitting.kind,
    subject: sitting.subject,
    title: version.title,
    version: version.hash,
    newId: () => ctx.newId<StatementId>(),
    at: ctx.now(),
  };
}

/** Time from opening to now as an ISO 8601 duration of whole seconds. */
export function durationSince(openedAt: string, now: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(openedAt)) / 1_000));
  return `PT${seconds}S`;
}

export function fromBookmark(text: string): Bookmark {
  return JSON.parse(text) as Bookmark;
}
