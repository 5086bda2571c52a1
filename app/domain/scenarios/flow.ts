/**
 * How officers went through a scenario, from counts: who came to each scene, what they chose, where they left, and
 * which decisions cost most. Intentionally pure. What fewer than ten did is not said, nor what it would follow from.
 */
import { FEWEST_TO_SAY, wilson, type Interval } from "../learning/item-statistics.ts";
import type { Choice, Scenario, Scene } from "./scenario.ts";

/** So many went from a scene by a choice to the next place; the beginning has no scene and no choice. */
export interface ChoiceCount {
  readonly item: string;
  readonly option: string;
  readonly next: string;
  readonly people: number;
}

export interface FlowChoice {
  readonly id: string;
  readonly text: string;
  readonly verdict: Choice["debrief"]["verdict"];
  readonly critical: boolean;
  /** Null where too few decided. */
  readonly people: number | null;
  readonly share: number | null;
  readonly interval: Interval | null;
}

export interface FlowNode {
  readonly id: string;
  readonly kind: "scene" | "ending";
  readonly title: string;
  /** How many decisions lie before it, at most. */
  readonly layer: number;
  /** Null where fewer than ten came, or where it would tell what fewer than ten chose before. */
  readonly came: number | null;
  /** Came and did not decide; of an ending, nobody. Null where it is fewer than ten, or not to be said. */
  readonly left: number | null;
  /** Too few decided to say what they chose. */
  readonly few: boolean;
  readonly choices: readonly FlowChoice[];
}

export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly people: number;
}

export interface Flow {
  readonly begun: number;
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

export function begunOf(counts: readonly ChoiceCount[]): number {
  return sum(counts.filter((one) => one.item === ""));
}

const sum = (counts: readonly ChoiceCount[]): number => counts.reduce((all, one) => all + one.people, 0);

/** Whether what a part of the force did may be said: what they chose in a scene, how many came to a place. */
export interface Sayable {
  readonly chose: (scene: string) => boolean;
  readonly came: (place: string) => boolean;
}

const ALL_SAYABLE: Sayable = { chose: () => true, came: () => true };

/**
 * The flow of a version; scenes and endings in the author's order. Where too few decided in a scene, how many came to
 * the places that its choices lead to is not said either: what they chose would follow from it.
 */
export function flowOf(
  scenario: Scenario,
  counts: readonly ChoiceCount[],
  sayable: Sayable = ALL_SAYABLE,
): Flow {
  const layers = layersOf(scenario);
  const decidedIn = new Map(
    scenario.scenes.map(({ id }) => [id, counts.filter((one) => one.item === id)] as const),
  );
  const isFew = (id: string) => {
    const all = sum(decidedIn.get(id) ?? []);
    return all < FEWEST_TO_SAY || !sayable.chose(id);
  };
  const few = new Set(scenario.scenes.flatMap(({ id }) => (isFew(id) ? [id] : [])));
  const telling = new Set(
    scenario.scenes.flatMap((scene) =>
      few.has(scene.id) && (decidedIn.get(scene.id)?.length ?? 0) > 0 ? scene.choices.flatMap(waysOf) : [],
    ),
  );
  const came = (id: string): number | null => {
    const all = sum(counts.filter((one) => one.next === id));
    return all < FEWEST_TO_SAY || telling.has(id) || !sayable.came(id) ? null : all;
  };
  const scenes = scenario.scenes.map((scene): FlowNode => {
    const decided = decidedIn.get(scene.id) ?? [];
    const all = sum(decided);
    const here = came(scene.id);
    const left = here === null || few.has(scene.id) ? null : Math.max(0, here - all);
    return {
      id: scene.id,
      kind: "scene",
      title: scene.title,
      layer: layers.get(scene.id) ?? 0,
      came: here,
      left: left === null || (left > 0 && left < FEWEST_TO_SAY) ? null : left,
      few: few.has(scene.id),
      choices: scene.choices.map((choice) => {
        const people = sum(decided.filter((one) => one.option === choice.id));
        return {
          id: choice.id,
          text: choice.text,
          verdict: choice.debrief.verdict,
          critical: choice.critical !== undefined,
          people: few.has(scene.id) ? null : people,
          share: few.has(scene.id) ? null : people / all,
          interval: few.has(scene.id) ? null : wilson(people, all),
        };
      }),
    };
  });
  const deepest = Math.max(0, ...scenes.map((one) => one.layer));
  const endings = scenario.endings.map((ending): FlowNode => ({
    id: ending.id,
    kind: "ending",
    title: ending.title,
    layer: deepest + 1,
    came: came(ending.id),
    left: 0,
    few: false,
    choices: [],
  }));
  const links = new Map<string, FlowLink>();
  for (const { item, next, people } of counts) {
    if (item === "" || next === "" || few.has(item)) continue;
    const key = `${item} ${next}`;
    links.set(key, { from: item, to: next, people: (links.get(key)?.people ?? 0) + people });
  }
  return {
    begun: begunOf(counts),
    nodes: [...scenes, ...endings],
    links: [...links.values()].filter((one) => one.people >= FEWEST_TO_SAY),
  };
}

/**
 * How many decisions lead to each scene at most, so that ways run from left to right; a way back to where one has been
 * counts for nothing. Scenes that cannot be reached are left out.
 */
export function layersOf(scenario: Pick<Scenario, "start" | "scenes">): Map<string, number> {
  const scenes = new Map(scenario.scenes.map((scene) => [scene.id, scene]));
  const forward = new Map<string, string[]>();
  const order: string[] = [];
  const open = new Set<string>();
  // Depth first without recursion: a story of a stranger's making may be as deep as it is long.
  const stack: { id: string; left: string[] }[] = [];
  const enter = (id: string) => {
    const scene = scenes.get(id);
    if (!scene || forward.has(id)) return;
    forward.set(id, []);
    open.add(id);
    stack.push({ id, left: [...new Set(scene.choices.flatMap(waysOf))].reverse() });
  };
  enter(scenario.start);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const to = top.left.pop();
    if (to === undefined) {
      stack.pop();
      open.delete(top.id);
      order.unshift(top.id);
    } else if (!open.has(to)) {
      forward.get(top.id)?.push(to);
      enter(to);
    }
  }
  const layers = new Map<string, number>(order.map((id) => [id, 0]));
  for (const id of order)
    for (const to of forward.get(id) ?? [])
      if (layers.has(to)) layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(id) ?? 0) + 1));
  return layers;
}

