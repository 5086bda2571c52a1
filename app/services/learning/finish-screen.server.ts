import { answersOf, claim, countClaimed, progressOf, updateSitting } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { CompiledModule, Screen } from "#app/domain/learning/lesson.ts";
import { attemptCompleted, lessonCompleted, lessonProgressed } from "#app/domain/ledger/statements.ts";
import type { Statement } from "#app/domain/ledger/statement.ts";
import type { Context } from "../context.server.ts";
import { append } from "../ledger/append.server.ts";
import { lessonOf, pinnedModule } from "./pinned.server.ts";
import { attemptContext, durationSince, holdSitting, ownSitting, type Learner } from "./sitting.server.ts";

/** Ids of the questions asked on a screen that must be answered before going on; reflections need not. */
export function markedQuestionsOn(module: CompiledModule, screen: Screen): string[] {
  return screen.blocks.flatMap((block) => {
    if (block.kind !== "question") return [];
    const question = module.questions.find((one) => one.id === block.id);
    return question && question.type !== "reflection" ? [question.id] : [];
  });
}

/** Where to go after a screen: the next one, the next lesson's first, or on from the module. */
export type Next = { readonly lesson: string; readonly screen: number } | null;

/**
 * A screen of a lesson is behind the officer: `progressed` once for each screen,
 * `completed` for the lesson after its last, and for the module after its last lesson.
 * @throws AmendsError `bad-input` when a question on the screen has no answer yet.
 */
export async function finishScreen(
  ctx: Context,
  learner: Learner,
  input: { registration: string; lesson: string; screen: number },
): Promise<Next> {
  const known = await ownSitting(ctx.read, learner, input.registration, "module");
  const version = await pinnedModule(ctx, known.versionId);
  const { module } = version;
  const lesson = lessonOf(module, input.lesson);
  const screen = lesson.screens[input.screen - 1];
  if (!screen)
    throw new AmendsError("not-found", "There is no such screen", "Choose a lesson from the module's page.");
  const next = nextAfter(module, input.lesson, input.screen);

  await ctx.transact(async (trx) => {
    const { closed } = await holdSitting(trx, learner, input.registration, "module");
    const answered = new Set((await answersOf(trx, known.registration)).map((one) => one.question));
    const open = markedQuestionsOn(module, screen).filter((id) => !answered.has(id));
    if (open.length > 0) {
      const problems = open.map((id) => ({
        text: "Answer the question on this screen before you go on",
        href: `#${id}`,
      }));
      throw new AmendsError("bad-input", "A question has no answer yet", "", problems);
    }
    const attempt = attemptContext(ctx, learner, known, version);
    const statements: Statement[] = [];
    const last = input.screen === lesson.screens.length;
    if (await claim(trx, known.registration, `screen:${lesson.slug}:${input.screen}`)) {
      const keys = lesson.screens.map((_, at) => `screen:${lesson.slug}:${at + 1}`);
      const done = await countClaimed(trx, known.registration, keys);
      const share = done / lesson.screens.length;
      statements.push(lessonProgressed(attempt, lesson, share));
      if (done === lesson.screens.length) {
        statements.push(lessonCompleted(attempt, lesson));
        const behind = new Set(
          (await progressOf(trx, learner.actor))
            .filter((one) => one.module === known.subject && one.completed_at !== null)
            .map((one) => one.lesson),
        );
        behind.add(lesson.slug);
        if (!closed && module.lessons.every((one) => behind.has(one.slug))) {
          statements.push(attemptCompleted(attempt, durationSince(known.openedAt, ctx.now())));
          await updateSitting(trx, known.registration, { closed_at: ctx.now() });
        }
      }
      await append(ctx, trx, statements);
    }
    const place = next ?? { lesson: lesson.slug, screen: last ? lesson.screens.length : input.screen };
    await updateSitting(trx, known.registration, { bookmark: JSON.stringify(place) });
  });
  return next;
}

function nextAfter(module: CompiledModule, lessonSlug: string, screen: number): Next {
  const at = module.lessons.findIndex((one) => one.slug === lessonSlug);
  const lesson = module.lessons[at];
  if (lesson && screen < lesson.screens.length) return { lesson: lessonSlug, screen: screen + 1 };
  const following = module.lessons[at + 1];
  return following ? { lesson: following.slug, screen: 1 } : null;
}
