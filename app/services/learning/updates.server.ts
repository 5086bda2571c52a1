/** Short updates: what is asked of somebody who holds a module, and doing it. */
import { contentVersionsOf } from "#db/queries/content.ts";
import { attemptsOf, awardsOf, claim, sittingsWith, updateSitting } from "#db/queries/learning.ts";
import type { Trx } from "#db/connect.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { ActorName, VersionId } from "#app/domain/ids.ts";
import { interactionOf, ledgerResponse } from "#app/domain/learning/interaction.ts";
import {
  feedbackFor,
  formValues,
  isMarked,
  mark,
  parseResponse,
  publicQuestion,
  type Feedback,
  type PublicQuestion,
} from "#app/domain/learning/marking.ts";
import { updateDuty, type UpdateDuty, type VersionOfModule } from "#app/domain/learning/updates.ts";
import { attemptCompleted, questionAnswered } from "#app/domain/ledger/statements.ts";
import type { Day } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { beginSitting } from "./begin-sitting.server.ts";
import { pinnedModule, type PinnedModule } from "./pinned.server.ts";
import { listLive, loadVersion } from "./read-content.server.ts";
import { factNotes, notesOf, type FactNote } from "./read-facts.server.ts";
import {
  attemptContext,
  durationSince,
  fromRow,
  holdSitting,
  type Learner,
  type Sitting,
} from "./sitting.server.ts";

export interface UpdateLine {
  readonly module: string;
  readonly title: string;
  readonly dueOn: Day;
  readonly questions: number;
}

export interface UpdatePage extends UpdateLine {
  readonly number: number;
  /** Everything is answered. */
  readonly finished: boolean;
  /** HTML, the oldest change first. */
  readonly changes: readonly string[];
  readonly asked: readonly {
    readonly question: PublicQuestion;
    /** Null while it is not answered. */
    readonly answered: {
      readonly given: Readonly<Record<string, readonly string[]>>;
      readonly feedback: Feedback;
      readonly facts: readonly FactNote[];
    } | null;
  }[];
}

/** Every version of a module with what it asks of those who held an earlier one. */
export async function versionsOf(ctx: Pick<Context, "read">, module: string): Promise<VersionOfModule[]> {
  const rows = await contentVersionsOf(ctx.read, "module", module);
  return Promise.all(
    rows.map(async ({ id, number, hash, published_at, change }) => ({
      number,
      hash,
      publishedAt: published_at,
      change,
      // Only these are looked into: the others ask nothing.
      update:
        change === "substance" && number > 1
          ? (await loadVersion(ctx, "module", id)).compiled.document.update
          : null,
    })),
  );
}

interface Duty extends UpdateDuty {
  readonly versionId: VersionId;
  readonly title: string;
}

async function dutyIn(
  ctx: Pick<Context, "read">,
  actor: ActorName,
  module: { slug: string; number: number; title: string },
  today: Day,
): Promise<Duty | null> {
  const versions = await versionsOf(ctx, module.slug);
  if (!versions.some((one) => one.update !== null)) return null;
  const [awards, attempts] = await Promise.all([awardsOf(ctx.read, actor), attemptsOf(ctx.read, actor)]);
  const award = awards.findLast(
    (one) => one.module === module.slug && (one.day_to === null || today < one.day_to),
  );
  if (!award) return null;
  const duty = updateDuty(versions, {
    live: module.number,
    learnt: { hash: award.version, stored: award.stored },
    done: attempts.flatMap((one) =>
      one.kind === "update" && one.subject === module.slug && one.outcome === "completed"
        ? [one.version]
        : [],
    ),
  });
  if (!duty) return null;
  const rows = await contentVersionsOf(ctx.read, "module", module.slug);
  const row = rows.find((one) => one.hash === duty.version.hash);
  return row ? { ...duty, versionId: row.id, title: module.title } : null;
}