const waysOf = ({ to }: Pick<Choice, "to">): string[] =>
  typeof to === "string" ? [to] : to.map((way) => way.to);

/** What a decision costs those who come to it. */
export interface Costly {
  readonly scene: string;
  readonly title: string;
  readonly decided: number;
  /** Points of the measures lost against the best choice there, on average. */
  readonly cost: number;
  /** The choice that brings most of it. */
  readonly choice: { readonly text: string; readonly share: number };
}

/** A whole measure: what a critical error is worth. */
const CRITICAL_COST = 5;

function lossOf(scene: Scene, choice: Choice): number {
  const worth = (one: Choice) => Object.values(one.effects).reduce((all, effect) => all + effect, 0);
  const best = Math.max(...scene.choices.map(worth));
  return best - worth(choice) + (choice.critical === undefined ? 0 : CRITICAL_COST);
}

/** The decisions that cost most, the dearest first; those that ten or more made, and that cost anything. */
export function costliest(
  scenario: Scenario,
  counts: readonly ChoiceCount[],
  most: number,
  sayable: Pick<Sayable, "chose"> = ALL_SAYABLE,
): Costly[] {
  return scenario.scenes
    .flatMap((scene): Costly[] => {
      const decided = counts.filter((one) => one.item === scene.id);
      const all = sum(decided);
      if (all < FEWEST_TO_SAY || !sayable.chose(scene.id)) return [];
      const parts = scene.choices
        .map((choice) => {
          const share = sum(decided.filter((one) => one.option === choice.id)) / all;
          return { text: choice.text, share, cost: share * lossOf(scene, choice) };
        })
        .sort((a, b) => b.cost - a.cost);
      const cost = parts.reduce((total, one) => total + one.cost, 0);
      const [worst] = parts;
      if (!worst || cost === 0) return [];
      const choice = { text: worst.text, share: worst.share };
      return [{ scene: scene.id, title: scene.title, decided: all, cost, choice }];
    })
    .sort((a, b) => b.cost - a.cost)
    .slice(0, most);
}
