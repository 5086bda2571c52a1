/** Recall: which question is due today, and what an answer to it does. */
import { awardsOf, claim, drawnBefore, recallAnswersOf } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Registration } from "#app/domain/ids.ts";
import { interactionOf, ledgerResponse } from "#app/domain/learning/interaction.ts";
import { isRight } from "#app/domain/learning/judge.ts";
import type { CompiledQuestion } from "#app/domain/learning/lesson.ts";
import {
  feedbackFor,
  formValues,
  isMarked,
  parseResponse,
  publicQuestion,
  type Feedback,
  type PublicQuestion,
} from "#app/domain/learning/marking.ts";
import { recallFor, type RecallAnswer } from "#app/domain/learning/recall.ts";
import { shuffled } from "#app/domain/learning/shuffle.ts";
import { questionAnswered } from "#app/domain/ledger/statements.ts";
import type { Db } from "#db/connect.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { append } from "../ledger/append.server.ts";
import { liveModule, type PinnedModule } from "./pinned.server.ts";
import { listLive } from "./read-content.server.ts";
import { factNotes, notesOf, type FactNote } from "./read-facts.server.ts";
import { ownReports, type OwnReport } from "./own-reports.server.ts";
import { attemptContext, learnerOf, type Learner } from "./sitting.server.ts";

export interface RecallQuestion {
  readonly module: { readonly slug: string; readonly title: string };
  readonly question: PublicQuestion;
  /** How often it was answered before. */
  readonly ordinal: number;
  /** What the reader said is wrong with it. */
  readonly reports: readonly OwnReport[];
}

export interface Recalled {
  readonly module: { readonly slug: string; readonly title: string };
  readonly question: PublicQuestion;
  readonly given: Readonly<Record<string, readonly string[]>>;
  readonly feedback: Feedback;
  /** The facts it rests on. */
  readonly facts: readonly FactNote[];
  /** What the reader said is wrong with it. */
  readonly reports: readonly OwnReport[];
}

/** What an officer was asked so far, in order. */
export async function recallAnswers(db: Db, learner: Learner): Promise<RecallAnswer[]> {
  const rows = await recallAnswersOf(db, learner.actor);
  return rows.map((row) => ({
    module: row.module,
    question: row.question,
    right: row.success === 1,
    at: row.answered_at,
  }));
}

/** The order of a question's parts: its own for each officer and each asking. */
export const recallSeed = (learner: Learner, question: string, ordinal: number): string =>
  `${learner.actor}/recall/${question}/${ordinal}`;

interface Due {
  readonly version: PinnedModule;
  readonly question: CompiledQuestion;
  readonly ordinal: number;
}

async function dueNow(ctx: Context, principal: Principal): Promise<Due | null> {
  const learner = learnerOf(principal);
  const [answers, awards, drawn, live] = await Promise.all([
    recallAnswers(ctx.read, learner),
    awardsOf(ctx.read, learner.actor),
    drawnBefore(ctx.read, learner.personId),
    listLive(ctx, "module"),
  ]);
  const seen = new Set(
    drawn.flatMap((row) => (JSON.parse(row.drawn) as string[]).map((id) => `${row.subject}/${id}`)),
  );
  const before = new Set(answers.map((one) => `${one.module}/${one.question}`));
  const modules = live.flatMap(({ slug, compiled }) => {
    const held = awards.find(
      (one) => one.module === slug && (one.day_to === null || principal.today < one.day_to),
    );
    if (!held) return [];
    const bank = compiled.questions
      .filter((one) => one.use === "check" && isMarked(one))
      .map((one) => one.id);
    // Questions that no check asked; one that was recalled once goes on.
    const unseen = bank.filter((id) => before.has(`${slug}/${id}`) || !seen.has(`${slug}/${id}`));
    return [
      { module: slug, from: held.day_from, questions: shuffled(unseen, `${learner.actor}/recall/${slug}`) },
    ];
  });
  const next = recallFor({ today: principal.today, answers, modules });
  if (!next) return null;
  const version = await liveModule(ctx, next.module);
  const question = version.module.questions.find((one) => one.id === next.question);
  return question ? { version, question, ordinal: next.ordinal } : null;
}

