/**
 * Every state that a play can be in, and the ways between them. A state is where the officer stands, what the
 * measures are, and whether a critical error was made: nothing else of the past decides what can still happen.
 * Intentionally pure. The rules of play are those of play.ts.
 */
import {
  leadsTo,
  offeredIn,
  passes,
  startingMeasures,
  withEffects,
  type Measures,
  type ScenarioDecision,
} from "./play.ts";
import { MEASURE_MOST, type Choice, type Scenario } from "./scenario.ts";

/** More states than this are not visited; what only a full visit can show is then not said. */
export const STATES_MOST = 100_000;
/** Where an edge leads whose state was not visited. */
export const BEYOND = -1;
/** Steps that the chances may take to settle in loops; what has not settled by then is told as such. */
const SETTLING_MOST = 5_000_000;
const SETTLED = 1e-13;

/**
 * States and edges by number, in the order in which a search by the fewest decisions meets them; 0 is the start.
 * The edges of state `s` are `firstEdge[s]` up to `firstEdge[s + 1]`.
 */
export interface StateGraph {
  readonly scenario: Scenario;
  readonly count: number;
  /** Whether there are more states than were visited. */
  readonly cut: boolean;
  /** The position of the scene, or for an ending the number of scenes + its position. */
  readonly place: Numbers;
  readonly measures: readonly Measures[];
  /** Whether a critical error was made on the way. */
  readonly failed: readonly boolean[];
  readonly firstEdge: Numbers;
  readonly edgeTo: Numbers;
  /** The choice's position in its scene. */
  readonly edgeChoice: Numbers;
  /** The state that an edge leaves. */
  readonly edgeFrom: Numbers;
  /** The edge by which a state was first met; -1 for the start. */
  readonly metBy: Numbers;
  /** The edges that lead to state `s` are `into[firstInto[s]]` up to `into[firstInto[s + 1]]`. */
  readonly firstInto: Numbers;
  readonly into: Numbers;
}
/** Half a million of them are made and walked while an author types: an array of numbers and nothing else. */
type Numbers = Readonly<Int32Array>;

/** @param scenario one whose names are sound (`checkNames`) */
export function visitStates(scenario: Scenario, most = STATES_MOST): StateGraph {
  const places = new Map<string, number>();
  for (const { id } of [...scenario.scenes, ...scenario.endings]) places.set(id, places.size);
  const ids = scenario.measures.map((measure) => measure.id);
  const values = (MEASURE_MOST + 1) ** ids.length;
  const codeOf = (measures: Measures): number =>
    ids.reduce((code, id) => code * (MEASURE_MOST + 1) + (measures[id] ?? 0), 0);

  interface Way {
    readonly choice: number;
    readonly place: number;
    readonly code: number;
    readonly critical: boolean;
  }
  /** What the choices of a scene do is worked out once for each set of measures. */
  const ways = new Map<number, Way[]>();
  const measuresOf = new Map<number, Measures>();
  /** Few choices differ in their effects: what one does to a set of measures, another with the same does as well. */
  const kinds = new Map<string, Map<number, number>>();
  const kindOf = new Map(
    scenario.scenes.flatMap((scene) =>
      scene.choices.map((choice) => {
        const effects = JSON.stringify(ids.map((id) => choice.effects[id]));
        const kind = kinds.get(effects) ?? new Map<number, number>();
        kinds.set(effects, kind);
        return [choice, kind] as const;
      }),
    ),
  );
  const codeAfter = (code: number, choice: Choice): number => {
    const kind = kindOf.get(choice);
    const known = kind?.get(code);
    if (known !== undefined) return known;
    const after = withEffects(measuresOf.get(code) ?? {}, choice);
    const next = codeOf(after);
    if (!measuresOf.has(next)) measuresOf.set(next, after);
    kind?.set(code, next);
    return next;
  };
  const waysFrom = (place: number, code: number): Way[] => {
    const key = place * values + code;
    const known = ways.get(key);
    if (known) return known;
    const scene = scenario.scenes[place];
    const before = measuresOf.get(code) ?? {};
    const found: Way[] = [];
    for (const choice of scene ? offeredIn(scene, before) : []) {
      const next = codeAfter(code, choice);
      const to = places.get(leadsTo(choice.to, measuresOf.get(next) ?? {}) ?? "");
      if (to === undefined) continue;
      const at = scene?.choices.indexOf(choice) ?? 0;
      found.push({ choice: at, place: to, code: next, critical: choice.critical !== undefined });
    }
    ways.set(key, found);
    return found;
  };

  const place: number[] = [];
  const code: number[] = [];
  const failed: boolean[] = [];
  const metBy: number[] = [];
  const firstEdge: number[] = [];
  const edgeTo: number[] = [];
  const edgeChoice: number[] = [];
  const edgeFrom: number[] = [];
  const numbers = new Map<number, number>();
  let cut = false;
  const stateAt = (at: number, measures: number, error: boolean, by: number): number => {
    const key = (at * values + measures) * 2 + Number(error);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    if (place.length >= most) {
      cut = true;
      return BEYOND;
    }
    const number = place.length;
    numbers.set(key, number);
    place.push(at);
    code.push(measures);
    failed.push(error);
    metBy.push(by);
    return number;
  };

  const start = startingMeasures(scenario);
  measuresOf.set(codeOf(start), start);
  stateAt(places.get(scenario.start) ?? 0, codeOf(start), false, -1);
  for (let state = 0; state < place.length; state += 1) {
    firstEdge.push(edgeTo.length);
    for (const way of waysFrom(place[state] ?? 0, code[state] ?? 0)) {
      const to = stateAt(way.place, way.code, (failed[state] ?? false) || way.critical, edgeTo.length);
      edgeTo.push(to);
      edgeChoice.push(way.choice);
      edgeFrom.push(state);
    }
  }
  firstEdge.push(edgeTo.length);
  const measures = code.map((one) => measuresOf.get(one) ?? {});
  const count = place.length;
  return {
    scenario,
    count,
    cut,
    place: Int32Array.from(place),
    measures,
    failed,
    firstEdge: Int32Array.from(firstEdge),
    edgeTo: Int32Array.from(edgeTo),
    edgeChoice: Int32Array.from(edgeChoice),
    edgeFrom: Int32Array.from(edgeFrom),
    metBy: Int32Array.from(metBy),
    ...waysInto(count, edgeTo),
  };
}

