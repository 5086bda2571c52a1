/** A place in a module's draft as its author would name it. Intentionally pure. */
import type { IdPath } from "../scenarios/merge.ts";
import type { ModuleDraft } from "./module-draft.ts";
import { plainWords } from "./reading-age.ts";

const FIELDS: Readonly<Record<string, string>> = {
  title: "name",
  summary: "what it is about",
  slug: "address",
  outcomes: "outcomes",
  check: "the check",
  scenarios: "scenarios",
  card: "the card",
  change: "wording or substance",
  update: "the short update",
  lessons: "lessons",
  questions: "questions",
  files: "pictures and recordings",
  order: "order",
  text: "text",
  stem: "question",
  harmed: "what it means for the person harmed",
  facts: "facts",
  outcome: "outcome",
  use: "where it is asked",
  critical: "whether it is critical",
  type: "kind",
  options: "options",
  items: "items",
  groups: "groups",
  right: "whether it is right",
  feedback: "feedback",
  answer: "answer",
  group: "group",
  required: "whether it is required",
  say: "what to say",
  pass: "whom to pass it to",
  waitMinutes: "wait",
  minutes: "time allowed",
  days: "days",
};
const PARTS: Readonly<Record<string, string>> = { options: "option", items: "item", groups: "group" };

/** The first words of a question. */
export function stemWords(stem: string): string {
  const words = plainWords(stem).replace(/\s+/g, " ").trim();
  if (words === "") return "Without words";
  return words.length <= 60 ? words : `${words.slice(0, 60).replace(/\s+\S*$/, "")} …`;
}

/** "Lesson 2, Six principles · text", "Question “Mrs Nolan asks …” · option 2 · feedback" */
export function placeInModule(draft: ModuleDraft, path: IdPath): string {
  const [part = "", id, ...rest] = path;
  const at = (list: readonly { id: string }[]) => list.findIndex((one) => one.id === id);
  const field = (keys: readonly string[]) => keys.slice(0, 1).map((key) => FIELDS[key] ?? key);
  if (part === "lessons" && id !== undefined && id !== "order") {
    const place = at(draft.lessons);
    const lesson = draft.lessons[place];
    const words = lesson
      ? `Lesson ${place + 1}, ${lesson.title || "without a name"}`
      : "A lesson that is gone";
    return [words, ...field(rest)].join(" · ");
  }
  if (part === "questions" && id !== undefined && id !== "order") {
    const question = draft.questions[at(draft.questions)];
    const words = [question ? `Question “${stemWords(question.stem)}”` : "A question that is gone"];
    const [list = "", entry, ...within] = rest;
    const one = PARTS[list];
    if (one === undefined || entry === undefined || entry === "order")
      return [...words, ...field(rest)].join(" · ");
    const parts = (question as unknown as Record<string, readonly { id: string }[] | undefined>)[list] ?? [];
    const number = parts.findIndex((each) => each.id === entry);
    return [
      ...words,
      number === -1 ? `a ${one} that is gone` : `${one} ${number + 1}`,
      ...field(within),
    ].join(" · ");
  }
  if (part === "outcomes" && id !== undefined && id !== "order") {
    const outcome = draft.outcomes[at(draft.outcomes)];
    return `Outcome ${outcome?.text || id}`;
  }
  if (part === "check" && id === "pass") return "the check · pass mark";
  return [FIELDS[part] ?? part ?? "the whole", ...(id === undefined ? [] : field([id]))].join(" · ");
}