/** The updates that are asked of somebody today, the soonest due first. */
export async function updatesDue(ctx: Context, learner: Learner, today: Day): Promise<UpdateLine[]> {
  const duties = await Promise.all(
    (await listLive(ctx, "module")).map(async (module) => {
      const duty = await dutyIn(ctx, learner.actor, module, today);
      return (
        duty && {
          module: module.slug,
          title: module.title,
          dueOn: duty.dueOn,
          questions: duty.questions.length,
        }
      );
    }),
  );
  return duties
    .flatMap((one) => one ?? [])
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** The order of a question's parts: its own for each officer and version. */
const seedOf = (learner: Learner, hash: string): string => `${learner.actor}/update/${hash}`;

interface ShownUpdate {
  readonly version: PinnedModule;
  readonly asked: Pick<UpdateDuty, "questions" | "changes" | "dueOn">;
  readonly sitting: Sitting | null;
  readonly finished: boolean;
}

/**
 * The update that somebody's page shows: what is asked now, or once nothing is what was asked and answered last; null
 * when there is neither.
 * @throws AmendsError `not-found` for a module that is none.
 */
export async function shownUpdate(
  ctx: Context,
  learner: Learner,
  slug: string,
  today: Day,
): Promise<ShownUpdate | null> {
  const duty = await dutyOfModule(ctx, learner, slug, today);
  const sittings = (await sittingsWith(ctx.read, learner.personId, "update", slug)).map(fromRow);
  if (duty) {
    const version = await pinnedModule(ctx, duty.versionId);
    const open = sittings.find((one) => !one.closed && one.versionId === version.id);
    return { version, asked: duty, sitting: open ?? null, finished: false };
  }
  const [last] = sittings;
  if (!last) return null;
  const version = await pinnedModule(ctx, last.versionId);
  const { update } = version.module.document;
  if (!update) return null;
  const asked = { questions: update.questions, changes: [update.text], dueOn: today };
  return { version, asked, sitting: last, finished: true };
}

/**
 * An update's page; null when there is nothing to do for the module.
 * @throws AmendsError `not-found` for a module that is none.
 */
export async function readUpdate(
  ctx: Context,
  learner: Learner,
  slug: string,
  today: Day,
): Promise<UpdatePage | null> {
  const shown = await shownUpdate(ctx, learner, slug, today);
  return shown && pageOf(learner, shown, await factNotes(ctx));
}

function pageOf(
  learner: Learner,
  { version, asked, sitting, finished }: ShownUpdate,
  note: (id: string) => FactNote | null,
): UpdatePage {
  const seed = seedOf(learner, version.hash);
  return {
    module: version.module.document.slug,
    title: version.title,
    number: version.number,
    dueOn: asked.dueOn,
    questions: asked.questions.length,
    changes: asked.changes,
    finished,
    asked: asked.questions.flatMap((id) => {
      const question = version.module.questions.find((one) => one.id === id);
      if (!question || !isMarked(question)) return [];
      const response = sitting?.draft.answers[id];
      return [
        {
          question: publicQuestion(question, seed),
          answered:
            response === undefined
              ? null
              : {
                  given: formValues(question, response, seed),
                  feedback: feedbackFor(question, response, seed),
                  facts: notesOf(question.facts, note),
                },
        },
      ];
    }),
  };
}

async function dutyOfModule(ctx: Context, learner: Learner, slug: string, today: Day): Promise<Duty | null> {
  const live = (await listLive(ctx, "module")).find((one) => one.slug === slug);
  if (!live)
    throw new AmendsError("not-found", "There is no such module", "Choose one from your start page.");
  return dutyIn(ctx, learner.actor, live, today);
}

/**
 * Answers a question of an update, or says that it was read when it asks none. The last answer finishes it: one
 * `completed` on the update, which names the version. The same form sent twice counts once.
 * @returns whether the update is finished
 * @throws AmendsError `bad-input` with the problem beside the question; `not-found` when nothing is asked.
 */
export async function answerUpdate(
  ctx: Context,
  learner: Learner,
  today: Day,
  input: { module: string; question: string; entries: Iterable<readonly [string, unknown]> },
): Promise<boolean> {
  const duty = await dutyOfModule(ctx, learner, input.module, today);
  if (!duty)
    throw new AmendsError("not-found", "Nothing is asked of you here now", "Go back to your start page.");
  const version = await pinnedModule(ctx, duty.versionId);
  const seed = seedOf(learner, version.hash);
  const question = version.module.questions
    .filter(isMarked)
    .find((one) => one.id === input.question && duty.questions.includes(one.id));
  const parsed = question ? parseResponse(question, input.entries, seed) : null;
  if (duty.questions.length > 0 && !question)
    throw new AmendsError("not-found", "That question is not in this update", "Go back to the update.");
  if (parsed && !parsed.ok) {
    throw new AmendsError("bad-input", parsed.problem, "", [
      { text: parsed.problem, href: `#${input.question}` },
    ]);
  }
  const registration = await begin(ctx, learner, input.module, version);
  return ctx.transact(async (trx) => {
    const sitting = await holdSitting(trx, learner, registration, "update");
    const attempt = attemptContext(ctx, learner, sitting, version);
    let answers = sitting.draft.answers;
    if (question && parsed?.ok && (await claim(trx, registration, `update:${question.id}`))) {
      const { response } = parsed;
      answers = { ...answers, [question.id]: response };
      await updateSitting(trx, registration, { draft: JSON.stringify({ answers }) });
      await append(ctx, trx, [
        questionAnswered(
          attempt,
          { id: question.id, module: input.module, interaction: interactionOf(question), ordinal: 0 },
          { response: ledgerResponse(question, response), success: mark(question, response).right },
        ),
      ]);
    }
    const finished = duty.questions.every((id) => answers[id] !== undefined);
    if (finished && (await claim(trx, registration, "update:completed"))) {
      const duration = durationSince(sitting.openedAt, ctx.now());
      await append(ctx, trx, [attemptCompleted(attempt, duration)]);
      await updateSitting(trx, registration, { closed_at: ctx.now() });
    }
    return finished;
  });
}

/** The open try at this version's update, or a new one; one of an older version is closed. */
async function begin(ctx: Context, learner: Learner, slug: string, version: PinnedModule) {
  await ctx.transact((trx) => closeOlder(ctx, trx, learner, slug, version.id));
  return beginSitting(ctx, learner, { kind: "update", subject: slug, version, bookmark: {} });
}

async function closeOlder(
  ctx: Context,
  trx: Trx,
  learner: Learner,
  slug: string,
  version: VersionId,
): Promise<void> {
  const open = (await sittingsWith(trx, learner.personId, "update", slug)).map(fromRow);
  for (const one of open) {
    if (!one.closed && one.versionId !== version)
      await updateSitting(trx, one.registration, { closed_at: ctx.now() });
  }
}
