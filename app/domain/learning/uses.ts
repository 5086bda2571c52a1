/** Where facts and local rules are used in published content. Intentionally pure. */
import { POLICY } from "./policy.ts";
import type { CompiledModule, CompiledQuestion, Screen, Slot } from "./lesson.ts";
import { prosesOf } from "./plain-text.ts";
import type { Scenario, Scene } from "../scenarios/scenario.ts";

/** Every slot of a lesson's prose, in order. */
function slotsOf(lesson: CompiledModule["lessons"][number]): Slot[] {
  return lesson.screens.flatMap((screen) =>
    screen.blocks.flatMap((block) => prosesOf(block).flatMap((prose) => prose.slots)),
  );
}

/** The facts that a screen rests on, its questions' included, each once. */
export function factsOfScreen(screen: Screen, questions: readonly CompiledQuestion[]): string[] {
  const asked = new Set(screen.blocks.flatMap((block) => (block.kind === "question" ? [block.id] : [])));
  const cited = screen.blocks.flatMap((block) =>
    prosesOf(block).flatMap(({ slots }) => slots.flatMap((slot) => (slot.kind === "fact" ? [slot.id] : []))),
  );
  return [
    ...new Set([...cited, ...questions.filter((one) => asked.has(one.id)).flatMap((one) => one.facts)]),
  ];
}

/** The facts that a scene rests on, with those of its choices, each once. */
export function factsOfScene(scene: Scene): string[] {
  return [...new Set([...scene.facts, ...scene.choices.flatMap((choice) => choice.debrief.facts)])];
}

/** Something published, and how trainers call it. */
interface Titled<Content> {
  readonly title: string;
  readonly content: Content;
}

class Places {
  readonly #places = new Map<string, string[]>();
  add(id: string, place: string): void {
    const places = this.#places.get(id) ?? [];
    if (!places.includes(place)) places.push(place);
    this.#places.set(id, places);
  }
  of = (id: string): readonly string[] => this.#places.get(id) ?? [];
}

/** From a fact's id to the lessons, questions, scenarios and local rules that rest on it, each named once. */
export function factUses(
  modules: readonly Titled<CompiledModule>[],
  scenarios: readonly Titled<Scenario>[],
): (id: string) => readonly string[] {
  const places = new Places();
  for (const { title, content } of modules) {
    for (const lesson of content.lessons)
      for (const slot of slotsOf(lesson))
        if (slot.kind === "fact") places.add(slot.id, `${title}: ${lesson.title}`);
    const { card } = content.document;
    for (const point of card ? [...card.say, ...card.check, ...card.pass] : [])
      for (const id of point.facts) places.add(id, `${title}: on-scene card`);
    for (const question of content.questions)
      for (const id of question.facts) places.add(id, `${title}: questions`);
  }
  for (const { title, content } of scenarios)
    for (const id of content.facts) places.add(id, `${title} (scenario)`);
  for (const { title, facts } of POLICY) for (const id of facts) places.add(id, `Local rule: ${title}`);
  return places.of;
}

/** From a policy key to the lessons that show the force's words for it, each named once. */
export function localUses(modules: readonly Titled<CompiledModule>[]): (key: string) => readonly string[] {
  const places = new Places();
  for (const { title, content } of modules)
    for (const lesson of content.lessons)
      for (const slot of slotsOf(lesson))
        if (slot.kind === "local") places.add(slot.key, `${title}: ${lesson.title}`);
  return places.of;
}
