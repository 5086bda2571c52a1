import { claim, updateSitting } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { StatementId } from "#app/domain/ids.ts";
import { interactionOf, ledgerResponse } from "#app/domain/learning/interaction.ts";
import { isMarked, mark } from "#app/domain/learning/marking.ts";
import { attemptCompleted, attemptJudged, questionAnswered } from "#app/domain/ledger/statements.ts";
import type { Statement } from "#app/domain/ledger/statement.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { awardIfDue } from "./award-if-due.server.ts";
import { readCheck } from "./check-sitting.server.ts";
import { attemptContext, durationSince, holdSitting, type Learner } from "./sitting.server.ts";

/**
 * Finishes a check, once: an `answered` for each question, passed or failed,
 * completed if passed, and earned if the award is new. Sent again, it does nothing.
 * @throws AmendsError `bad-input` naming each question without an answer.
 */
export async function finishCheck(ctx: Context, learner: Learner, registration: string): Promise<void> {
  const check = await readCheck(ctx, learner, registration);
  const { version, questions } = check;
  await ctx.transact(async (trx) => {
    const sitting = await holdSitting(trx, learner, registration, "check");
    if (sitting.closed) return;
    const { answers } = sitting.draft;
    const problems = questions.flatMap((question, at) =>
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
    let right = 0;
    for (const question of questions) {
      const response = answers[question.id];
      if (response === undefined || !isMarked(question)) continue;
      const success = mark(question, response).right;
      if (success) right += 1;
      statements.push(
        questionAnswered(
          attempt,
          { id: question.id, module: sitting.subject, interaction: interactionOf(question), ordinal: 0 },
          { response: ledgerResponse(question, response), success },
        ),
      );
    }
    const needed = version.module.document.check.pass;
    const passed = right >= needed;
    const duration = durationSince(sitting.openedAt, ctx.now());
    const judged = attemptJudged(attempt, {
      passed,
      score: { right, of: questions.length, needed },
      duration,
    });
    statements.push(judged);
    if (passed) {
      statements.push(attemptCompleted(attempt, duration));
      statements.push(...(await awardIfDue(ctx, trx, attempt, version.module, judged.id as StatementId)));
    }
    await append(ctx, trx, statements);
    await updateSitting(trx, sitting.registration, { closed_at: ctx.now() });
  });
}
