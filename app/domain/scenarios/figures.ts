/** The figures of a scenario: chances, endings, measures and minutes. Intentionally pure. */
import { countWords, minutesFor, MINUTES_AN_EXERCISE, WORDS_A_MINUTE } from "../learning/lesson.ts";
import {
  choiceOf,
  isEnding,
  isPass,
  randomPlay,
  wayCosts,
  wayCounts,
  type StateGraph,
} from "./state-graph.ts";

/** What has not settled below this is rounding. */
const EXACT = 1e-9;

/** From and to, both included. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

export interface EndingFigures {
  readonly id: string;
  readonly title: string;
  readonly passes: boolean;
  /** The chance, 0 to 1, that somebody who takes each choice offered alike ends here. */
  readonly chance: number;
  /** How many different ways lead here; null when one can go round and there is no end to them. */
  readonly ways: number | null;
  /** Of each measure, on arriving; null when nobody arrives. */
  readonly measures: Readonly<Record<string, Span>> | null;
}

export interface Figures {
  readonly scenes: number;
  readonly choices: number;
  /** The states of play that were visited, and whether the bound left others out. */
  readonly states: number;
  readonly bound: number;
  readonly boundReached: boolean;
  /**
   * The chance that somebody who takes each choice offered alike passes. Least and most are the same, to nine places,
   * unless the bound was reached or a loop has hardly a way out.
   */
  readonly passChance: Span;
  /** The most harmful choices on a way that passes; null when nobody passes, or when one can go round. */
  readonly harmsMost: number | null;
  readonly endings: readonly EndingFigures[];
  /** Of each measure, at any ending. */
  readonly measures: Readonly<Record<string, Span>>;
  /**
   * Whole minutes from the first scene to an ending's text, the choices read, without the debrief; `longest` is null
   * when one can go round, `random` is the mean of somebody who takes each choice alike. Null when no ending is reached.
   */
  readonly minutes: {
    readonly shortest: number;
    readonly longest: number | null;
    readonly random: number;
  } | null;
  /** For each outcome the chance that a random play never meets a scene about it. */
  readonly outcomes: readonly { readonly id: string; readonly missed: number }[];
}

/** @param open whether an ending can still be reached from a state */
export function figuresOf(
  graph: StateGraph,
  groups: readonly (readonly number[])[],
  bound: number,
  open: (state: number) => boolean,
): Figures {
  const { scenario } = graph;
  const { visits, unknown } = randomPlay(graph, groups, open);
  const spare = unknown < EXACT ? 0 : unknown;
  const states = Array.from({ length: graph.count }, (_, state) => state);
  const ends = states.filter((state) => isEnding(graph, state));
  const share = (of: readonly number[]): number => of.reduce((sum, state) => sum + (visits[state] ?? 0), 0);
  const passing = ends.filter((state) => isPass(graph, state));
  const passed = Math.min(1, share(passing));
  const ways = wayCounts(graph, groups);
  const harms = wayCosts(graph, groups, (edge) => {
    return choiceOf(graph, edge)?.debrief.verdict === "harmful" ? 1 : 0;
  }).most;
  const harmsMost = Math.max(-1, ...passing.map((state) => harms[state] ?? 0));
  const spansOf = (of: readonly number[]): Record<string, Span> =>
    Object.fromEntries(
      scenario.measures.map(({ id }) => {
        const values = of.map((state) => graph.measures[state]?.[id] ?? 0);
        return [id, { least: Math.min(...values), most: Math.max(...values) }];
      }),
    );
  return {
    scenes: scenario.scenes.length,
    choices: scenario.scenes.reduce((sum, scene) => sum + scene.choices.length, 0),
    states: graph.count,
    bound,
    boundReached: graph.cut,
    passChance: { least: passed, most: Math.min(1, passed + spare) },
    harmsMost: harmsMost >= 0 && Number.isFinite(harmsMost) ? harmsMost : null,
    endings: scenario.endings.map((ending, e) => {
      const here = ends.filter((state) => graph.place[state] === scenario.scenes.length + e);
      const count = here.reduce((sum, state) => sum + (ways[state] ?? 0), 0);
      return {
        id: ending.id,
        title: ending.title,
        passes: ending.passes,
        chance: Math.min(1, share(here)),
        ways: Number.isFinite(count) ? count : null,
        measures: here.length > 0 ? spansOf(here) : null,
      };
    }),
    measures: ends.length > 0 ? spansOf(ends) : {},
    minutes: minutesOf(graph, groups, visits, ends),
    outcomes: scenario.outcomes.map(({ id }) => {
      const about = (state: number): boolean =>
        scenario.scenes[graph.place[state] ?? 0]?.outcomes.includes(id) === true;
      const avoiding = randomPlay(graph, groups, (state) => open(state) && !about(state)).visits;
      return {
        id,
        missed: Math.min(
          1,
          ends.reduce((sum, state) => sum + (avoiding[state] ?? 0), 0),
        ),
      };
    }),
  };
}

/** An exercise as the words that take as long. */
const DECISION_IN_WORDS = MINUTES_AN_EXERCISE * WORDS_A_MINUTE;

function minutesOf(
  graph: StateGraph,
  groups: readonly (readonly number[])[],
  visits: Readonly<Float64Array>,
  ends: readonly number[],
): Figures["minutes"] {
  const { scenario } = graph;
  if (ends.length === 0) return null;
  const words = scenario.scenes.map((scene) => ({
    scene: countWords(scene.text),
    choices: scene.choices.map((choice) => countWords(choice.text)),
    consequences: scene.choices.map((choice) => countWords(choice.consequence)),
  }));
  const ending = scenario.endings.map((one) => countWords(one.text));
  const atState = Float64Array.from(graph.place, (place, state) => {
    const scene = words[place];
    if (!scene) return ending[place - words.length] ?? 0;
    let sum = scene.scene + DECISION_IN_WORDS;
    for (let edge = graph.firstEdge[state] ?? 0; edge < (graph.firstEdge[state + 1] ?? 0); edge += 1)
      sum += scene.choices[graph.edgeChoice[edge] ?? 0] ?? 0;
    return sum;
  });
  const after = (edge: number): number =>
    words[graph.place[graph.edgeFrom[edge] ?? 0] ?? 0]?.consequences[graph.edgeChoice[edge] ?? 0] ?? 0;
  const costs = wayCosts(graph, groups, (edge) => (atState[graph.edgeFrom[edge] ?? 0] ?? 0) + after(edge));
  const least = Math.min(...ends.map((state) => (costs.least[state] ?? 0) + (atState[state] ?? 0)));
  const most = Math.max(...ends.map((state) => (costs.most[state] ?? 0) + (atState[state] ?? 0)));
  const mean = visits.reduce((sum, times, state) => {
    const first = graph.firstEdge[state] ?? 0;
    const end = graph.firstEdge[state + 1] ?? 0;
    let consequences = 0;
    for (let edge = first; edge < end; edge += 1) consequences += after(edge) / (end - first);
    return sum + times * ((atState[state] ?? 0) + consequences);
  }, 0);
  return {
    shortest: minutesFor(least, 0),
    longest: Number.isFinite(most) ? minutesFor(most, 0) : null,
    random: minutesFor(mean, 0),
  };
}
