/** What the scenario's pages show. Nothing of what lies behind a choice leaves before it is chosen. */
import { awardOfAttempt } from "#db/queries/certificates.ts";
import { attemptsOf, openSittings } from "#db/queries/learning.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Measures, Play } from "#app/domain/scenarios/play.ts";
import { firstAndBest, tryResult, type TryResult } from "#app/domain/scenarios/tries.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import { shownPicture, type ShownPicture } from "#app/domain/learning/picture.ts";
import { shuffled } from "#app/domain/learning/shuffle.ts";
import { dayOf, type Instant } from "#app/domain/time.ts";
import { countWords, instantWords } from "#app/domain/words.ts";
import type { Context } from "../context.server.ts";
import { liveScenario } from "../learning/pinned.server.ts";
import { factNotes, notesOf, overdueAmong, type FactNote } from "../learning/read-facts.server.ts";
import { titlesOf } from "../learning/read-titles.server.ts";
import { scenariosDue } from "../learning/scenarios-due.server.ts";
import type { Learner } from "../learning/sitting.server.ts";
import { readPlay } from "./play.server.ts";

export interface ScenarioStart {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly role: string;
  readonly minutes: number;
  readonly open: boolean;
  /** How many facts behind it are past their review day; which they are is for the debrief to say. */
  readonly factsDue: number;
  /** Finished plays, the latest first. */
  readonly tries: readonly { readonly registration: string; readonly words: string }[];
  /** The first and the best of them, in words; null before the first is finished. */
  readonly results: { readonly first: string; readonly best: string } | null;
}

export async function readScenarioStart(
  ctx: Context,
  learner: Learner,
  slug: string,
): Promise<ScenarioStart> {
  const version = await liveScenario(ctx, slug);
  const [attempts, open, note] = await Promise.all([
    attemptsOf(ctx.read, learner.actor),
    openSittings(ctx.read, learner.personId),
    factNotes(ctx),
  ]);
  const { scenario, minutes } = version;
  const finished = attempts
    .filter((one) => one.kind === "scenario" && one.subject === slug && one.finished_at !== null)
    .sort((a, b) => ((a.finished_at ?? "") < (b.finished_at ?? "") ? -1 : 1));
  const played = await Promise.all(
    finished.map(async ({ registration }) => {
      const { play } = await readPlay(ctx, learner, registration);
      return tryResult(registration, play);
    }),
  );
  const results = firstAndBest(played);
  return {
    slug,
    title: scenario.title,
    summary: scenario.summary,
    role: scenario.role,
    minutes,
    factsDue: overdueAmong(scenario.facts, note).length,
    open: open.some((one) => one.kind === "scenario" && one.subject === slug),
    tries: finished
      .map((one) => ({
        registration: one.registration,
        words: `${instantWords(one.finished_at as Instant)}: ${one.outcome === "passed" ? "passed" : "not passed"}`,
      }))
      .reverse(),
    results: results && { first: resultWords(results.first), best: resultWords(results.best) },
  };
}

/** "passed, 5 of 6 decisions good" */
function resultWords({ passed, decisions, harmful, good }: TryResult): string {
  const harm = harmful > 0 ? `, ${countWords(harmful, "decision")} cost somebody` : "";
  return `${passed ? "passed" : "not passed"}, ${good} of ${countWords(decisions, "decision")} good${harm}`;
}

export interface MeasureNow {
  readonly name: string;
  readonly value: number;
  readonly word: string;
}

function measuresNow(scenario: Scenario, measures: Measures, all: boolean): MeasureNow[] {
  return scenario.measures
    .filter((measure) => all || measure.shown)
    .map((measure) => {
      const value = measures[measure.id] ?? 0;
      return { name: measure.name, value, word: measure.words[value] ?? "" };
    });
}

export interface ScenePage {
  readonly ended: false;
  readonly registration: string;
  readonly slug: string;
  readonly title: string;
  /** How many decisions were made. */
  readonly step: number;
  readonly scene: {
    readonly title: string;
    readonly when: string;
    readonly where: string;
    readonly picture: ShownPicture | null;
    readonly text: string;
    readonly decision: string;
  };
  readonly here: readonly { readonly name: string; readonly about: string }[];
  readonly choices: readonly { readonly id: string; readonly text: string }[];
  /** What followed from the last decision. */
  readonly consequence: { readonly chosen: string; readonly html: string } | null;
  readonly measures: readonly MeasureNow[];
  readonly path: readonly { readonly scene: string; readonly choice: string }[];
}