/** The edges by the state that they lead to, by counting. */
function waysInto(count: number, edgeTo: readonly number[]): Pick<StateGraph, "firstInto" | "into"> {
  const firstInto = new Int32Array(count + 1);
  for (const to of edgeTo) if (to !== BEYOND) firstInto[to + 1] = (firstInto[to + 1] ?? 0) + 1;
  for (let state = 0; state < count; state += 1)
    firstInto[state + 1] = (firstInto[state + 1] ?? 0) + (firstInto[state] ?? 0);
  const into = new Int32Array(firstInto[count] ?? 0);
  const next = firstInto.slice();
  edgeTo.forEach((to, edge) => {
    if (to === BEYOND) return;
    const at = next[to] ?? 0;
    into[at] = edge;
    next[to] = at + 1;
  });
  return { firstInto, into };
}

export function isEnding(graph: StateGraph, state: number): boolean {
  return (graph.place[state] ?? 0) >= graph.scenario.scenes.length;
}

/** Whether a play that stands there has passed. */
export function isPass(graph: StateGraph, state: number): boolean {
  const ending = graph.scenario.endings[(graph.place[state] ?? 0) - graph.scenario.scenes.length];
  if (!ending) return false;
  return passes(graph.scenario, ending, graph.measures[state] ?? {}, graph.failed[state] ? 1 : 0);
}

export function choiceOf(graph: StateGraph, edge: number): Choice | undefined {
  const scene = graph.scenario.scenes[graph.place[graph.edgeFrom[edge] ?? 0] ?? 0];
  return scene?.choices[graph.edgeChoice[edge] ?? 0];
}

function decisionOf(graph: StateGraph, edge: number): ScenarioDecision {
  const scene = graph.scenario.scenes[graph.place[graph.edgeFrom[edge] ?? 0] ?? 0];
  return { scene: scene?.id ?? "", choice: choiceOf(graph, edge)?.id ?? "" };
}

/** The fewest decisions from the start to a state. */
export function routeTo(graph: StateGraph, state: number): ScenarioDecision[] {
  const route: ScenarioDecision[] = [];
  for (let edge = graph.metBy[state] ?? -1; edge >= 0; edge = graph.metBy[graph.edgeFrom[edge] ?? 0] ?? -1)
    route.push(decisionOf(graph, edge));
  return route.reverse();
}

