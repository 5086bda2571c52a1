/** Facts that an officer has met beside answers and decisions, and where each is shown again. */
import { attemptsOf, sittingsOfKind } from "#db/queries/learning.ts";
import type { Context } from "../context.server.ts";
import { pinnedModule, pinnedScenario, type PinnedModule } from "./pinned.server.ts";
import { listLive } from "./read-content.server.ts";
import { recallAnswers } from "./recall.server.ts";
import { fromRow, type Learner, type Sitting } from "./sitting.server.ts";

export interface MetFact {
  readonly id: string;
  readonly to: string;
  readonly where: string;
}

/** The facts beside the answers given in lessons, each on the screen that asked. */
export function factsOfAnswers({ module }: PinnedModule, sitting: Sitting): MetFact[] {
  const { slug, title } = module.document;
  return module.lessons.flatMap((lesson) =>
    lesson.screens.flatMap((screen, at) =>
      screen.blocks.flatMap((block) => {
        if (block.kind !== "question" || sitting.draft.answers[block.id] === undefined) return [];
        const to = `/modules/${slug}/lessons/${lesson.slug}/${at + 1}#${block.id}`;
        const question = module.questions.find((one) => one.id === block.id);
        return (question?.facts ?? []).map((id) => ({ id, to, where: `${title}: ${lesson.title}` }));
      }),
    ),
  );
}

/** The facts in the results of checks, in debriefs, in short updates and beside what recall asked. */
export async function factsMetElsewhere(ctx: Context, learner: Learner): Promise<MetFact[]> {
  const [checks, plays, updates, attempts, recalled, live] = await Promise.all([
    sittingsOfKind(ctx.read, learner.personId, "check"),
    sittingsOfKind(ctx.read, learner.personId, "scenario"),
    sittingsOfKind(ctx.read, learner.personId, "update"),
    attemptsOf(ctx.read, learner.actor),
    recallAnswers(ctx.read, learner),
    listLive(ctx, "module"),
  ]);
  const shown = new Set(
    attempts
      .filter((one) => one.outcome === "passed" || one.outcome === "failed")
      .map((one) => one.registration),
  );
  const met: MetFact[] = [];
  const addQuestions = (version: PinnedModule, ids: readonly string[], to: string, what: string) => {
    const where = `${version.module.document.title}: ${what}`;
    for (const question of version.module.questions)
      if (ids.includes(question.id)) for (const id of question.facts) met.push({ id, to, where });
  };
  for (const sitting of checks.map(fromRow))
    if (sitting.closed && shown.has(sitting.registration)) {
      const to = `/checks/${sitting.registration}/result`;
      addQuestions(
        await pinnedModule(ctx, sitting.versionId),
        Object.keys(sitting.draft.answers),
        to,
        "a check",
      );
    }
  for (const sitting of plays.map(fromRow))
    if (sitting.closed && shown.has(sitting.registration)) {
      const { scenario } = await pinnedScenario(ctx, sitting.versionId);
      const to = `/plays/${sitting.registration}/debrief`;
      for (const id of scenario.facts) met.push({ id, to, where: `${scenario.title}: the debrief` });
    }
  for (const sitting of updates.map(fromRow)) {
    const to = `/modules/${sitting.subject}/update`;
    addQuestions(
      await pinnedModule(ctx, sitting.versionId),
      Object.keys(sitting.draft.answers),
      to,
      "a short update",
    );
  }
  for (const version of live) {
    const ids = recalled.filter((one) => one.module === version.slug).map((one) => one.question);
    const pinned = { ...version, module: version.compiled };
    // What recall showed is not kept as a page: its module is where to read on.
    addQuestions(pinned, ids, `/modules/${version.slug}`, "recall");
  }
  return met;
}
