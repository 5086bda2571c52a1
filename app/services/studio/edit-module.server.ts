/** One form of a module's draft, sent: what was typed is saved, and what its button asks is done, in one save. */
import { AmendsError } from "#app/domain/errors.ts";
import type { ForceId, PersonId } from "#app/domain/ids.ts";
import {
  CARD_PARTS,
  showsFile,
  type CardPart,
  type DraftFile,
  type ModuleDraft,
} from "#app/domain/learning/module-draft.ts";
import {
  addCardPoint,
  addLesson,
  addPart,
  addQuestion,
  changeQuestion,
  emptyQuestion,
  freeLessonId,
  moveLesson,
  movePart,
  moveQuestion,
  questionIn,
  removeCardPoint,
  removeLesson,
  removePart,
  removeQuestion,
  type PartList,
} from "#app/domain/learning/module-edit.ts";
import type { Context } from "../context.server.ts";
import { slugOf } from "./draft.server.ts";
import { saveModule, type SavedDraft } from "./save-draft.server.ts";

/** The part of the draft that a form shows. */
export type ModulePart =
  | { readonly kind: "module" }
  | { readonly kind: "bank" }
  | { readonly kind: "lesson" | "question"; readonly id: string };

export interface EditModuleInput {
  readonly forceId: ForceId;
  readonly draftId: string;
  readonly by: PersonId;
  readonly base: number;
  readonly part: ModulePart;
  /** As in `SaveInput`. */
  readonly askAll?: boolean;
  /** The button's verb and what it is about; "save" does nothing besides. */
  readonly deed: readonly [verb: string, about: string];
  /** The name of a lesson to be added. */
  readonly named: string;
  /** A file that was chosen, which is kept already, with the words for it. */
  readonly chosen?: { readonly file: DraftFile; readonly words: string } | null;
}

/** An address within the draft: "lessons/ID", "questions/ID", "module", "questions". */
export interface EditedModule extends SavedDraft<ModuleDraft> {
  readonly goTo: string | null;
}

/**
 * @param typed puts what the form holds on the draft
 * @throws AmendsError as `saveDraft`; `bad-input` for a button that there is none of.
 */
export async function editModule(
  ctx: Context,
  input: EditModuleInput,
  typed: (draft: ModuleDraft) => ModuleDraft,
): Promise<EditedModule> {
  const [verb] = input.deed;
  const make = DEEDS[verb];
  if (!make)
    throw new AmendsError(
      "bad-input",
      `There is no button "${verb.slice(0, 30)}"`,
      "Use the buttons of the page.",
    );
  // Made once, so that a transaction that runs again makes the same things.
  const deed = make(input, ctx.newId().slice(-8));
  const written = (draft: ModuleDraft) => (deed.change ? deed.change(typed(draft)) : typed(draft));
  const saved = await saveModule(ctx, { ...input, what: deed.what }, written);
  const goTo = typeof deed.goTo === "function" ? deed.goTo(saved.document) : deed.goTo;
  return { ...saved, goTo: goTo ?? null };
}

interface Deed {
  readonly what: string;
  readonly goTo?: string | ((saved: ModuleDraft) => string);
  readonly change?: (draft: ModuleDraft) => ModuleDraft;
}
type MakeDeed = (input: EditModuleInput, id: string) => Deed;

const partId = ({ part }: EditModuleInput): string => ("id" in part ? part.id : "");
const WORDS = { module: "the settings", bank: "the bank", lesson: "the lesson", question: "the question" };

/** "options/b" → options, b */
function partAsked({ deed: [, about] }: EditModuleInput): [list: PartList, id: string] {
  const [list = "", id = ""] = about.split("/");
  return [list === "groups" || list === "items" ? list : "options", id];
}

function cardAsked({ deed: [, about] }: EditModuleInput): [part: CardPart, id: string] {
  const [named, id = ""] = about.split("/");
  return [CARD_PARTS.find((one) => one === named) ?? "say", id];
}

const inQuestion = (
  input: EditModuleInput,
  change: Parameters<typeof changeQuestion>[2],
): ((draft: ModuleDraft) => ModuleDraft) => {
  return (draft) => changeQuestion(draft, partId(input), change);
};

/** What shows a file in a lesson; null for captions, which stand in a film's. */
function tagOf(name: string, words: string, files: readonly DraftFile[]): string | null {
  const said = words.trim().replace(/\s+/g, " ").replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  if (name.endsWith(".vtt")) return null;
  if (/\.(png|jpg|webp|gif)$/.test(name)) return `<Figure src="./${name}" alt="${said}" />`;
  const film = /\.(mp4|webm)$/.test(name);
  const captions = files.findLast((one) => one.id.endsWith(".vtt"))?.id ?? "captions.vtt";
  const open = film
    ? `<Video src="./${name}" title="${said}" captions="./${captions}">`
    : `<Audio src="./${name}" title="${said}">`;
  return `${open}\n\nWrite here what is said in it.\n\n</${film ? "Video" : "Audio"}>`;
}

const moving =
  (by: -1 | 1, words: string): MakeDeed =>
  (input) => ({
    what: `Moved ${WORDS[input.part.kind]} ${words}`,
    change: (draft) =>
      input.part.kind === "lesson"
        ? moveLesson(draft, partId(input), by)
        : moveQuestion(draft, input.part.kind === "question" ? partId(input) : input.deed[1], by),
  });

