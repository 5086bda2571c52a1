/** What an author does to a module's draft besides typing: every operation gives a new draft. Intentionally pure. */
import { AmendsError } from "../errors.ts";
import type { CardPart, DraftLesson, DraftQuestion, ModuleDraft, QuestionType } from "./module-draft.ts";

interface Named {
  readonly id: string;
}

/** @throws AmendsError `not-found` */
export function lessonIn(draft: ModuleDraft, id: string): DraftLesson {
  return found(draft.lessons, id, "lesson");
}

/** @throws AmendsError `not-found` */
export function questionIn(draft: ModuleDraft, id: string): DraftQuestion {
  return found(draft.questions, id, "question");
}

function found<Entry extends Named>(list: readonly Entry[], id: string, what: string): Entry {
  const entry = list.find((one) => one.id === id);
  if (entry) return entry;
  throw new AmendsError(
    "not-found",
    `There is no such ${what} in this draft`,
    "Choose one from the outline.",
  );
}

const without = <Entry extends Named>(list: readonly Entry[], id: string): Entry[] =>
  list.filter((one) => one.id !== id);

/** An entry one place up or down; one at the end stays. */
export function moved<Entry extends Named>(list: readonly Entry[], id: string, by: -1 | 1): Entry[] {
  const at = list.findIndex((one) => one.id === id);
  const to = at + by;
  const entry = list[at];
  if (!entry || to < 0 || to >= list.length) return [...list];
  const rest = without(list, id);
  return [...rest.slice(0, to), entry, ...rest.slice(to)];
}

/** A name that no lesson has: the wanted one, or with a number after it. */
export function freeLessonId(draft: ModuleDraft, wanted: string): string {
  for (let tried = 1; ; tried += 1) {
    const id = tried === 1 ? wanted : `${wanted}-${tried}`;
    if (!draft.lessons.some((one) => one.id === id)) return id;
  }
}

export function addLesson(draft: ModuleDraft, lesson: DraftLesson): ModuleDraft {
  return { ...draft, lessons: [...draft.lessons, lesson] };
}

export function removeLesson(draft: ModuleDraft, id: string): ModuleDraft {
  return { ...draft, lessons: without(draft.lessons, id) };
}

export function moveLesson(draft: ModuleDraft, id: string, by: -1 | 1): ModuleDraft {
  return { ...draft, lessons: moved(draft.lessons, id, by) };
}

/** Adds a question after another; null, or one that is not there: after them all. */
export function addQuestion(draft: ModuleDraft, question: DraftQuestion, after: string | null): ModuleDraft {
  const at = draft.questions.findIndex((one) => one.id === after) + 1;
  const to = at === 0 ? draft.questions.length : at;
  return {
    ...draft,
    questions: [...draft.questions.slice(0, to), question, ...draft.questions.slice(to)],
  };
}

/** Takes a question away, with every place that asks it. */
export function removeQuestion(draft: ModuleDraft, id: string): ModuleDraft {
  const tag = new RegExp(`\\n?<Question\\s+id="${id.replace(/[^a-z0-9-]/g, "")}"\\s*/>\\n?`, "g");
  return {
    ...draft,
    questions: without(draft.questions, id),
    update: { ...draft.update, questions: draft.update.questions.filter((one) => one !== id) },
    lessons: draft.lessons.map((lesson) => ({ ...lesson, text: lesson.text.replace(tag, "\n") })),
  };
}

/** Past the next question of the same outcome and use, as the bank lists them. */
export function moveQuestion(draft: ModuleDraft, id: string, by: -1 | 1): ModuleDraft {
  const one = questionIn(draft, id);
  const beside = draft.questions.filter((other) => other.outcome === one.outcome && other.use === one.use);
  const next = beside[beside.findIndex((other) => other.id === id) + by];
  if (!next) return draft;
  const rest = without(draft.questions, id);
  const to = rest.findIndex((other) => other.id === next.id) + (by === 1 ? 1 : 0);
  return { ...draft, questions: [...rest.slice(0, to), one, ...rest.slice(to)] };
}

export function changeQuestion(
  draft: ModuleDraft,
  id: string,
  change: (question: DraftQuestion) => DraftQuestion,
): ModuleDraft {
  return { ...draft, questions: draft.questions.map((one) => (one.id === id ? change(one) : one)) };
}

