import { answersOf, claim, reflectionsOf, updateSitting, writeReflection } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { interactionOf, ledgerResponse } from "#app/domain/learning/interaction.ts";
import type { CompiledModule } from "#app/domain/learning/lesson.ts";
import { mark, parseResponse } from "#app/domain/learning/marking.ts";
import { personalDataWarning } from "#app/domain/learning/personal-data.ts";
import { questionAnswered } from "#app/domain/ledger/statements.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { pinnedModule } from "./pinned.server.ts";
import { withdrawSharing } from "./share-reflection.server.ts";
import { attemptContext, holdSitting, ownSitting, type Learner } from "./sitting.server.ts";

/**
 * An answer to a question in a lesson: one `answered` statement for each submit,
 * none for the same submit sent twice. What was sent before is known by its key, or
 * without one by `ordinal`, which counts the answers the page knew of. A reflection is kept for the officer alone; its statement says only
 * that something was written. Other words than those it held are private again.
 * @throws AmendsError `bad-input` with the problem to show beside the question.
 */
export async function answerQuestion(
  ctx: Context,
  learner: Learner,
  input: {
    registration: string;
    question: string;
    ordinal: number;
    entries: Iterable<readonly [string, unknown]>;
    /** The officer has seen the warning about personal data and keeps what they wrote. */
    sure?: boolean;
    sendKey?: string | null;
  },
): Promise<void> {
  const known = await ownSitting(ctx.read, learner, input.registration, "module");
  const version = await pinnedModule(ctx, known.versionId);
  const question = version.module.questions.find((one) => one.id === input.question && one.use === "lesson");
  if (!question) {
    throw new AmendsError(
      "not-found",
      "That question is not in this lesson",
      "Go back to the lesson and try again.",
    );
  }
  const parsed = parseResponse(question, input.entries, known.seed);
  if (!parsed.ok) {
    throw new AmendsError("bad-input", parsed.problem, "", [
      { text: parsed.problem, href: `#${question.id}` },
    ]);
  }
  const warning =
    question.type === "reflection" && !input.sure ? personalDataWarning(parsed.response as string) : null;
  if (warning) {
    throw new AmendsError("bad-input", warning, "", [{ text: warning, href: `#${question.id}` }]);
  }
  await ctx.transact(async (trx) => {
    const sitting = await holdSitting(trx, learner, input.registration, "module");
    const before = (await answersOf(trx, known.registration)).filter((one) => one.question === question.id);
    // A keyed answer that waited for a connection counts even when another window answered meanwhile.
    if (!input.sendKey && input.ordinal !== before.length) return;
    const turn = input.sendKey
      ? `sent:${question.id}:${input.sendKey}`
      : `answer:${question.id}:${before.length}`;
    if (!(await claim(trx, known.registration, turn))) return;
    // Whoever comes back, on any device, lands on what they answered last.
    const bookmark = JSON.stringify({ ...placeOf(version.module, question.id), block: question.id });
    await updateSitting(trx, sitting.registration, { bookmark });
    const attempt = attemptContext(ctx, learner, sitting, version);
    const asked = {
      id: question.id,
      module: sitting.subject,
      interaction: interactionOf(question),
      ordinal: before.length,
    };
    if (question.type === "reflection") {
      const text = parsed.response as string;
      const kept = (await reflectionsOf(trx, sitting.registration)).find(
        (one) => one.question === question.id,
      );
      if (kept && kept.text !== text) await withdrawSharing(ctx, trx, sitting, question.id);
      await writeReflection(trx, {
        registration: sitting.registration,
        question: question.id,
        text,
        written_at: ctx.now(),
      });
      await append(ctx, trx, [questionAnswered(attempt, asked, { written: true })]);
      return;
    }
    const answers = { ...sitting.draft.answers, [question.id]: parsed.response };
    await updateSitting(trx, sitting.registration, { draft: JSON.stringify({ answers }) });
    const success = mark(question, parsed.response).right;
    const response = ledgerResponse(question, parsed.response);
    await append(ctx, trx, [questionAnswered(attempt, asked, { response, success })]);
  });
}

/** The screen that asks a question. */
function placeOf(module: CompiledModule, question: string): { lesson?: string; screen?: number } {
  for (const { slug: lesson, screens } of module.lessons) {
    const at = screens.findIndex(({ blocks }) =>
      blocks.some((block) => block.kind === "question" && block.id === question),
    );
    if (at >= 0) return { lesson, screen: at + 1 };
  }
  return {};
}
