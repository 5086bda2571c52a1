import { claim, updateSitting } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { StatementId } from "#app/domain/ids.ts";
import { interactionOf, ledgerResponse } from "#app/domain/learning/interaction.ts";
import { isRight, judgeCheck } from "#app/domain/learning/judge.ts";
import { isMarked } from "#app/domain/learning/marking.ts";
import { attemptCompleted, attemptJudged, questionAnswered } from "#app/domain/ledger/statements.ts";
import type { Statement } from "#app/domain/ledger/statement.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { askAboutCheck } from "./ask-about-check.server.ts";
import { awardIfDue } from "./award-if-due.server.ts";
import { isTimeOver, readCheck, withDraft } from "./check-sitting.server.ts";
import { dropDraft } from "./draft.server.ts";
import { attemptContext, durationSince, holdSitting, type Learner } from "./sitting.server.ts";

/**
 * Finishes a check, once: an `answered` for each question, passed or failed,
 * completed if passed, and earned if the award is new. Sent again, it does nothing.
 * @throws AmendsError `bad-input` naming each question without an answer, unless its time is over.
 */
export async function finishCheck(ctx: Context, learner: Learner, registration: string): Promise<void> {
  const check = await readCheck(ctx, learner, registration);
  const { version, questions } = check;
  await ctx.transact(async (trx) => {
    const held = await holdSitting(trx, learner, registration, "check");
    if (held.closed) return;
    const sitting = await withDraft(ctx, trx, learner, held);
    const { answers } = sitting.draft;
    const over = await isTimeOver(ctx, trx, learner, sitting, version.module.document);
    const problems = over
      ? []
      : questions.flatMap((question, at) =>
          answers[question.id] === undefined
            ? [
                {
                  text: `Question ${at + 1} has no answer yet`,
                  href: `/checks/${registration}/questions/${at + 1}`,
                },
              ]
            : [],
        );
    if (problems.length > 0)
      throw new AmendsError("bad-input", "Some questions have no answer yet", "", problems);
    if (!(await claim(trx, sitting.registration, "finish"))) return;

    const attempt = attemptContext(ctx, learner, sitting, version);
    const statements: Statement[] = [];
    for (const question of questions) {
      const response = answers[question.id];
      if (response === undefined || !isMarked(question)) continue;
      statements.push(
        questionAnswered(
          attempt,
          { id: question.id, module: sitting.subject, interaction: interactionOf(question), ordinal: 0 },
          { response: ledgerResponse(question, response), success: isRight(question, response) },
        ),
      );
    }
    const judgement = judgeCheck(questions, answers, version.module.document.check.pass);
    const { passed } = judgement;
    const duration = durationSince(sitting.openedAt, ctx.now());
    const judged = attemptJudged(attempt, {
      passed,
      score: judgement,
      duration,
    });
    statements.push(judged);
    if (passed) {
      statements.push(attemptCompleted(attempt, duration));
      statements.push(...(await awardIfDue(ctx, trx, attempt, version, judged.id as StatementId)));
    }
    await append(ctx, trx, statements);
    await askAboutCheck(ctx, trx, learner, sitting, { questions, passed });
    await dropDraft(ctx, trx, { ...sitting, actor: learner.actor });
    await updateSitting(trx, sitting.registration, {
      draft: JSON.stringify({ answers }),
      closed_at: ctx.now(),
    });
  });
}
