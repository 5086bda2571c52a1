/** One form of the editor, sent: what was typed is saved, and what its button asks is done, in one save. */
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import {
  addChoice,
  addEnding,
  addScene,
  addWay,
  changeScene,
  emptyChoice,
  emptyScene,
  linkChoice,
  moveChoice,
  moveEnding,
  moveScene,
  removeChoice,
  removeNamed,
  removePlace,
  removeWay,
  splitScene,
} from "#app/domain/scenarios/edit.ts";
import type { Context } from "../context.server.ts";
import { saveDraft, type SavedDraft } from "./save-draft.server.ts";

/** The part of the draft that a form shows. */
export type DraftPart =
  | { readonly kind: "about" }
  | { readonly kind: "scene"; readonly id: string }
  | { readonly kind: "ending"; readonly id: string };

export interface EditInput {
  readonly forceId: ForceId;
  readonly draftId: string;
  readonly by: PersonId;
  readonly base: number;
  readonly part: DraftPart;
  /** As in `SaveInput`. */
  readonly askAll?: boolean;
  /** The button's verb and what it is about; "save" does nothing besides. */
  readonly deed: readonly [verb: string, about: string];
}

/** An address within the draft: "scenes/ID", "endings/ID", "" for the whole. */
export interface Edited extends SavedDraft {
  readonly goTo: string | null;
}

/**
 * @param typed puts what the form holds on the draft
 * @throws AmendsError as `saveDraft`; `bad-input` for a button that there is none of.
 */
export async function editDraft(
  ctx: Context,
  input: EditInput,
  typed: (draft: ScenarioDraft) => ScenarioDraft,
): Promise<Edited> {
  const [verb] = input.deed;
  const deed = DEEDS[verb];
  if (!deed)
    throw new AmendsError(
      "bad-input",
      `There is no button "${verb.slice(0, 30)}"`,
      "Use the buttons of the page.",
    );
  // Made once, so that a transaction that runs again makes the same things.
  const ids = {
    scene: `scene-${ctx.newId().slice(-8)}`,
    choice: `choice-${ctx.newId().slice(-8)}`,
    other: ctx.newId().slice(-8),
  };
  const { what, goTo, change } = deed(input, ids);
  const saved = await saveDraft(ctx, { ...input, what: what ?? "Typed" }, (draft) => {
    const written = typed(draft);
    return change ? change(written) : written;
  });
  return { ...saved, goTo: goTo ?? null };
}

interface Deed {
  readonly what?: string;
  readonly goTo?: string;
  readonly change?: (draft: ScenarioDraft) => ScenarioDraft;
}
type MakeDeed = (input: EditInput, ids: Readonly<Record<"scene" | "choice" | "other", string>>) => Deed;

const sceneId = (input: EditInput): string => (input.part.kind === "scene" ? input.part.id : "");
const partId = (input: EditInput): string => (input.part.kind === "about" ? "" : input.part.id);
const partWords = ({ part }: EditInput): string => (part.kind === "about" ? "the whole" : `the ${part.kind}`);

