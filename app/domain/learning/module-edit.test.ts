import { expect, it } from "vitest";
import {
  askedIn,
  emptyModule,
  factsIn,
  moduleDraft,
  type DraftQuestion,
  type QuestionType,
} from "./module-draft.ts";
import {
  addLesson,
  addPart,
  addQuestion,
  emptyQuestion,
  freeLessonId,
  moveLesson,
  moveQuestion,
  removeQuestion,
  withType,
} from "./module-edit.ts";
import { placeInModule } from "./module-places.ts";

const empty = emptyModule("talk", "Talk");
const about = { outcome: "first-outcome", use: "check" } as const;
const asked: DraftQuestion = { ...emptyQuestion("why", { ...about, use: "lesson" }), stem: "Why *now*?" };
const draft = addQuestion(
  {
    ...empty,
    lessons: [
      {
        id: "one",
        title: "One",
        summary: "",
        text: 'A <Fact id="F7" /> here.\n\n<Question id="why" />\n\nB',
      },
    ],
  },
  asked,
  null,
);

it("takes a question from every place that asks it", () => {
  const updating = { ...draft, update: { ...draft.update, questions: ["why"] } };
  const after = removeQuestion(updating, "why");
  expect(askedIn(draft.lessons[0]?.text ?? "")).toEqual(["why"]);
  expect(askedIn(after.lessons[0]?.text ?? "")).toEqual([]);
  expect(after.questions).toEqual([]);
  expect(after.update.questions).toEqual([]);
  expect(factsIn(after)).toEqual(["F7"]);
});

it("moves a question past the next of its own outcome and use", () => {
  const bank = ["a", "b", "c"].reduce(
    (whole, id, at) =>
      addQuestion(whole, emptyQuestion(id, at === 1 ? { ...about, outcome: "other" } : about), null),
    empty,
  );
  expect(moveQuestion(bank, "c", -1).questions.map((one) => one.id)).toEqual(["c", "a", "b"]);
  expect(moveQuestion(bank, "a", 1).questions.map((one) => one.id)).toEqual(["b", "c", "a"]);
  expect(moveQuestion(bank, "b", 1)).toEqual(bank);
});

it("never gives two lessons one address, and leaves one at the end where it is", () => {
  const two = addLesson(draft, { id: freeLessonId(draft, "one"), title: "One", summary: "", text: "" });
  expect(two.lessons.map((one) => one.id)).toEqual(["one", "one-2"]);
  expect(moveLesson(two, "one-2", 1)).toEqual(two);
  expect(moveLesson(two, "one-2", -1).lessons.map((one) => one.id)).toEqual(["one-2", "one"]);
});

const KINDS: QuestionType[] = ["single", "multiple", "sort", "order", "match", "reflection"];
it.each(KINDS.flatMap((from) => KINDS.map((to) => [from, to] as const)))(
  "makes a %s question a %s one that can be kept",
  (from, to) => {
    const filled = addPart(withType({ ...asked, facts: ["F1"], harmed: "It lands." }, from), "items", "new");
    const changed = withType(filled, to);
    expect(changed).toMatchObject({
      id: "why",
      type: to,
      stem: "Why *now*?",
      facts: ["F1"],
      harmed: "It lands.",
    });
    expect(moduleDraft.parse({ ...draft, questions: [changed] }).questions).toEqual([changed]);
  },
);

it("names a place as its author would", () => {
  expect(placeInModule(draft, ["lessons", "one", "text"])).toBe("Lesson 1, One · text");
  expect(placeInModule(draft, ["questions", "why", "options", "b", "feedback"])).toBe(
    "Question “Why now?” · option 2 · feedback",
  );
  expect(placeInModule(draft, ["questions", "gone"])).toBe("A question that is gone");
  expect(placeInModule(draft, ["check", "pass"])).toBe("the check · pass mark");
  expect(placeInModule(draft, ["lessons", "order"])).toBe("lessons · order");
});
