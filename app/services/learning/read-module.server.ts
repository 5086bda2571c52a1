import { attemptsOf, awardsOf, progressOf } from "#db/queries/learning.ts";
import { adjustmentsOf } from "#db/queries/adjustments.ts";
import { ADJUSTMENTS } from "#app/domain/learning/check-time.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Principal } from "../identity/principal.server.ts";
import { mayBeginFrom } from "./check-sitting.server.ts";
import { moduleFor, moduleToCheck } from "./module-sitting.server.ts";
import { liveVersion } from "./read-content.server.ts";
import { scenariosDue } from "./scenarios-due.server.ts";
import { learnerOf, lessonPlace } from "./sitting.server.ts";

export interface ModulePage {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly outcomes: readonly string[];
  /** Nobody begins it any more; this learner finishes what they began. */
  readonly withdrawn: boolean;
  /** Whether there is a card to take along. */
  readonly card: boolean;
  readonly lessons: readonly {
    readonly slug: string;
    readonly title: string;
    readonly minutes: number;
    readonly state: "done" | "progress" | "none";
    readonly to: string | null;
  }[];
  readonly scenarios: readonly {
    readonly slug: string;
    readonly title: string;
    readonly minutes: number;
    readonly required: boolean;
    readonly state: "done" | "progress" | "none";
  }[];
  readonly check: {
    readonly questions: number;
    readonly pass: number;
    readonly state: "done" | "progress" | "none";
    /** Whether one is open. */
    readonly open: boolean;
    /** Minutes that a check may take; null: as long as it takes. */
    readonly minutes: number | null;
    readonly waitMinutes: number;
    /** From when another may be begun; null: now. */
    readonly from: Instant | null;
    /** What is agreed for the officer, in words. */
    readonly agreed: readonly string[];
  };
  /** The required scenario that is all that is left. */
  readonly scenarioLeft: { readonly slug: string; readonly title: string } | null;
  /** Where to carry on; null before it is begun. */
  readonly resume: string | null;
  readonly award: { readonly from: Day; readonly code: string; readonly provider: string | null } | null;
  /** Results of finished checks, the latest first. */
  readonly results: readonly {
    readonly registration: string;
    readonly passed: boolean;
    readonly score: number;
    readonly of: number;
    readonly at: string;
  }[];
}

export async function readModule(ctx: Context, principal: Principal, slug: string): Promise<ModulePage> {
  const learner = learnerOf(principal);
  const { sitting, version, live } = await moduleFor(ctx, learner, slug);
  const [progress, attempts, awards, toCheck, due] = await Promise.all([
    progressOf(ctx.read, learner.actor),
    attemptsOf(ctx.read, learner.actor),
    awardsOf(ctx.read, learner.actor),
    moduleToCheck(ctx, learner, slug),
    scenariosDue(ctx, learner.actor, principal.today),
  ]);
  const left = due.find((one) => one.module === slug)?.scenario;
  const { document, lessons, minutes } = version.module;
  const terms = toCheck.module.document.check;
  const award = awards.find(
    (one) => one.module === slug && (one.day_to === null || principal.today < one.day_to),
  );
  const checks = attempts.filter((one) => one.kind === "check" && one.subject === slug);
  const scenarios = await Promise.all(
    document.scenarios.map(async ({ slug: scenario, required }) => {
      const story = await liveVersion(ctx, "scenario", scenario);
      // Later versions of the module do without it, and it was withdrawn.
      if (!story) return [];
      const tries = attempts.filter((one) => one.kind === "scenario" && one.subject === scenario);
      const state = tries.some((one) => one.outcome === "passed")
        ? "done"
        : tries.length > 0
          ? "progress"
          : "none";
      const { title, compiled } = story;
      return [{ slug: scenario, title, minutes: compiled.minutes, required, state } as const];
    }),
  );
  return {
    slug,
    title: document.title,
    summary: document.summary,
    minutes,
    withdrawn: live === null,
    card: (document.card ?? live?.module.document.card ?? null) !== null,
    outcomes: document.outcomes.map((outcome) => outcome.text),
    lessons: lessons.map((lesson) => {
      const row = progress.find((one) => one.module === slug && one.lesson === lesson.slug);
      return {
        slug: lesson.slug,
        title: lesson.title,
        minutes: lesson.minutes,
        state: row?.completed_at ? "done" : row ? "progress" : "none",
        to: sitting ? `/modules/${slug}/lessons/${lesson.slug}/1` : null,
      };
    }),
    scenarios: scenarios.flat(),
    check: {
      questions: terms.questions,
      pass: terms.pass,
      open: checks.some((one) => one.outcome === null),
      minutes: terms.minutes,
      waitMinutes: terms.waitMinutes,
      from: await mayBeginFrom(ctx, learner, toCheck.module.document),
      agreed: (await adjustmentsOf(ctx.read, learner.personId)).map((one) => ADJUSTMENTS[one]),
      state: checks.some((one) => one.outcome === "passed")
        ? "done"
        : checks.length > 0
          ? "progress"
          : "none",
    },
    scenarioLeft: scenarios.flat().find((one) => one.slug === left) ?? null,
    resume: sitting && lessonPlace(slug, sitting.bookmark),
    award: award ? { from: award.day_from, code: award.code, provider: award.provider } : null,
    results: checks.flatMap((one) =>
      one.finished_at && one.score !== null && one.score_max !== null
        ? [
            {
              registration: one.registration,
              passed: one.outcome === "passed",
              score: one.score,
              of: one.score_max,
              at: one.finished_at,
            },
          ]
        : [],
    ),
  };
}
