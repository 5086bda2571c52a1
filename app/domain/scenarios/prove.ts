/**
 * The prover: whether a scenario can be played to an end by everyone, whether passing it means something, whether
 * its choices give themselves away, and whether it can be read. Every state of play is visited, conditions and
 * measures taken into account, up to a stated bound. Intentionally pure: the checker adds file and line, the editor
 * shows each finding beside what it concerns.
 */
import { checkCues, cuesOf, type Cues } from "./cues.ts";
import { figuresOf, type Figures } from "./figures.ts";
import { findings, type Finding } from "./finding.ts";
import { checkNames } from "./names.ts";
import { checkLongest, checkOutcomes, checkPassing } from "./passing.ts";
import type { ScenarioDecision } from "./play.ts";
import { checkText, readingGrade } from "./prose.ts";
import { checkReach } from "./reach.ts";
import type { Scenario } from "./scenario.ts";
import {
  groupsOf,
  isEnding,
  isPass,
  NEVER,
  onwardTo,
  routeTo,
  STATES_MOST,
  visitStates,
} from "./state-graph.ts";

export type { EndingFigures, Figures, Span } from "./figures.ts";
export type { Finding, FindingRule } from "./finding.ts";

/** Ten minutes between two jobs, and some: a longer scenario wants to be two. */
const MINUTES_MOST = 20;

export interface Proof {
  /** In the order of the rules; no error means that it can be published. */
  readonly findings: readonly Finding[];
  /** Null while names lead nowhere: then it cannot be walked. */
  readonly figures: Figures | null;
  readonly cues: Cues;
  /** Flesch–Kincaid grade of all that is read while playing; null when it is too short to say. */
  readonly grade: number | null;
}

/** @param most the bound: how many states of play to visit */
export function proveScenario(scenario: Scenario, most = STATES_MOST): Proof {
  const names = checkNames(scenario);
  const walked = names.length > 0 ? null : walk(scenario, most);
  const found = [
    ...names,
    ...(walked?.findings ?? []),
    ...checkTeaching(scenario),
    ...checkCues(scenario),
    ...checkText(scenario),
  ];
  return {
    findings: withReasons(scenario, found, walked !== null),
    figures: walked?.figures ?? null,
    cues: cuesOf(scenario),
    grade: readingGrade(scenario),
  };
}

/** Each warning that the author has given a reason for carries it; a reason without its warning is a finding. */
function withReasons(scenario: Scenario, found: readonly Finding[], walked: boolean): Finding[] {
  const placeOf = ({ path }: Finding): string[] => {
    const [part, s, , c] = path;
    const scene = part === "scenes" && typeof s === "number" ? scenario.scenes[s] : undefined;
    const choice = typeof c === "number" ? scene?.choices[c] : undefined;
    return scene ? [scene.id, ...(choice ? [`${scene.id}/${choice.id}`] : [])] : [];
  };
  const used = new Set<string>();
  const told = found.map((finding) => {
    if (finding.severity === "error") return finding;
    const places = placeOf(finding);
    for (const [position, { rule, at, reason }] of scenario.accepted.entries()) {
      if (rule !== finding.rule) continue;
      const place = at === undefined ? "" : at.find((one) => places.includes(one));
      if (place === undefined) continue;
      used.add(`${position} ${place}`);
      return { ...finding, accepted: reason };
    }
    return finding;
  });
  if (!walked) return told;
  const { found: unused, say } = findings();
  scenario.accepted.forEach(({ rule, at = [""] }, position) =>
    at.forEach((place, p) => {
      if (used.has(`${position} ${place}`)) return;
      say(
        "reason-unused",
        "warning",
        place === "" ? ["accepted", position] : ["accepted", position, "at", p],
        `a reason is given for leaving "${rule}"${place === "" ? "" : ` at ${place}`}, and there is no such warning`,
        "Remove it: it would hide the warning if that came back.",
      );
    }),
  );
  return [...told, ...unused];
}

/**
 * For each ending that can be reached, in the order of the document, the fewest decisions that lead to it.
 * The names must be sound.
 */
export function pathsToEndings(
  scenario: Scenario,
  most = STATES_MOST,
): { ending: string; passes: boolean; decisions: ScenarioDecision[] }[] {
  const graph = visitStates(scenario, most);
  return scenario.endings.flatMap((ending, e) => {
    const state = graph.place.indexOf(scenario.scenes.length + e);
    return state === -1
      ? []
      : [{ ending: ending.id, passes: isPass(graph, state), decisions: routeTo(graph, state) }];
  });
}

function walk(scenario: Scenario, most: number): { findings: Finding[]; figures: Figures } {
  const graph = visitStates(scenario, most);
  const { found, say } = findings();
  const canEnd = onwardTo(graph, (state) => isEnding(graph, state), true);
  const groups = groupsOf(graph);
  const figures = figuresOf(graph, groups, most, (state) => canEnd[state] !== NEVER);
  checkReach(graph, canEnd, groups, say);
  checkPassing(graph, figures, say);
  checkOutcomes(graph, say);
  checkLongest(graph, say);
  if (graph.cut) {
    say(
      "too-many-states",
      "warning",
      ["measures"],
      `there are more than ${most} states of play, and only the nearest were visited: what is never offered or never reached was not proved`,
      "Use fewer measures, or effects that leave fewer values.",
    );
  }
  if (figures.minutes && figures.minutes.random > MINUTES_MOST) {
    say(
      "minutes",
      "warning",
      ["scenes"],
      `it takes ${figures.minutes.random} minutes to read`,
      `Shorten it to ${MINUTES_MOST}, or make two of it.`,
    );
  }
  return { findings: found, figures };
}

/** Outcomes and facts that are named and not met, or met and not named. */
function checkTeaching(scenario: Scenario): Finding[] {
  const { found, say } = findings();
  scenario.outcomes.forEach((outcome, at) => {
    if (scenario.scenes.some((scene) => scene.outcomes.includes(outcome.id))) return;
    say(
      "outcome-never-met",
      "warning",
      ["outcomes", at],
      `no scene is about the outcome "${outcome.id}"`,
      "Name it in `outcomes` of the scenes whose decision is about it, or remove it.",
    );
  });
  const cited = scenario.scenes.flatMap((scene, s) => [
    ...scene.facts.map((id, at) => ({ id, path: ["scenes", s, "facts", at] })),
    ...scene.choices.flatMap((choice, c) =>
      choice.debrief.facts.map((id, at) => ({
        id,
        path: ["scenes", s, "choices", c, "debrief", "facts", at],
      })),
    ),
  ]);
  scenario.facts.forEach((id, at) => {
    if (cited.some((one) => one.id === id)) return;
    say(
      "fact-never-met",
      "warning",
      ["facts", at],
      `no scene and no debrief rests on the fact ${id}`,
      "Name it in `facts` of the scene or the debrief that says so, or remove it.",
    );
  });
  for (const { id, path } of cited) {
    if (scenario.facts.includes(id)) continue;
    say(
      "fact-not-listed",
      "warning",
      path,
      `the fact ${id} is cited here, and the scenario does not list it`,
      "Add it to `facts` at the top.",
    );
  }
  return found;
}