export function emptyQuestion(
  id: string,
  { outcome, use }: Pick<DraftQuestion, "outcome" | "use">,
): DraftQuestion {
  return {
    id,
    type: "single",
    outcome,
    use,
    stem: "",
    facts: [],
    critical: false,
    options: ["a", "b", "c", "d"].map((one) => ({ id: one, text: "", right: false, feedback: "" })),
  };
}

/** The texts that an officer chooses among or sorts, whatever the kind. */
function partsOf(question: DraftQuestion): { id: string; text: string; feedback: string }[] {
  if ("options" in question)
    return question.options.map(({ id, text, feedback }) => ({ id, text, feedback }));
  if (!("items" in question)) return [];
  return question.items.map((item) => ({
    id: item.id,
    text: item.text,
    feedback: "feedback" in item ? item.feedback : "",
  }));
}

/** The question as another kind: its texts are kept as far as that kind has room for them. */
export function withType(question: DraftQuestion, type: QuestionType): DraftQuestion {
  if (question.type === type) return question;
  const { id, outcome, use, stem, harmed, facts } = question;
  const base = {
    id,
    outcome,
    use: type === "reflection" ? ("lesson" as const) : use,
    stem,
    ...(harmed === undefined ? {} : { harmed }),
    facts,
    critical: type === "reflection" ? false : question.critical,
  };
  const parts = partsOf(question);
  const said = "feedback" in question ? (question.feedback ?? "") : "";
  switch (type) {
    case "single":
    case "multiple":
      return {
        ...base,
        type,
        options: "options" in question ? question.options : parts.map((one) => ({ ...one, right: false })),
      };
    case "sort":
      return {
        ...base,
        type,
        groups: [
          { id: "one", text: "" },
          { id: "two", text: "" },
        ],
        items: parts.map((one) => ({ ...one, group: "" })),
      };
    case "match":
      return { ...base, type, items: parts.map((one) => ({ ...one, answer: "" })) };
    case "order":
      return { ...base, type, items: parts.map((one) => ({ id: one.id, text: one.text })), feedback: said };
    case "reflection":
      return { ...base, type, ...(said === "" ? {} : { feedback: said }) };
  }
}

/** What a question has several of. */
export type PartList = "options" | "items" | "groups";

/** One more option, item or group, empty. */
export function addPart(question: DraftQuestion, list: PartList, id: string): DraftQuestion {
  const one = { id, text: "" };
  switch (question.type) {
    case "single":
    case "multiple":
      return { ...question, options: [...question.options, { ...one, right: false, feedback: "" }] };
    case "sort":
      return list === "groups"
        ? { ...question, groups: [...question.groups, one] }
        : { ...question, items: [...question.items, { ...one, group: "", feedback: "" }] };
    case "order":
      return { ...question, items: [...question.items, one] };
    case "match":
      return { ...question, items: [...question.items, { ...one, answer: "", feedback: "" }] };
    case "reflection":
      return question;
  }
}

/** The question with one of its lists changed, whichever kind it is. */
function withParts(
  question: DraftQuestion,
  list: PartList,
  change: <Entry extends Named>(entries: readonly Entry[]) => Entry[],
): DraftQuestion {
  switch (question.type) {
    case "single":
    case "multiple":
      return { ...question, options: change(question.options) };
    case "sort":
      return list === "groups"
        ? { ...question, groups: change(question.groups) }
        : { ...question, items: change(question.items) };
    case "order":
      return { ...question, items: change(question.items) };
    case "match":
      return { ...question, items: change(question.items) };
    case "reflection":
      return question;
  }
}

export const removePart = (question: DraftQuestion, list: PartList, id: string): DraftQuestion =>
  withParts(question, list, (entries) => without(entries, id));

export const movePart = (question: DraftQuestion, list: PartList, id: string, by: -1 | 1): DraftQuestion =>
  withParts(question, list, (entries) => moved(entries, id, by));

/** One more line on the card, which is there from then on. */
export function addCardPoint(draft: ModuleDraft, part: CardPart, id: string): ModuleDraft {
  const card = draft.card ?? { say: [], check: [], pass: [] };
  return { ...draft, card: { ...card, [part]: [...card[part], { id, text: "", facts: [] }] } };
}

/** A line less; with the last one the card is gone. */
export function removeCardPoint(draft: ModuleDraft, part: CardPart, id: string): ModuleDraft {
  if (!draft.card) return draft;
  const card = { ...draft.card, [part]: without(draft.card[part], id) };
  return { ...draft, card: card.say.length + card.check.length + card.pass.length === 0 ? null : card };
}
