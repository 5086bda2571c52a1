/** Outlines to begin a scenario from: structure and hints, no story. Intentionally pure. */
import { emptyDraft, type ScenarioDraft } from "./draft.ts";
import { addChoice, addEnding, addScene, emptyChoice, emptyScene, linkChoice } from "./edit.ts";

export interface ScenarioTemplate {
  readonly id: string;
  readonly title: string;
  /** One sentence about when it serves. */
  readonly about: string;
  readonly draft: ScenarioDraft;
}

interface Plan {
  readonly scenes: readonly (readonly [id: string, title: string, ...to: string[]])[];
  readonly endings: readonly (readonly [id: string, title: string, passes: boolean])[];
}

function draftOf({ scenes, endings }: Plan): ScenarioDraft {
  let draft: ScenarioDraft = { ...emptyDraft("template", ""), scenes: [], start: "" };
  for (const [id, title] of scenes) draft = addScene(draft, emptyScene(id, title), null);
  for (const [id, title] of endings) draft = addEnding(draft, id, title);
  draft = {
    ...draft,
    endings: draft.endings.map((ending) => ({
      ...ending,
      passes: endings.some(([id, , passes]) => id === ending.id && passes),
    })),
  };
  for (const [id, , ...to] of scenes) {
    to.forEach((place, at) => {
      const choice = `${id}-${at + 1}`;
      draft = linkChoice(addChoice(draft, id, emptyChoice(choice)), id, choice, place);
    });
  }
  return draft;
}

export const TEMPLATES: readonly ScenarioTemplate[] = [
  {
    id: "two-accounts",
    title: "Two accounts",
    about: "Two people tell it differently: whom to hear first, what to check, what to offer.",
    draft: draftOf({
      scenes: [
        ["arrive", "You arrive", "first-account", "second-account"],
        ["first-account", "The first account", "second-account", "offer"],
        ["second-account", "The second account", "offer", "settled-too-soon"],
        ["offer", "What you offer", "heard", "settled-too-soon", "refused"],
      ],
      endings: [
        ["heard", "Both were heard", true],
        ["settled-too-soon", "Settled too soon", false],
        ["refused", "Nobody wants it", false],
      ],
    }),
  },
  {
    id: "is-it-safe",
    title: "Is it safe?",
    about: "Something that looks like a row and may not be: what to look for before anybody meets.",
    draft: draftOf({
      scenes: [
        ["call", "The call", "look-closer", "looks-small"],
        ["looks-small", "It looks small", "look-closer", "harm-done"],
        ["look-closer", "What you notice", "ask-alone", "harm-done"],
        ["ask-alone", "Asked alone", "right-help", "harm-done", "referred"],
      ],
      endings: [
        ["right-help", "The right help", true],
        ["referred", "Referred, and told why", true],
        ["harm-done", "Harm done", false],
      ],
    }),
  },
];