/** The scene where a play stands, or that it has ended. */
export async function readScene(
  ctx: Context,
  learner: Learner,
  registration: string,
): Promise<ScenePage | { readonly ended: true }> {
  const { sitting, version, play } = await readPlay(ctx, learner, registration);
  if (play.at.kind === "ending") return { ended: true };
  const { scenario } = version;
  const { scene, offered } = play.at;
  const last = play.path.at(-1);
  const people = new Map(scenario.people.map((person) => [person.id, person]));
  return {
    ended: false,
    registration,
    slug: scenario.slug,
    title: scenario.title,
    step: play.path.length,
    scene: {
      title: scene.title,
      when: scene.when,
      where: scene.where,
      picture: shownPicture(scene.picture, version.media),
      text: scene.text,
      decision: scene.decision,
    },
    here: scene.here.flatMap((id) => {
      const person = people.get(id);
      return person ? [{ name: person.name, about: person.about }] : [];
    }),
    // The place of a choice on the page says nothing of it.
    choices: shuffled(offered, `${sitting.seed}/${scene.id}`).map(({ id, text }) => ({ id, text })),
    consequence: last ? { chosen: last.choice.text, html: last.choice.consequence } : null,
    measures: measuresNow(scenario, play.measures, false),
    path: pathOf(play),
  };
}

function pathOf(play: Play) {
  return play.path.map((step) => ({ scene: step.scene.title, choice: step.choice.text }));
}

export interface DebriefPage {
  readonly registration: string;
  readonly slug: string;
  readonly title: string;
  readonly ending: { readonly title: string; readonly text: string; readonly about: string };
  readonly passed: boolean;
  readonly measures: readonly MeasureNow[];
  readonly criticals: readonly string[];
  readonly lastConsequence: string;
  readonly decisions: readonly {
    readonly sceneId: string;
    readonly scene: string;
    readonly verdict: "good" | "mixed" | "harmful";
    readonly said: string;
    readonly why: string;
    readonly good: string | null;
    /** The facts that this decision's words rest on. */
    readonly facts: readonly FactNote[];
  }[];
  readonly roadsNotTaken: readonly { readonly title: string; readonly text: string }[];
  /** The facts that the scenario rests on. */
  readonly facts: readonly FactNote[];
  /** The module that this play brought. */
  readonly award: { readonly title: string; readonly code: string } | null;
  /** The module that waits for a pass of the scenario, by title. */
  readonly waiting: string | null;
}

/**
 * The debrief of a play that has ended; null while it goes on. Of the roads not
 * taken it opens those that branched off the officer's own path.
 */
export async function readDebrief(
  ctx: Context,
  learner: Learner,
  registration: string,
): Promise<DebriefPage | null> {
  const { version, play } = await readPlay(ctx, learner, registration);
  if (play.at.kind !== "ending") return null;
  const { scenario } = version;
  const { ending } = play.at;
  const last = play.path.at(-1);
  const [note, titles, award, allDue] = await Promise.all([
    factNotes(ctx),
    titlesOf(ctx),
    awardOfAttempt(ctx.read, registration),
    scenariosDue(ctx, learner.actor, dayOf(ctx.now())),
  ]);
  const due = allDue.find((one) => one.scenario === scenario.slug);
  if (!last) throw new AmendsError("misconfigured", `Scenario ${scenario.slug} ends before a decision`);
  return {
    registration,
    slug: scenario.slug,
    title: scenario.title,
    ending: { title: ending.title, text: ending.text, about: ending.about },
    passed: play.passed === true,
    measures: measuresNow(scenario, play.measures, true),
    criticals: play.criticals,
    lastConsequence: last.choice.consequence,
    decisions: play.path.map(({ scene, choice }) => ({
      sceneId: scene.id,
      scene: scene.title,
      verdict: choice.debrief.verdict,
      said: choice.debrief.said,
      why: choice.debrief.why,
      good: choice.debrief.good ?? null,
      facts: notesOf(choice.debrief.facts, note),
    })),
    roadsNotTaken: scenario.roadsNotTaken
      .filter((road) =>
        play.path.some((step) => step.scene.id === road.scene && step.choice.id !== road.choice),
      )
      .map(({ title, text }) => ({ title, text })),
    facts: notesOf(scenario.facts, note),
    award: award ? { title: titles(award.module), code: award.code } : null,
    waiting: due ? titles(due.module) : null,
  };
}