/** The fewest decisions from the start to a goal through no state to avoid; null when there is no such way. */
export function routeAvoiding(
  graph: StateGraph,
  avoid: (state: number) => boolean,
  isGoal: (state: number) => boolean,
): ScenarioDecision[] | null {
  if (avoid(0)) return null;
  const by = new Map<number, number>([[0, -1]]);
  for (const state of by.keys()) {
    if (isGoal(state)) {
      const route: ScenarioDecision[] = [];
      for (let edge = by.get(state) ?? -1; edge >= 0; edge = by.get(graph.edgeFrom[edge] ?? 0) ?? -1)
        route.push(decisionOf(graph, edge));
      return route.reverse();
    }
    for (let edge = graph.firstEdge[state] ?? 0; edge < (graph.firstEdge[state + 1] ?? 0); edge += 1) {
      const to = graph.edgeTo[edge] ?? BEYOND;
      if (to !== BEYOND && !by.has(to) && !avoid(to)) by.set(to, edge);
    }
  }
  return null;
}

/** For each state the edge with which the fewest decisions to a goal begin; `AT_GOAL` there, `NEVER` where none leads. */
export type Onward = Readonly<Int32Array>;
export const AT_GOAL = -1;
export const NEVER = -2;

export function onwardTo(
  graph: StateGraph,
  isGoal: (state: number) => boolean,
  beyondIsGoal = false,
): Onward {
  const onward = new Int32Array(graph.count).fill(NEVER);
  const reached: number[] = [];
  const reach = (state: number, by: number): void => {
    if (onward[state] !== NEVER) return;
    onward[state] = by;
    reached.push(state);
  };
  for (let state = 0; state < graph.count; state += 1) if (isGoal(state)) reach(state, AT_GOAL);
  if (beyondIsGoal)
    graph.edgeTo.forEach((to, edge) => {
      if (to === BEYOND) reach(graph.edgeFrom[edge] ?? 0, edge);
    });
  for (const state of reached) {
    const end = graph.firstInto[state + 1] ?? 0;
    for (let at = graph.firstInto[state] ?? 0; at < end; at += 1) {
      const edge = graph.into[at] ?? 0;
      reach(graph.edgeFrom[edge] ?? 0, edge);
    }
  }
  return onward;
}

/** The decisions from a state to the goal that `onward` leads to; empty at the goal. */
export function routeOnward(graph: StateGraph, onward: Onward, from: number): ScenarioDecision[] {
  const route: ScenarioDecision[] = [];
  for (let edge = onward[from] ?? NEVER; edge >= 0;) {
    route.push(decisionOf(graph, edge));
    const to = graph.edgeTo[edge] ?? BEYOND;
    edge = to === BEYOND ? NEVER : (onward[to] ?? NEVER);
  }
  return route;
}

/** The decision that an edge is, with those before it and those after it towards a goal. */
export function routeThrough(graph: StateGraph, edge: number, onward: Onward): ScenarioDecision[] {
  return [
    ...routeTo(graph, graph.edgeFrom[edge] ?? 0),
    decisionOf(graph, edge),
    ...routeOnward(graph, onward, graph.edgeTo[edge] ?? 0),
  ];
}

/**
 * States that can be reached from one another, together; in an order in which every way leads to the same group or
 * a later one. Tarjan, "Depth-first search and linear graph algorithms" (1972).
 */
export function groupsOf(graph: StateGraph): number[][] {
  const { count, firstEdge, edgeTo } = graph;
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const next = firstEdge.slice(0, count);
  const stack: number[] = [];
  const groups: number[][] = [];
  let counter = 0;
  const calls: number[] = count > 0 ? [0] : [];
  while (calls.length > 0) {
    const state = calls.at(-1) ?? 0;
    if (index[state] === -1) {
      index[state] = low[state] = counter;
      counter += 1;
      stack.push(state);
      onStack[state] = 1;
    }
    const edge = next[state] ?? 0;
    if (edge < (firstEdge[state + 1] ?? 0)) {
      next[state] = edge + 1;
      const to = edgeTo[edge] ?? BEYOND;
      if (to === BEYOND) continue;
      if (index[to] === -1) calls.push(to);
      else if (onStack[to]) low[state] = Math.min(low[state] ?? 0, index[to] ?? 0);
      continue;
    }
    calls.pop();
    const caller = calls.at(-1);
    if (caller !== undefined) low[caller] = Math.min(low[caller] ?? 0, low[state] ?? 0);
    if (low[state] !== index[state]) continue;
    const group: number[] = [];
    for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
      onStack[one] = 0;
      group.push(one);
      if (one === state) break;
    }
    groups.push(group);
  }
  return groups.reverse();
}

