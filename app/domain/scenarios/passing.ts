/** What passing means: who passes, after what, and without meeting what. Intentionally pure. */
import { lengthOf, longestOf } from "./cues.ts";
import type { Figures } from "./figures.ts";
import type { DocumentPath, Say } from "./finding.ts";
import { offeredIn, type ScenarioDecision } from "./play.ts";
import {
  BEYOND,
  choiceOf,
  isPass,
  NEVER,
  onwardTo,
  routeAvoiding,
  routeThrough,
  routeTo,
  type StateGraph,
} from "./state-graph.ts";

/** Somebody who knows nothing may pass one time in four. */
export const CHANCE_MOST = 0.25;

const named = (route: readonly ScenarioDecision[]): string =>
  route.map(({ scene, choice }) => `${scene}: ${choice}`).join(" → ");

/** Passing after harm, ends that read otherwise than they are judged, and passing by chance. */
export function checkPassing(graph: StateGraph, figures: Figures, say: Say): void {
  const { scenario } = graph;
  if (!scenario.endings.some((ending) => ending.passes)) {
    say("no-passing-ending", "error", ["endings"], "no ending passes", "Give at least one `passes: true`.");
    return;
  }
  const toPass = onwardTo(graph, (state) => isPass(graph, state));
  if (toPass[0] === NEVER && !graph.cut) {
    say(
      "nobody-passes",
      "error",
      ["passing"],
      "nobody can pass: no way through reaches a passing ending with `passing` met and no critical error",
      "Loosen `passing`, or the effects on the best way.",
    );
  }
  const readsLikeSuccess = (state: number): boolean =>
    scenario.endings[(graph.place[state] ?? 0) - scenario.scenes.length]?.passes === true;
  const toSuccess = onwardTo(graph, readsLikeSuccess);

  const told = new Set<string>();
  const harms = new Map<string, { path: DocumentPath; name: string; edge: number; atOnce: boolean }>();
  graph.edgeTo.forEach((to, edge) => {
    const choice = choiceOf(graph, edge);
    if (to === BEYOND || !choice) return;
    const s = graph.place[graph.edgeFrom[edge] ?? 0] ?? 0;
    const path = ["scenes", s, "choices", graph.edgeChoice[edge] ?? 0];
    const name = `"${choice.id}" in scene "${scenario.scenes[s]?.id ?? ""}"`;
    if (choice.critical !== undefined && toSuccess[to] !== NEVER && !told.has(path.join())) {
      told.add(path.join());
      const route = routeThrough(graph, edge, toSuccess);
      say(
        "success-after-critical",
        "error",
        [...path, "critical"],
        `after the critical error ${name} one can still reach an ending that reads like success (${named(route)})`,
        "Lead it, or what follows it, to an ending with `passes: false`, or give the way to that ending a condition.",
        route,
      );
    }
    if (choice.critical !== undefined || choice.debrief.verdict !== "harmful") return;
    if (toPass[to] === NEVER) return;
    // A pass that the choice itself brings is told rather than one that is reached later.
    const atOnce = isPass(graph, to);
    const known = harms.get(path.join());
    if (!known || (atOnce && !known.atOnce)) harms.set(path.join(), { path, name, edge, atOnce });
  });
  for (const { path, name, edge, atOnce } of harms.values()) {
    const route = routeThrough(graph, edge, toPass);
    if (atOnce)
      say(
        "pass-after-harm",
        "error",
        path,
        `the harmful choice ${name} leads straight to a pass (${named(route)})`,
        "Lead it to an ending that does not pass, or call it mixed.",
        route,
      );
    else
      say(
        "pass-after-harm",
        "warning",
        path,
        `one can pass in spite of the harmful choice ${name} (${named(route)})`,
        "Let it cost more or lead away from a pass; or say under `accepted` how it is made good.",
        route,
      );
  }
  scenario.scenes.forEach((scene, s) =>
    scene.choices.forEach((choice, c) => {
      if (choice.critical === undefined || choice.debrief.verdict === "harmful") return;
      say(
        "critical-not-harmful",
        "warning",
        ["scenes", s, "choices", c, "debrief", "verdict"],
        `"${choice.id}" is a critical error, and its debrief calls it ${choice.debrief.verdict}`,
        "Call it harmful, or take `critical` away.",
      );
    }),
  );
  const judgedOtherwise = graph.place.findIndex(
    (_, state) => readsLikeSuccess(state) && !graph.failed[state] && !isPass(graph, state),
  );
  if (judgedOtherwise !== -1) {
    const route = routeTo(graph, judgedOtherwise);
    const e = (graph.place[judgedOtherwise] ?? 0) - scenario.scenes.length;
    say(
      "success-not-passed",
      "warning",
      ["endings", e, "passes"],
      `ending "${scenario.endings[e]?.id ?? ""}" reads like success, and one can reach it without passing (${named(route)})`,
      "Give the way to it the conditions of `passing`, and lead the others to an ending of their own.",
      route,
    );
  }
  if (figures.passChance.least > CHANCE_MOST) {
    say(
      "passes-by-chance",
      "warning",
      ["passing"],
      `somebody who picks at random passes ${percent(figures.passChance.least)} of the time`,
      `Tighten \`passing\`, or let weak choices cost more, until it is ${percent(CHANCE_MOST)} at most.`,
    );
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Whether somebody can pass without meeting what the scenario sets out to teach. */
export function checkOutcomes(graph: StateGraph, say: Say): void {
  const { scenario } = graph;
  if (graph.cut) return;
  scenario.outcomes.forEach((outcome, at) => {
    const about = (state: number): boolean =>
      scenario.scenes[graph.place[state] ?? 0]?.outcomes.includes(outcome.id) === true;
    if (!scenario.scenes.some((scene) => scene.outcomes.includes(outcome.id))) return;
    const route = routeAvoiding(graph, about, (state) => isPass(graph, state));
    if (!route) return;
    say(
      "outcome-passed-by",
      "warning",
      ["outcomes", at],
      `one can pass without a decision about the outcome "${outcome.id}" (${named(route)})`,
      "Put a scene about it on that way, or name it in `outcomes` of a scene that is there.",
      route,
    );
  });
}

/** Whether somebody passes who always takes the longest choice offered. */
export function checkLongest(graph: StateGraph, say: Say): void {
  const { scenario } = graph;
  const taken: ScenarioDecision[] = [];
  const seen = new Set<number>();
  for (let state = 0; state !== BEYOND && !seen.has(state);) {
    seen.add(state);
    if (isPass(graph, state)) {
      say(
        "longest-passes",
        "warning",
        ["scenes"],
        `somebody who always takes the longest choice passes (${named(taken)})`,
        "Shorten a right choice on that way, or say more of a wrong one.",
        taken,
      );
      return;
    }
    const scene = scenario.scenes[graph.place[state] ?? 0];
    const longest = scene && longestOf(offeredIn(scene, graph.measures[state] ?? {}), lengthOf);
    if (!longest) return;
    let next = BEYOND;
    for (let edge = graph.firstEdge[state] ?? 0; edge < (graph.firstEdge[state + 1] ?? 0); edge += 1)
      if (choiceOf(graph, edge) === longest) next = graph.edgeTo[edge] ?? BEYOND;
    taken.push({ scene: scene.id, choice: longest.id });
    state = next;
  }
}
