/**
 * What an officer wrote for themselves is theirs alone until they share it with the trainers of their force, and again
 * when they take it back. Both are statements; the words are in none.
 */
import type { Trx } from "#db/connect.ts";
import { answersOf, reflectionsOf } from "#db/queries/learning.ts";
import { countShared, sharedIn, sharedInForce } from "#db/queries/reflections.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { mayEver } from "#app/domain/identity/permissions.ts";
import type { StatementId } from "#app/domain/ids.ts";
import { interactionOf, plainText } from "#app/domain/learning/interaction.ts";
import { reflectionShared, withdrawn } from "#app/domain/ledger/statements.ts";
import { dayOf } from "#app/domain/time.ts";
import { dayWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { append } from "../ledger/append.server.ts";
import { pinnedModule } from "./pinned.server.ts";
import { attemptContext, holdSitting, type Learner, type Sitting } from "./sitting.server.ts";

const MOST = 200;

interface Where {
  readonly registration: string;
  /** A reflection's id in its module. */
  readonly question: string;
}

/**
 * Shares what stands there now, with or without the officer's name. Asked for again it changes nothing.
 * @throws AmendsError `not-found` when the officer has written nothing there.
 */
export async function shareReflection(
  ctx: Context,
  learner: Learner,
  { registration, question: id, named }: Where & { named: boolean },
): Promise<void> {
  await ctx.transact(async (trx) => {
    const sitting = await holdSitting(trx, learner, registration, "module");
    const version = await pinnedModule(ctx, sitting.versionId);
    const question = version.module.questions.find((one) => one.id === id && one.type === "reflection");
    const texts = await reflectionsOf(trx, sitting.registration);
    const answer = (await answersOf(trx, sitting.registration)).filter((one) => one.question === id).at(-1);
    if (!question || !answer || !texts.some((one) => one.question === id)) {
      throw new AmendsError(
        "not-found",
        "There is nothing of yours to share here",
        "Write it and keep it first, then share it.",
      );
    }
    const before = (await sharedIn(trx, sitting.registration)).filter((one) => one.question === id);
    if (before.some((one) => one.named === Number(named))) return;
    await withdrawAll(ctx, trx, before);
    const attempt = attemptContext(ctx, learner, sitting, version);
    const asked = { id, module: sitting.subject, interaction: interactionOf(question) };
    await append(ctx, trx, [reflectionShared(attempt, asked, { named }, answer.statement_id)]);
  });
}

/** Takes back what is shared there; nobody else reads it from then on. */
export async function takeReflectionBack(
  ctx: Context,
  learner: Learner,
  { registration, question }: Where,
): Promise<void> {
  await ctx.transact(async (trx) => {
    const sitting = await holdSitting(trx, learner, registration, "module");
    await withdrawSharing(ctx, trx, sitting, question);
  });
}

/** Other words than those that were shared are private again. The sitting is held by the caller. */
export async function withdrawSharing(
  ctx: Context,
  trx: Trx,
  sitting: Sitting,
  question: string,
): Promise<void> {
  const shared = await sharedIn(trx, sitting.registration);
  await withdrawAll(
    ctx,
    trx,
    shared.filter((one) => one.question === question),
  );
}

async function withdrawAll(
  ctx: Context,
  trx: Trx,
  shared: readonly { readonly statement_id: StatementId }[],
): Promise<void> {
  await append(
    ctx,
    trx,
    shared.map((one) =>
      withdrawn({
        iriBase: ctx.config.iriBase,
        target: one.statement_id,
        because: null,
        at: ctx.now(),
        id: ctx.newId(),
      }),
    ),
  );
}

export interface SharedReflection {
  readonly id: string;
  readonly module: string;
  /** What was asked, as text. */
  readonly asked: string;
  readonly text: string;
  /** Null: they did not agree to be named. */
  readonly name: string | null;
  readonly on: string;
}

/** What the officers of the trainer's force share now, the newest first, 200 at most. */
export async function listShared(ctx: Context, principal: Principal): Promise<SharedReflection[]> {
  const rows = await sharedInForce(ctx.read, principal.force.id, MOST);
  return Promise.all(
    rows.map(async (row) => {
      const { title, module } = await pinnedModule(ctx, row.version_id);
      const question = module.questions.find((one) => one.id === row.question);
      return {
        id: row.statement_id,
        module: title,
        asked: question ? plainText(question.stem) : row.question,
        text: row.text,
        name: row.name,
        on: dayWords(dayOf(row.shared_at)),
      };
    }),
  );
}

/** How many there are to read; null for somebody who may not. */
export async function countSharedFor(ctx: Context, principal: Principal): Promise<number | null> {
  return mayEver(principal.roles, "reflection.read") ? countShared(ctx.read, principal.force.id) : null;
}