/** Whether one can come back to the states of a group. */
export function isLoop(graph: StateGraph, group: readonly number[]): boolean {
  if (group.length > 1) return true;
  const [state = 0] = group;
  for (let edge = graph.firstEdge[state] ?? 0; edge < (graph.firstEdge[state + 1] ?? 0); edge += 1)
    if (graph.edgeTo[edge] === state) return true;
  return false;
}

export interface Chances {
  /** How often somebody who takes each choice offered alike comes to each state, on average. */
  readonly visits: Readonly<Float64Array>;
  /** The share of plays that left the visited states or had not settled: 0 when all is known. */
  readonly unknown: number;
}

/**
 * Exact but for rounding, not sampled: in a group without loops one step tells all; in a loop what goes round is
 * followed until less than 1e-13 of it is left.
 * @param open whether a play goes on from a state; where it does not, it stays
 */
export function randomPlay(
  graph: StateGraph,
  groups: readonly (readonly number[])[],
  open: (state: number) => boolean,
): Chances {
  const visits = new Float64Array(graph.count);
  const arriving = new Float64Array(graph.count);
  let unknown = 0;
  let work = 0;
  arriving[0] = 1;
  for (const group of groups) {
    const repeated = isLoop(graph, group);
    for (let left = 1; left > SETTLED;) {
      left = 0;
      for (const state of group) {
        const share = arriving[state] ?? 0;
        if (share === 0) continue;
        arriving[state] = 0;
        visits[state] = (visits[state] ?? 0) + share;
        const first = graph.firstEdge[state] ?? 0;
        const end = graph.firstEdge[state + 1] ?? 0;
        if (!open(state) || end === first) continue;
        work += end - first;
        for (let edge = first; edge < end; edge += 1) {
          const to = graph.edgeTo[edge] ?? BEYOND;
          if (to === BEYOND) unknown += share / (end - first);
          else arriving[to] = (arriving[to] ?? 0) + share / (end - first);
        }
      }
      if (!repeated) break;
      for (const state of group) left += arriving[state] ?? 0;
      if (work > SETTLING_MOST) break;
    }
    if (repeated) {
      for (const state of group) {
        unknown += arriving[state] ?? 0;
        arriving[state] = 0;
      }
    }
  }
  return { visits, unknown };
}

/** The least and the most that a way to each state costs; the most is infinite behind a loop. */
export function wayCosts(
  graph: StateGraph,
  groups: readonly (readonly number[])[],
  costOf: (edge: number) => number,
): { readonly least: Readonly<Float64Array>; readonly most: Readonly<Float64Array> } {
  const least = new Float64Array(graph.count).fill(Infinity);
  const most = new Float64Array(graph.count).fill(-Infinity);
  least[0] = most[0] = 0;
  for (const group of groups) {
    if (isLoop(graph, group)) for (const state of group) most[state] = Infinity;
    for (let changed = true; changed;) {
      changed = false;
      for (const state of group) {
        for (let edge = graph.firstEdge[state] ?? 0; edge < (graph.firstEdge[state + 1] ?? 0); edge += 1) {
          const to = graph.edgeTo[edge] ?? BEYOND;
          if (to === BEYOND) continue;
          const cost = costOf(edge);
          most[to] = Math.max(most[to] ?? 0, (most[state] ?? 0) + cost);
          if ((least[state] ?? 0) + cost < (least[to] ?? 0)) {
            least[to] = (least[state] ?? 0) + cost;
            changed = true;
          }
        }
      }
      if (group.length === 1) break;
    }
  }
  return { least, most };
}

/** How many different ways lead to each state; infinite behind a loop. Exact below 2^53. */
export function wayCounts(graph: StateGraph, groups: readonly (readonly number[])[]): Readonly<Float64Array> {
  const ways = new Float64Array(graph.count);
  ways[0] = 1;
  for (const group of groups) {
    if (isLoop(graph, group)) for (const state of group) ways[state] = Infinity;
    for (const state of group) {
      for (let edge = graph.firstEdge[state] ?? 0; edge < (graph.firstEdge[state + 1] ?? 0); edge += 1) {
        const to = graph.edgeTo[edge] ?? BEYOND;
        if (to !== BEYOND) ways[to] = (ways[to] ?? 0) + (ways[state] ?? 0);
      }
    }
  }
  return ways;
}
