/**
 * Playing a scenario: from its decisions follow where the officer stands, what the
 * measures are and whether it passed. Intentionally pure: nothing is stored but decisions.
 */
import { AmendsError } from "../errors.ts";
import {
  MEASURE_LEAST,
  MEASURE_MOST,
  type Choice,
  type Condition,
  type Destination,
  type Ending,
  type Scenario,
  type Scene,
} from "./scenario.ts";

export type Measures = Readonly<Record<string, number>>;

export interface ScenarioDecision {
  readonly scene: string;
  readonly choice: string;
}

export interface Step {
  readonly scene: Scene;
  readonly choice: Choice;
  readonly before: Measures;
  readonly after: Measures;
}

export type Standing =
  | { readonly kind: "scene"; readonly scene: Scene; readonly offered: readonly Choice[] }
  | { readonly kind: "ending"; readonly ending: Ending };

export interface Play {
  readonly at: Standing;
  readonly measures: Measures;
  /** Why each critical error on the way was one, as the author wrote it. */
  readonly criticals: readonly string[];
  readonly path: readonly Step[];
  /** Null until an ending is reached. */
  readonly passed: boolean | null;
}

export function holds(conditions: readonly Condition[], measures: Measures): boolean {
  return conditions.every((part) => {
    const value = measures[part.measure] ?? 0;
    return value >= (part.atLeast ?? MEASURE_LEAST) && value <= (part.atMost ?? MEASURE_MOST);
  });
}

export function startingMeasures(scenario: Scenario): Measures {
  return Object.fromEntries(scenario.measures.map((measure) => [measure.id, measure.start]));
}

/** The measures after a choice, each kept within 0..5. */
export function withEffects(measures: Measures, choice: Choice): Measures {
  // The prover comes here for every state of play, and this is several times as quick as entries and back.
  const after: Record<string, number> = {};
  for (const id of Object.keys(measures)) {
    const value = (measures[id] ?? 0) + (Object.hasOwn(choice.effects, id) ? (choice.effects[id] ?? 0) : 0);
    after[id] = Math.min(MEASURE_MOST, Math.max(MEASURE_LEAST, value));
  }
  return after;
}

export function offeredIn(scene: Scene, measures: Measures): Choice[] {
  return scene.choices.filter((choice) => holds(choice.when, measures));
}

/** Where a choice leads, judged on the measures after its effects; undefined when a list has no way that holds. */
export function leadsTo(destination: Destination, measures: Measures): string | undefined {
  if (typeof destination === "string") return destination;
  return destination.find((way) => holds(way.when, measures))?.to;
}

export function passes(scenario: Scenario, ending: Ending, measures: Measures, criticals: number): boolean {
  return ending.passes && criticals === 0 && holds(scenario.passing, measures);
}

function standAt(scenario: Scenario, id: string | undefined, measures: Measures): Standing {
  const scene = scenario.scenes.find((one) => one.id === id);
  if (scene) return { kind: "scene", scene, offered: offeredIn(scene, measures) };
  const ending = scenario.endings.find((one) => one.id === id);
  if (ending) return { kind: "ending", ending };
  throw new AmendsError(
    "misconfigured",
    `Scenario ${scenario.slug} leads to "${id ?? "nowhere"}", which is not in it`,
    "Check the scenario and publish it again.",
  );
}

/**
 * Plays the decisions from the start.
 * @throws AmendsError `bad-input` for a scene or choice that is not in the scenario or a choice not offered there and
 * then; `stale` for a decision about another scene than the one reached.
 */
export function replay(scenario: Scenario, decisions: readonly ScenarioDecision[]): Play {
  let measures = startingMeasures(scenario);
  let at = standAt(scenario, scenario.start, measures);
  const path: Step[] = [];
  for (const decision of decisions) {
    if (!scenario.scenes.some((scene) => scene.id === decision.scene)) {
      throw new AmendsError(
        "bad-input",
        `There is no scene "${decision.scene}" in this scenario`,
        "Go back to the scenario and choose there.",
      );
    }
    if (at.kind === "ending" || at.scene.id !== decision.scene) {
      throw new AmendsError(
        "stale",
        "You have already moved on from that decision",
        "Open the scenario again to go on from where you are.",
      );
    }
    const choice = at.offered.find((one) => one.id === decision.choice);
    if (!choice) {
      throw new AmendsError(
        "bad-input",
        `"${decision.choice}" is not a choice in "${at.scene.title}" now`,
        "Choose one of those shown.",
      );
    }
    const before = measures;
    measures = withEffects(before, choice);
    path.push({ scene: at.scene, choice, before, after: measures });
    at = standAt(scenario, leadsTo(choice.to, measures), measures);
  }
  const criticals = path.flatMap((step) =>
    step.choice.critical === undefined ? [] : [step.choice.critical],
  );
  return {
    at,
    measures,
    criticals,
    path,
    passed: at.kind === "ending" ? passes(scenario, at.ending, measures, criticals.length) : null,
  };
}

/** What a browser may see of the choices before one is made. */
export function publicChoices(offered: readonly Choice[]): { id: string; text: string }[] {
  return offered.map(({ id, text }) => ({ id, text }));
}