/** The live version of a question that is asked of somebody now or was before; null when it never was. */
export async function wasRecalled(
  ctx: Context,
  principal: Principal,
  module: string,
  question: string,
): Promise<PinnedModule | null> {
  const answers = await recallAnswers(ctx.read, learnerOf(principal));
  const is = (one: { module: string; question: string }) =>
    one.module === module && one.question === question;
  if (answers.some(is)) return liveModule(ctx, module);
  const due = await dueNow(ctx, principal);
  return due && is({ module: due.version.module.document.slug, question: due.question.id })
    ? due.version
    : null;
}

/** Today's question; null when there is none now. */
export async function readRecall(ctx: Context, principal: Principal): Promise<RecallQuestion | null> {
  const due = await dueNow(ctx, principal);
  if (!due) return null;
  const { version, question, ordinal } = due;
  const seed = recallSeed(learnerOf(principal), question.id, ordinal);
  return {
    module: { slug: version.module.document.slug, title: version.title },
    question: publicQuestion(question, seed),
    ordinal,
    reports: await reportsAbout(ctx, learnerOf(principal), version.module.document.slug, question.id),
  };
}

async function reportsAbout(ctx: Context, learner: Learner, module: string, question: string) {
  const reports = await ownReports(ctx, learner, { kind: "questions", subject: module });
  return reports.filter((one) => one.question === question);
}

/**
 * Answers today's question: one `answered` statement marked as recall, none when the same form is sent twice. It
 * changes no award. Returns the feedback, the same one when it is sent again.
 * @throws AmendsError `bad-input` with the problem beside the question; `not-found` for a question that is not asked.
 */
export async function answerRecall(
  ctx: Context,
  principal: Principal,
  input: { module: string; question: string; ordinal: number; entries: Iterable<readonly [string, unknown]> },
): Promise<Recalled> {
  const learner = learnerOf(principal);
  const version = await liveModule(ctx, input.module);
  const question = version.module.questions.find((one) => one.id === input.question && one.use === "check");
  const before = (await recallAnswers(ctx.read, learner)).filter(
    (one) => one.module === input.module && one.question === input.question,
  ).length;
  const due = before === input.ordinal ? await dueNow(ctx, principal) : null;
  // Either it is asked now, or this very form has been answered already.
  const asked = due?.question.id === question?.id && due?.version.id === version.id;
  if (!question || !isMarked(question) || (!asked && before <= input.ordinal)) {
    throw new AmendsError(
      "not-found",
      "That question is not asked of you now",
      "Go back to your start page.",
    );
  }
  const seed = recallSeed(learner, question.id, input.ordinal);
  const parsed = parseResponse(question, input.entries, seed);
  if (!parsed.ok) {
    throw new AmendsError("bad-input", parsed.problem, "", [
      { text: parsed.problem, href: `#${question.id}` },
    ]);
  }
  const { response } = parsed;
  await ctx.transact(async (trx) => {
    const turn = `recall:${input.module}:${question.id}:${input.ordinal}`;
    if (!(await claim(trx, learner.personId, turn))) return;
    const registration = ctx.newId<Registration>();
    const attempt = attemptContext(
      ctx,
      learner,
      { registration, kind: "module", subject: input.module },
      version,
    );
    const told = {
      id: question.id,
      module: input.module,
      interaction: interactionOf(question),
      ordinal: input.ordinal,
      recall: true,
    };
    const answer = { response: ledgerResponse(question, response), success: isRight(question, response) };
    await append(ctx, trx, [questionAnswered(attempt, told, answer)]);
  });
  return {
    module: { slug: input.module, title: version.title },
    question: publicQuestion(question, seed),
    given: formValues(question, response, seed),
    feedback: feedbackFor(question, response, seed),
    facts: notesOf(question.facts, await factNotes(ctx)),
    reports: await reportsAbout(ctx, learner, input.module, question.id),
  };
}
