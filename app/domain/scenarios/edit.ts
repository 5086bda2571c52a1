/** What an author does to a draft besides typing: every operation gives a new draft. Intentionally pure. */
import { AmendsError } from "../errors.ts";
import type { DraftChoice, DraftEnding, DraftScene, ScenarioDraft } from "./draft.ts";
import type { Condition, Destination } from "./scenario.ts";

/** The id of the entry that a new one comes after; null, or an id that is not there: after them all. */
export type After = string | null;

/** @throws AmendsError `not-found` */
export function sceneOf(draft: ScenarioDraft, id: string): DraftScene {
  const scene = draft.scenes.find((one) => one.id === id);
  if (scene) return scene;
  throw new AmendsError("not-found", "There is no such scene in this draft", "Choose one from the outline.");
}

/** @throws AmendsError `not-found` */
export function endingOf(draft: ScenarioDraft, id: string): DraftEnding {
  const ending = draft.endings.find((one) => one.id === id);
  if (ending) return ending;
  throw new AmendsError("not-found", "There is no such ending in this draft", "Choose one from the outline.");
}

export function emptyScene(id: string, title: string, from?: DraftScene): DraftScene {
  return {
    id,
    title,
    when: from?.when ?? "",
    where: from?.where ?? "",
    here: from?.here ?? [],
    outcomes: [],
    facts: [],
    text: "",
    decision: "What do you do?",
    choices: [],
  };
}

export function emptyChoice(id: string, to = ""): DraftChoice {
  return {
    id,
    text: "",
    to,
    when: [],
    effects: {},
    consequence: "",
    debrief: { verdict: "mixed", said: "", why: "", facts: [] },
  };
}

function inserted<Entry extends { id: string }>(list: readonly Entry[], entry: Entry, after: After): Entry[] {
  const at = list.findIndex((one) => one.id === after) + 1;
  const place = at === 0 ? list.length : at;
  return [...list.slice(0, place), entry, ...list.slice(place)];
}

function moved<Entry extends { id: string }>(list: readonly Entry[], id: string, by: -1 | 1): Entry[] {
  const at = list.findIndex((one) => one.id === id);
  const to = at + by;
  const entry = list[at];
  if (!entry || to < 0 || to >= list.length) return [...list];
  const rest = list.filter((one) => one.id !== id);
  return [...rest.slice(0, to), entry, ...rest.slice(to)];
}

export function addScene(draft: ScenarioDraft, scene: DraftScene, after: After): ScenarioDraft {
  const start = draft.start === "" ? scene.id : draft.start;
  return { ...draft, start, scenes: inserted(draft.scenes, scene, after) };
}

export function addEnding(draft: ScenarioDraft, id: string, title: string): ScenarioDraft {
  const ending: DraftEnding = { id, title, text: "", passes: false, about: "" };
  return { ...draft, endings: [...draft.endings, ending] };
}

export const moveScene = (draft: ScenarioDraft, id: string, by: -1 | 1): ScenarioDraft => ({
  ...draft,
  scenes: moved(draft.scenes, id, by),
});
export const moveEnding = (draft: ScenarioDraft, id: string, by: -1 | 1): ScenarioDraft => ({
  ...draft,
  endings: moved(draft.endings, id, by),
});

function withoutLinksTo(to: Destination, gone: string): Destination {
  if (typeof to === "string") return to === gone ? "" : to;
  return to.map((way) => (way.to === gone ? { ...way, to: "" } : way));
}

/** Takes a scene or an ending away; choices that led there lead nowhere, and the prover says so. */
export function removePlace(draft: ScenarioDraft, id: string): ScenarioDraft {
  const scenes = draft.scenes
    .filter((scene) => scene.id !== id)
    .map((scene) => ({
      ...scene,
      choices: scene.choices.map((choice) => ({ ...choice, to: withoutLinksTo(choice.to, id) })),
    }));
  return {
    ...draft,
    scenes,
    endings: draft.endings.filter((ending) => ending.id !== id),
    start: draft.start === id ? (scenes[0]?.id ?? "") : draft.start,
    roadsNotTaken: draft.roadsNotTaken.filter((road) => road.scene !== id),
  };
}

export function changeScene(
  draft: ScenarioDraft,
  id: string,
  change: (scene: DraftScene) => DraftScene,
): ScenarioDraft {
  return { ...draft, scenes: draft.scenes.map((scene) => (scene.id === id ? change(scene) : scene)) };
}

export const addChoice = (draft: ScenarioDraft, scene: string, choice: DraftChoice): ScenarioDraft =>
  changeScene(draft, scene, (one) => ({ ...one, choices: [...one.choices, choice] }));
export const moveChoice = (draft: ScenarioDraft, scene: string, id: string, by: -1 | 1): ScenarioDraft =>
  changeScene(draft, scene, (one) => ({ ...one, choices: moved(one.choices, id, by) }));
export function removeChoice(draft: ScenarioDraft, scene: string, id: string): ScenarioDraft {
  const changed = changeScene(draft, scene, (one) => ({
    ...one,
    choices: one.choices.filter((choice) => choice.id !== id),
  }));
  const roadsNotTaken = changed.roadsNotTaken.filter((road) => road.scene !== scene || road.choice !== id);
  return { ...changed, roadsNotTaken };
}