const DEEDS: Readonly<Record<string, MakeDeed>> = {
  save: (input) => ({ what: `Wrote in ${WORDS[input.part.kind]}` }),
  "change-type": () => ({ what: "Made the question another kind" }),
  "add-lesson": (input, id) => {
    const title = input.named.trim() || "A new lesson";
    return {
      what: "Added a lesson",
      goTo: (saved) => `lessons/${saved.lessons.at(-1)?.id ?? ""}`,
      change: (draft) =>
        addLesson(draft, {
          id: freeLessonId(draft, input.named.trim() === "" ? `lesson-${id}` : slugOf(title, "lesson")),
          title,
          summary: "",
          text: "## The first screen\n\nWrite here.\n",
        }),
    };
  },
  "remove-lesson": (input) => ({
    what: "Deleted a lesson",
    goTo: "module",
    change: (draft) => removeLesson(draft, partId(input)),
  }),
  up: moving(-1, "up"),
  down: moving(1, "down"),
  "question-up": moving(-1, "up"),
  "question-down": moving(1, "down"),
  "add-question": (input, id) => ({
    what: "Added a question",
    goTo: `questions/question-${id}`,
    change: (draft) =>
      addQuestion(
        draft,
        emptyQuestion(`question-${id}`, {
          outcome: input.deed[1] || (draft.outcomes[0]?.id ?? ""),
          use: "check",
        }),
        null,
      ),
  }),
  "ask-here": (input, id) => ({
    what: "Added a question to a lesson",
    goTo: `questions/question-${id}`,
    change: (draft) => {
      const outcome = draft.outcomes[0]?.id ?? "";
      const added = addQuestion(draft, emptyQuestion(`question-${id}`, { outcome, use: "lesson" }), null);
      const text = (was: string) => `${was.trimEnd()}\n\n<Question id="question-${id}" />\n`;
      return {
        ...added,
        lessons: added.lessons.map((one) =>
          one.id === partId(input) ? { ...one, text: text(one.text) } : one,
        ),
      };
    },
  }),
  "put-here": (input) => ({
    what: "Put a question into a lesson",
    change: (draft) => ({
      ...draft,
      lessons: draft.lessons.map((one) =>
        one.id === partId(input)
          ? {
              ...one,
              text: `${one.text.trimEnd()}\n\n<Question id="${questionIn(draft, input.deed[1]).id}" />\n`,
            }
          : one,
      ),
    }),
  }),
  "add-file": (input) => ({
    what: "Put a file into a lesson",
    change: (draft) => {
      const { chosen } = input;
      if (!chosen) return draft;
      const files = (draft.files ?? []).filter((one) => one.id !== chosen.file.id);
      const tag = tagOf(chosen.file.id, chosen.words, files);
      const lessons = draft.lessons.map((one) =>
        one.id === partId(input) && tag !== null
          ? { ...one, text: `${one.text.trimEnd()}\n\n${tag}\n` }
          : one,
      );
      return { ...draft, lessons, files: [...files, chosen.file] };
    },
  }),
  "remove-file": (input) => ({
    what: "Took a file away",
    change: (draft) => {
      const [, name] = input.deed;
      // What a lesson still shows stays.
      if (draft.lessons.some(({ text }) => showsFile(text, name))) return draft;
      return { ...draft, files: draft.files?.filter((one) => one.id !== name) };
    },
  }),
  "copy-question": (input, id) => ({
    what: "Copied a question",
    goTo: `questions/question-${id}`,
    change: (draft) => {
      const from = input.deed[1] || partId(input);
      return addQuestion(draft, { ...questionIn(draft, from), id: `question-${id}` }, from);
    },
  }),
  "remove-question": (input) => ({
    what: "Deleted a question",
    goTo: "questions",
    change: (draft) => removeQuestion(draft, input.deed[1] || partId(input)),
  }),
  "add-part": (input, id) => ({
    what: "Added to the question",
    change: inQuestion(input, (question) => addPart(question, partAsked(input)[0], `o-${id}`)),
  }),
  "remove-part": (input) => ({
    what: "Took something from the question",
    change: inQuestion(input, (question) => removePart(question, ...partAsked(input))),
  }),
  "part-up": (input) => ({
    what: "Moved part of the question up",
    change: inQuestion(input, (question) => movePart(question, ...partAsked(input), -1)),
  }),
  "part-down": (input) => ({
    what: "Moved part of the question down",
    change: inQuestion(input, (question) => movePart(question, ...partAsked(input), 1)),
  }),
  "add-outcome": (_, id) => ({
    what: "Added an outcome",
    goTo: "module#outcomes",
    change: (draft) => ({ ...draft, outcomes: [...draft.outcomes, { id: `outcome-${id}`, text: "" }] }),
  }),
  "remove-outcome": (input) => ({
    what: "Deleted an outcome",
    change: (draft) => ({
      ...draft,
      outcomes: draft.outcomes.filter((one) => one.id !== input.deed[1]),
    }),
  }),
  "add-point": (input, id) => ({
    what: "Added to the card",
    goTo: "module#card",
    change: (draft) => addCardPoint(draft, cardAsked(input)[0], `point-${id}`),
  }),
  "remove-point": (input) => ({
    what: "Took something from the card",
    goTo: "module#card",
    change: (draft) => removeCardPoint(draft, ...cardAsked(input)),
  }),
};