const DEEDS: Readonly<Record<string, MakeDeed>> = {
  save: (input) => ({ what: `Wrote in ${partWords(input)}` }),
  "add-scene": (input, { scene }) => ({
    what: "Added a scene",
    goTo: `scenes/${scene}`,
    change: (draft) => {
      const from = draft.scenes.find((one) => one.id === sceneId(input));
      return addScene(draft, emptyScene(scene, `Scene ${draft.scenes.length + 1}`, from), from?.id ?? null);
    },
  }),
  picture: () => ({ what: "Put a picture in the scene" }),
  "remove-picture": (input) => ({
    what: "Took the scene's picture away",
    change: (draft) => changeScene(draft, sceneId(input), ({ picture: _, ...scene }) => scene),
  }),
  "add-ending": (_, { scene }) => ({
    what: "Added an ending",
    goTo: `endings/${scene.replace("scene", "ending")}`,
    change: (draft) =>
      addEnding(draft, scene.replace("scene", "ending"), `Ending ${draft.endings.length + 1}`),
  }),
  "remove-part": (input) => ({
    what: `Deleted ${partWords(input)}`,
    goTo: "",
    change: (draft) => removePlace(draft, partId(input)),
  }),
  up: (input) => ({ what: `Moved ${partWords(input)} up`, change: (draft) => movePart(draft, input, -1) }),
  down: (input) => ({ what: `Moved ${partWords(input)} down`, change: (draft) => movePart(draft, input, 1) }),
  split: (input, { scene, choice }) => ({
    what: "Split the scene in two",
    goTo: `scenes/${scene}`,
    change: (draft) =>
      splitScene(draft, sceneId(input), {
        paragraph: Math.max(1, Number(input.deed[1]) || 2),
        sceneId: scene,
        choiceId: choice,
      }),
  }),
  "add-choice": (input, { choice }) => ({
    what: "Added a choice",
    goTo: `scenes/${sceneId(input)}#c-${choice}`,
    change: (draft) => addChoice(draft, sceneId(input), emptyChoice(choice)),
  }),
  "remove-choice": (input) => ({
    what: "Deleted a choice",
    change: (draft) => removeChoice(draft, sceneId(input), input.deed[1]),
  }),
  "choice-up": (input) => ({
    what: "Moved a choice up",
    change: (draft) => moveChoice(draft, sceneId(input), input.deed[1], -1),
  }),
  "choice-down": (input) => ({
    what: "Moved a choice down",
    change: (draft) => moveChoice(draft, sceneId(input), input.deed[1], 1),
  }),
  "scene-for": (input, { scene }) => ({
    what: "Added a scene that a choice leads to",
    goTo: `scenes/${scene}`,
    change: (draft) => {
      const from = draft.scenes.find((one) => one.id === sceneId(input));
      const added = addScene(
        draft,
        emptyScene(scene, `Scene ${draft.scenes.length + 1}`, from),
        from?.id ?? null,
      );
      return linkChoice(added, sceneId(input), input.deed[1], scene);
    },
  }),
  "add-way": (input) => ({
    what: "Added a way with a condition",
    change: (draft) => addWay(draft, sceneId(input), input.deed[1]),
  }),
  "remove-way": (input) => ({
    what: "Deleted a way with a condition",
    change: (draft) => {
      const [choice = "", at] = input.deed[1].split(":");
      return removeWay(draft, sceneId(input), choice, Number(at));
    },
  }),
  "add-outcome": (_, { other }) => ({
    what: "Added an outcome",
    goTo: "#outcomes",
    change: (draft) => ({
      ...draft,
      outcomes: [...draft.outcomes, { id: `outcome-${other}`, text: "" }],
    }),
  }),
  "add-person": (_, { other }) => ({
    what: "Added a person",
    goTo: "#people",
    change: (draft) => ({
      ...draft,
      people: [...draft.people, { id: `person-${other}`, name: "", about: "" }],
    }),
  }),
  "add-measure": (_, { other }) => ({
    what: "Added a measure",
    goTo: "#measures",
    change: (draft) => ({
      ...draft,
      measures: [
        ...draft.measures,
        { id: `measure-${other}`, name: "", start: 3, shown: true, words: ["", "", "", "", "", ""] },
      ],
    }),
  }),
  "remove-outcome": (input) => ({
    what: "Deleted an outcome",
    change: (draft) => removeNamed(draft, "outcomes", input.deed[1]),
  }),
  "remove-person": (input) => ({
    what: "Deleted a person",
    change: (draft) => removeNamed(draft, "people", input.deed[1]),
  }),
  "remove-measure": (input) => ({
    what: "Deleted a measure",
    change: (draft) => removeNamed(draft, "measures", input.deed[1]),
  }),
};

function movePart(draft: ScenarioDraft, input: EditInput, by: -1 | 1): ScenarioDraft {
  return input.part.kind === "ending"
    ? moveEnding(draft, partId(input), by)
    : moveScene(draft, partId(input), by);
}
