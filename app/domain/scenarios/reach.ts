/** Whether a play reaches every part of a scenario, and an end from every part. Intentionally pure. */
import type { Say } from "./finding.ts";
import type { Destination } from "./scenario.ts";
import { isLoop, NEVER, routeTo, type Onward, type StateGraph } from "./state-graph.ts";

const targetsOf = (destination: Destination): string[] =>
  typeof destination === "string" ? [destination] : destination.map((way) => way.to);

/** @param canEnd for each state the way on to an ending, `NEVER` where there is none */
export function checkReach(
  graph: StateGraph,
  canEnd: Onward,
  groups: readonly (readonly number[])[],
  say: Say,
): void {
  const { scenario } = graph;
  const met = new Set(graph.place);
  // The plain graph, without conditions: what it cannot reach, play cannot.
  const linked = new Set([scenario.start]);
  const scenes = new Map(scenario.scenes.map((scene) => [scene.id, scene]));
  for (const id of linked)
    for (const choice of scenes.get(id)?.choices ?? [])
      for (const target of targetsOf(choice.to)) linked.add(target);
  const places = [
    ...scenario.scenes.map(({ id }, at) => ({ id, what: "scene", path: ["scenes", at, "id"] })),
    ...scenario.endings.map(({ id }, at) => ({ id, what: "ending", path: ["endings", at, "id"] })),
  ];
  places.forEach(({ id, what, path }, at) => {
    if (!linked.has(id))
      say(
        "unreachable",
        "error",
        path,
        `nothing leads to ${what} "${id}"`,
        "Lead a choice to it, or remove it.",
      );
    else if (!met.has(at) && !graph.cut)
      say(
        "unreachable",
        "error",
        path,
        `the conditions never let anyone reach ${what} "${id}"`,
        "Loosen a condition that leads to it, or remove it.",
      );
  });

  const told = new Set<number>();
  for (let state = 0; state < graph.count; state += 1) {
    const at = graph.place[state] ?? 0;
    const scene = scenario.scenes[at];
    if (!scene || told.has(at) || graph.firstEdge[state] !== graph.firstEdge[state + 1]) continue;
    told.add(at);
    const when = Object.entries(graph.measures[state] ?? {})
      .map(([id, value]) => `${id} ${value}`)
      .join(", ");
    say(
      "no-choice-left",
      "error",
      ["scenes", at, "choices"],
      `scene "${scene.id}" can be reached with no choice to make (${when})`,
      "Take `when` from one of its choices.",
      routeTo(graph, state),
    );
  }

  // Beyond the bound only the plain graph can tell: what it leads to no ending, no condition does.
  if (graph.cut) {
    const ends = new Set(scenario.endings.map((ending) => ending.id));
    for (let before = -1; before < ends.size;) {
      before = ends.size;
      for (const scene of scenario.scenes)
        if (scene.choices.some((choice) => targetsOf(choice.to).some((target) => ends.has(target))))
          ends.add(scene.id);
    }
    scenario.scenes.forEach((scene, at) => {
      if (met.has(at) || !linked.has(scene.id) || ends.has(scene.id)) return;
      say(
        "dead-end",
        "error",
        ["scenes", at, "id"],
        `scene "${scene.id}" is a dead end: no ending can be reached from it`,
        "Lead one of its choices towards an ending.",
      );
    });
  }

  const everEnds = new Set(graph.place.filter((_, state) => canEnd[state] !== NEVER));
  const inLoop = new Set(groups.filter((group) => isLoop(graph, group)).flat());
  for (let state = 0; state < graph.count; state += 1) {
    const at = graph.place[state] ?? 0;
    const scene = scenario.scenes[at];
    if (!scene || told.has(at) || canEnd[state] !== NEVER) continue;
    told.add(at);
    const round = inLoop.has(state) ? ", and its choices lead round and round" : "";
    say(
      inLoop.has(state) ? "loop-without-exit" : "dead-end",
      "error",
      ["scenes", at, "id"],
      everEnds.has(at)
        ? `scene "${scene.id}" can be reached in a state from which no ending can be (a dead end)${round}`
        : `scene "${scene.id}" is a dead end: no ending can be reached from it${round}`,
      everEnds.has(at)
        ? "Loosen a condition after it, or lead a choice to an ending."
        : "Lead one of its choices towards an ending.",
      routeTo(graph, state),
    );
  }

  if (graph.cut) return;
  const offered = new Set<string>();
  const taken = new Set<string>();
  graph.edgeTo.forEach((to, edge) => {
    const [s, c] = [graph.place[graph.edgeFrom[edge] ?? 0] ?? 0, graph.edgeChoice[edge] ?? 0];
    offered.add(`${s} ${c}`);
    taken.add(`${s} ${c} ${graph.place[to] ?? 0}`);
  });
  const positions = new Map(places.map(({ id }, at) => [id, at]));
  scenario.scenes.forEach((scene, s) => {
    if (!met.has(s)) return;
    scene.choices.forEach((choice, c) => {
      const path = ["scenes", s, "choices", c];
      if (!offered.has(`${s} ${c}`)) {
        say(
          "choice-never-offered",
          "error",
          [...path, "when"],
          `choice "${choice.id}" of scene "${scene.id}" is never offered: its condition holds for nobody who comes there`,
          "Loosen its `when`, or remove it.",
        );
      } else if (typeof choice.to !== "string") {
        choice.to.forEach((way, at) => {
          if (taken.has(`${s} ${c} ${positions.get(way.to) ?? 0}`)) return;
          say(
            "way-never-taken",
            "warning",
            [...path, "to", at],
            `choice "${choice.id}" never leads to "${way.to}"`,
            "Loosen its `when`, or remove that way.",
          );
        });
      }
    });
  });
}