/** Where a choice leads: a scene, an ending or nowhere. Conditional ways are given up. */
export const linkChoice = (draft: ScenarioDraft, scene: string, choice: string, to: string): ScenarioDraft =>
  changeScene(draft, scene, (one) => ({
    ...one,
    choices: one.choices.map((each) => (each.id === choice ? { ...each, to } : each)),
  }));

const changeWays = (
  draft: ScenarioDraft,
  scene: string,
  choice: string,
  change: (to: Destination) => Destination,
): ScenarioDraft =>
  changeScene(draft, scene, (one) => ({
    ...one,
    choices: one.choices.map((each) => (each.id === choice ? { ...each, to: change(each.to) } : each)),
  }));

/** A way with a condition, tried after those there are; without a measure there is nothing to put a condition on. */
export function addWay(draft: ScenarioDraft, scene: string, choice: string): ScenarioDraft {
  const measure = draft.measures[0]?.id;
  if (measure === undefined) return draft;
  return changeWays(draft, scene, choice, (to) => {
    const ways = typeof to === "string" ? [{ to, when: [] }] : to;
    const place = ways.at(-1)?.to ?? "";
    return [...ways.slice(0, -1), { to: place, when: [{ measure, atLeast: 3 }] }, ...ways.slice(-1)];
  });
}

/** @param at counts the ways with conditions from 0; without any left, the choice leads where it led otherwise */
export const removeWay = (draft: ScenarioDraft, scene: string, choice: string, at: number): ScenarioDraft =>
  changeWays(draft, scene, choice, (to) => {
    if (typeof to === "string" || at < 0 || at >= to.length - 1) return to;
    const left = to.filter((_, place) => place !== at);
    return left.length === 1 ? (left[0]?.to ?? "") : left;
  });

/**
 * Makes two scenes of one: the first keeps the story's paragraphs before `paragraph` (from 1), and one choice leads
 * to the second, which gets the rest of the story and all the choices.
 */
export function splitScene(
  draft: ScenarioDraft,
  id: string,
  { paragraph, sceneId, choiceId }: { paragraph: number; sceneId: string; choiceId: string },
): ScenarioDraft {
  const scene = sceneOf(draft, id);
  const paragraphs = scene.text.split(/\n{2,}/);
  const rest: DraftScene = {
    ...emptyScene(sceneId, `${scene.title}, continued`, scene),
    facts: scene.facts,
    outcomes: scene.outcomes,
    text: paragraphs.slice(paragraph - 1).join("\n\n"),
    decision: scene.decision,
    choices: scene.choices,
  };
  const onwards: DraftChoice = {
    ...emptyChoice(choiceId, sceneId),
    text: "Go on.",
  };
  const before = changeScene(draft, id, (one) => ({
    ...one,
    text: paragraphs.slice(0, paragraph - 1).join("\n\n"),
    outcomes: [],
    choices: [onwards],
  }));
  const roadsNotTaken = before.roadsNotTaken.map((road) =>
    road.scene === id ? { ...road, scene: sceneId } : road,
  );
  return addScene({ ...before, roadsNotTaken }, rest, id);
}

/** A measure, a person or an outcome goes, and every place that names it with it. */
export function removeNamed(
  draft: ScenarioDraft,
  kind: "measures" | "people" | "outcomes",
  id: string,
): ScenarioDraft {
  const without = (list: readonly string[]) => list.filter((one) => one !== id);
  const keep = (list: readonly Condition[]) =>
    kind === "measures" ? list.filter((part) => part.measure !== id) : [...list];
  return {
    ...draft,
    measures: kind === "measures" ? draft.measures.filter((one) => one.id !== id) : draft.measures,
    people: kind === "people" ? draft.people.filter((one) => one.id !== id) : draft.people,
    outcomes: kind === "outcomes" ? draft.outcomes.filter((one) => one.id !== id) : draft.outcomes,
    passing: keep(draft.passing),
    scenes: draft.scenes.map((scene) => ({
      ...scene,
      here: kind === "people" ? without(scene.here) : scene.here,
      outcomes: kind === "outcomes" ? without(scene.outcomes) : scene.outcomes,
      choices: scene.choices.map((choice) => ({
        ...choice,
        when: keep(choice.when),
        to:
          typeof choice.to === "string"
            ? choice.to
            : choice.to.map((way) => ({ ...way, when: keep(way.when) })),
        effects:
          kind === "measures"
            ? Object.fromEntries(Object.entries(choice.effects).filter(([measure]) => measure !== id))
            : choice.effects,
      })),
    })),
  };
}

/** The draft with its pictures under other names; null takes a picture away. */
export function withPictureNames(
  draft: ScenarioDraft,
  nameOf: (file: string, scene: DraftScene) => string | null,
): ScenarioDraft {
  return {
    ...draft,
    scenes: draft.scenes.map((scene) => {
      if (!scene.picture) return scene;
      const { picture, ...rest } = scene;
      const file = nameOf(picture.file, scene);
      return file === null ? rest : { ...rest, picture: { ...picture, file } };
    }),
  };
}

/** Every fact that a scene or a debrief cites, in the order of their numbers: what `facts` at the top must list. */
export function citedFacts(draft: ScenarioDraft): string[] {
  const cited = draft.scenes.flatMap((scene) => [
    ...scene.facts,
    ...scene.choices.flatMap((choice) => choice.debrief.facts),
  ]);
  return [...new Set(cited)].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
}
