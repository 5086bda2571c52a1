/** Whether a scenario can be played to an end by everyone. Intentionally pure; the checker adds file and line. */
import { leadsTo, offeredIn, passes, startingMeasures, withEffects, type Measures } from "./play.ts";
import type { Condition, Destination, Scenario } from "./scenario.ts";

export interface ScenarioProblem {
  /** Where in the document: keys and positions. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly cure: string;
}

type Path = readonly (string | number)[];
/** More states than this are not walked; what only a walk can show is then not said. */
const STATES_MOST = 100_000;

const targetsOf = (destination: Destination): string[] =>
  typeof destination === "string" ? [destination] : destination.map((way) => way.to);

/** Every problem, in the order of the document. An empty list means that it can be published. */
export function checkScenario(scenario: Scenario): ScenarioProblem[] {
  const problems = namesAndTargets(scenario);
  if (problems.length > 0) return problems;
  return walk(scenario);
}

function namesAndTargets(scenario: Scenario): ScenarioProblem[] {
  const problems: ScenarioProblem[] = [];
  const say = (path: Path, message: string, cure: string): void =>
    void problems.push({ path, message, cure });

  const noneTwice = (
    what: string,
    list: readonly { id: string }[],
    path: Path,
    taken = new Set<string>(),
  ): Set<string> => {
    list.forEach(({ id }, at) => {
      if (taken.has(id))
        say([...path, at, "id"], `the id "${id}" is used twice (${what})`, "Give each its own id.");
      taken.add(id);
    });
    return taken;
  };
  const measures = noneTwice("measures", scenario.measures, ["measures"]);
  const people = noneTwice("people", scenario.people, ["people"]);
  const scenes = noneTwice("scenes", scenario.scenes, ["scenes"]);
  const places = noneTwice("scenes and endings", scenario.endings, ["endings"], new Set(scenes));

  const conditions = (list: readonly Condition[], path: Path): void =>
    list.forEach((part, at) => {
      if (!measures.has(part.measure)) {
        say(
          [...path, at, "measure"],
          `there is no measure "${part.measure}"`,
          `Use one of: ${[...measures].join(", ")}.`,
        );
      }
      if (part.atLeast !== undefined && part.atMost !== undefined && part.atLeast > part.atMost) {
        say([...path, at], "atLeast is more than atMost, so this never holds", "Swap the two numbers.");
      }
    });

  if (!scenes.has(scenario.start)) {
    say(
      ["start"],
      `the start "${scenario.start}" is not a scene`,
      "Name the scene that the scenario begins with.",
    );
  }
  scenario.scenes.forEach((scene, s) => {
    scene.here.forEach((id, at) => {
      if (!people.has(id))
        say(
          ["scenes", s, "here", at],
          `there is no person "${id}"`,
          "Add the person under `people`, or correct the id.",
        );
    });
    noneTwice(`choices of scene ${scene.id}`, scene.choices, ["scenes", s, "choices"]);
    scene.choices.forEach((choice, c) => {
      const path = ["scenes", s, "choices", c];
      conditions(choice.when, [...path, "when"]);
      for (const id of Object.keys(choice.effects)) {
        if (!measures.has(id))
          say(
            [...path, "effects", id],
            `there is no measure "${id}"`,
            `Use one of: ${[...measures].join(", ")}.`,
          );
      }
      const target = (id: string, where: Path): void => {
        if (!places.has(id))
          say(
            where,
            `it leads to "${id}", which is neither a scene nor an ending`,
            "Correct the id, or write that scene or ending.",
          );
      };
      if (typeof choice.to === "string") return target(choice.to, [...path, "to"]);
      const last = choice.to.length - 1;
      choice.to.forEach((way, at) => {
        target(way.to, [...path, "to", at, "to"]);
        conditions(way.when, [...path, "to", at, "when"]);
        if (at === last && way.when.length > 0) {
          say(
            [...path, "to", at],
            "the last way has a `when`, so some officers would be led nowhere",
            "Take `when` from the last way, or add one without it at the end.",
          );
        }
        if (at < last && way.when.length === 0) {
          say(
            [...path, "to", at],
            "this way always holds, so those after it are never taken",
            "Give it a `when`, or move it to the end.",
          );
        }
      });
    });
  });
  conditions(scenario.passing, ["passing"]);
  scenario.roadsNotTaken.forEach((road, at) => {
    const scene = scenario.scenes.find((one) => one.id === road.scene);
    if (!scene) say(["roadsNotTaken", at, "scene"], `there is no scene "${road.scene}"`, "Correct the id.");
    else if (!scene.choices.some((choice) => choice.id === road.choice)) {
      say(
        ["roadsNotTaken", at, "choice"],
        `scene "${road.scene}" has no choice "${road.choice}"`,
        "Correct the id.",
      );
    }
  });
  return problems;
}

interface State {
  readonly at: string;
  readonly measures: Measures;
  readonly failed: boolean;
  readonly to: State[];
  ends: boolean;
}

/** Looks at every state that play can reach; the names and targets must be sound. */
function walk(scenario: Scenario): ScenarioProblem[] {
  const problems: ScenarioProblem[] = [];
  const say = (path: Path, message: string, cure: string): void =>
    void problems.push({ path, message, cure });
  const sceneAt = new Map(scenario.scenes.map((scene, at) => [scene.id, at]));

  // The plain graph, without conditions: what it cannot reach, play cannot.
  const ways = new Map(
    scenario.scenes.map((scene) => [scene.id, scene.choices.flatMap((choice) => targetsOf(choice.to))]),
  );
  const reached = new Set([scenario.start]);
  for (const id of reached) for (const next of ways.get(id) ?? []) reached.add(next);
  const out = new Set(scenario.endings.map((ending) => ending.id));
  for (let grew = true; grew;) {
    grew = false;
    for (const [id, next] of ways) {
      if (!out.has(id) && next.some((target) => out.has(target))) grew = Boolean(out.add(id));
    }
  }
  scenario.scenes.forEach((scene, at) => {
    if (!reached.has(scene.id))
      say(["scenes", at, "id"], `nothing leads to scene "${scene.id}"`, "Lead a choice to it, or remove it.");
    else if (!out.has(scene.id))
      say(
        ["scenes", at, "id"],
        `scene "${scene.id}" is a dead end: no ending can be reached from it`,
        "Lead one of its choices towards an ending.",
      );
  });
  scenario.endings.forEach((ending, at) => {
    if (!reached.has(ending.id))
      say(
        ["endings", at, "id"],
        `nothing leads to ending "${ending.id}"`,
        "Lead a choice to it, or remove it.",
      );
  });
  if (!scenario.endings.some((ending) => ending.passes)) {
    say(["endings"], "no ending passes", "Give at least one ending `passes: true`.");
  }
  if (problems.length > 0) return problems;

  const states = new Map<string, State>();
  const stateOf = (at: string, measures: Measures, failed: boolean): State => {
    const key = `${at} ${scenario.measures.map(({ id }) => measures[id]).join("")} ${failed}`;
    const known = states.get(key);
    if (known) return known;
    const state: State = { at, measures, failed, to: [], ends: !sceneAt.has(at) };
    states.set(key, state);
    return state;
  };
  stateOf(scenario.start, startingMeasures(scenario), false);
  let passable = false;
  const stuck = new Set<string>();
  // A Map's iterator also gives what is added while it runs.
  for (const state of states.values()) {
    if (states.size > STATES_MOST) return [];
    const scene = scenario.scenes[sceneAt.get(state.at) ?? -1];
    if (!scene) {
      const ending = scenario.endings.find((one) => one.id === state.at);
      if (ending && passes(scenario, ending, state.measures, state.failed ? 1 : 0)) passable = true;
      continue;
    }
    const offered = offeredIn(scene, state.measures);
    if (offered.length === 0 && !stuck.has(scene.id)) {
      stuck.add(scene.id);
      const when = Object.entries(state.measures)
        .map(([id, value]) => `${id} ${value}`)
        .join(", ");
      say(
        ["scenes", sceneAt.get(scene.id) ?? 0, "choices"],
        `scene "${scene.id}" can be reached with no choice to make (${when})`,
        "Take `when` from one of its choices.",
      );
    }
    for (const choice of offered) {
      const measures = withEffects(state.measures, choice);
      const target = leadsTo(choice.to, measures);
      if (target !== undefined)
        state.to.push(stateOf(target, measures, state.failed || choice.critical !== undefined));
    }
  }
  const all = [...states.values()].reverse();
  for (let grew = true; grew;) {
    grew = false;
    for (const state of all) {
      if (!state.ends && state.to.some((next) => next.ends)) state.ends = grew = true;
    }
  }
  for (const state of all) {
    if (state.ends || stuck.size > 0) continue;
    stuck.add(state.at);
    say(
      ["scenes", sceneAt.get(state.at) ?? 0, "id"],
      `scene "${state.at}" can be reached in a state from which no ending can be (a dead end)`,
      "Loosen a condition after it, or lead a choice to an ending.",
    );
  }
  const seen = new Set(all.map((state) => state.at));
  scenario.scenes.forEach((scene, at) => {
    if (!seen.has(scene.id))
      say(
        ["scenes", at, "id"],
        `the conditions never let anyone reach scene "${scene.id}"`,
        "Loosen a condition that leads to it, or remove it.",
      );
  });
  scenario.endings.forEach((ending, at) => {
    if (!seen.has(ending.id))
      say(
        ["endings", at, "id"],
        `the conditions never let anyone reach ending "${ending.id}"`,
        "Loosen a condition that leads to it, or remove it.",
      );
  });
  if (!passable) {
    say(
      ["passing"],
      "nobody can pass: no way through reaches a passing ending with `passing` met and no critical error",
      "Loosen `passing`, or the effects on the best way.",
    );
  }
  return problems;
}
