/** Where a report was written: only a place that the learner has reached, with the version and facts it rests on. */
import { authorOfVersion } from "#db/queries/reports.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { PersonId, VersionId } from "#app/domain/ids.ts";
import type { CompiledQuestion } from "#app/domain/learning/lesson.ts";
import { factsOfScene, factsOfScreen } from "#app/domain/learning/uses.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { pinnedModule, pinnedScenario } from "./pinned.server.ts";
import { liveVersion } from "./read-content.server.ts";
import { wasRecalled } from "./recall.server.ts";
import { learnerOf, ownSitting } from "./sitting.server.ts";
import { shownUpdate } from "./updates.server.ts";

export const REPORT_KINDS = ["module", "check", "scenario", "recall", "update"] as const;

export interface ReportedPlace {
  readonly kind: "module" | "scenario";
  readonly subject: string;
  readonly versionId: VersionId;
  readonly lesson: string | null;
  readonly screen: number | null;
  readonly question: string | null;
  readonly scene: string | null;
  readonly facts: readonly string[];
  /** Where its reader goes on. */
  readonly page: string;
}

interface Asked {
  readonly kind: (typeof REPORT_KINDS)[number];
  /** Of an attempt; recall and updates name their module. */
  readonly registration: string;
  readonly module: string | null;
  readonly lesson: string | null;
  readonly screen: number | null;
  readonly question: string | null;
  readonly scene: string | null;
}

const nowhere = () =>
  new AmendsError("not-found", "There is no such place", "Go back to the page and send it from there.");

const factsOf = (questions: readonly CompiledQuestion[], ids: readonly string[]) => [
  ...new Set(questions.filter((one) => ids.includes(one.id)).flatMap((one) => one.facts)),
];

/** @throws AmendsError `not-found` for a place that the learner has not reached. */
export async function reportedPlace(
  ctx: Context,
  principal: Principal,
  asked: Asked,
): Promise<ReportedPlace> {
  const learner = learnerOf(principal);
  const none = { lesson: null, screen: null, question: null, scene: null };
  const { question } = asked;
  if (asked.kind === "recall") {
    const version =
      question && asked.module ? await wasRecalled(ctx, principal, asked.module, question) : null;
    if (!version || !question) throw nowhere();
    const { document, questions } = version.module;
    const place = { kind: "module", subject: document.slug, versionId: version.id } as const;
    return { ...none, ...place, question, facts: factsOf(questions, [question]), page: "/recall?sent" };
  }
  if (asked.kind === "update") {
    const shown = asked.module ? await shownUpdate(ctx, learner, asked.module, principal.today) : null;
    if (!shown || (question !== null && !shown.asked.questions.includes(question))) throw nowhere();
    const { document, questions } = shown.version.module;
    const facts = factsOf(questions, question === null ? shown.asked.questions : [question]);
    const place = { kind: "module", subject: document.slug, versionId: shown.version.id } as const;
    return { ...none, ...place, question, facts, page: `/modules/${document.slug}/update` };
  }
  const sitting = await ownSitting(ctx.read, learner, asked.registration, asked.kind);
  const { subject, versionId } = sitting;
  switch (asked.kind) {
    case "module": {
      const { module } = await pinnedModule(ctx, versionId);
      const lesson = module.lessons.find((one) => one.slug === asked.lesson);
      const screen = lesson?.screens[(asked.screen ?? 0) - 1];
      const at = screen?.blocks.some((block) => block.kind === "question" && block.id === question);
      if (!lesson || !screen || (question !== null && !at)) throw nowhere();
      const { slug } = lesson;
      const facts =
        question === null ? factsOfScreen(screen, module.questions) : factsOf(module.questions, [question]);
      const place = { lesson: slug, screen: asked.screen, question, facts };
      const page = `/modules/${subject}/lessons/${slug}/${asked.screen}`;
      return { ...none, kind: "module", subject, versionId, ...place, page };
    }
    case "check": {
      if (!sitting.closed || question === null || !sitting.drawn.includes(question)) throw nowhere();
      const { module } = await pinnedModule(ctx, versionId);
      const facts = factsOf(module.questions, [question]);
      const page = `/checks/${sitting.registration}/result`;
      return { ...none, kind: "module", subject, versionId, question, facts, page };
    }
    case "scenario": {
      const { scenario } = await pinnedScenario(ctx, versionId);
      const scene = scenario.scenes.find((one) => one.id === asked.scene);
      if (!sitting.closed || (asked.scene !== null && !scene)) throw nowhere();
      const facts = scene ? factsOfScene(scene) : scenario.facts;
      const page = `/plays/${sitting.registration}/debrief`;
      return { ...none, kind: "scenario", subject, versionId, scene: asked.scene, facts, page };
    }
  }
}

/** Whom a report is for: the owners of the facts as they are called now, and who began the draft behind the version. */
export async function reportedTo(
  ctx: Context,
  place: ReportedPlace,
): Promise<{ readonly owners: readonly string[]; readonly author: PersonId | null }> {
  const live = await liveVersion(ctx, "facts", "facts");
  const facts = (live?.compiled.facts ?? []).filter((fact) => place.facts.includes(fact.id));
  const owners = [...new Set(facts.map((fact) => fact.owner))];
  return { owners, author: (await authorOfVersion(ctx.read, place.versionId)) ?? null };
}
