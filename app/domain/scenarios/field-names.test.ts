import { expect, it } from "vitest";
import { fieldHolds } from "./field-names.ts";

const NAMES = [
  ...[
    "title",
    "when",
    "where",
    "text",
    "picture.file",
    "picture.alt",
    "with-here",
    "here",
    "facts",
    "decision",
    "starts-here",
  ],
  ...[
    "c.knock.text",
    "c.knock.to",
    "c.knock.way.0.to",
    "c.knock.way.0.when.0.measure",
    "c.knock.when.0.measure",
  ],
  ...["c.knock.effect.trust", "c.knock.said", "c.knock.facts", "c.knock.road.title", "c.knock-2.text"],
  ...["summary", "outcome.hear.text", "person.you.name", "measure.trust.shown", "measure.trust.word.3"],
  ...["passing.0.measure"],
];
const held = (path: readonly string[], part: string) => NAMES.filter(fieldHolds(path, part));

it("knows the fields of a scene that hold a place of the document", () => {
  const scene = (...within: string[]) => held(["scenes", "door", ...within], "scenes/door");
  expect(scene("text")).toEqual(["text"]);
  expect(scene("here")).toEqual(["with-here", "here"]);
  expect(scene("choices", "knock", "text")).toEqual(["c.knock.text"]);
  expect(scene("choices", "knock", "to")).toEqual([
    "c.knock.to",
    "c.knock.way.0.to",
    "c.knock.way.0.when.0.measure",
  ]);
  expect(scene("choices", "knock", "when")).toEqual(["c.knock.when.0.measure"]);
  expect(scene("choices", "knock", "effects", "trust")).toEqual(["c.knock.effect.trust"]);
  expect(scene("choices", "knock", "debrief", "said")).toEqual(["c.knock.said"]);
  expect(held(["roadsNotTaken"], "scenes/door")).toEqual(["c.knock.road.title"]);
  expect(held(["start"], "scenes/door")).toEqual(["starts-here"]);
  // A picture and its words are decided as one, and no field holds both.
  expect(scene("picture")).toEqual([]);
});

it("knows the fields about the whole, and none of another part", () => {
  expect(held(["outcomes", "hear", "text"], "")).toEqual(["outcome.hear.text"]);
  expect(held(["people", "you", "name"], "")).toEqual(["person.you.name"]);
  expect(held(["measures", "trust", "words"], "")).toEqual(["measure.trust.word.3"]);
  expect(held(["summary"], "")).toEqual(["summary"]);
  expect(held(["passing"], "")).toEqual(["passing.0.measure"]);
  for (const part of ["", "scenes/shop", "endings/door"])
    expect(held(["scenes", "door", "text"], part)).toEqual([]);
  expect(held(["title"], "scenes/door")).toEqual([]);
  expect(held(["endings", "heard", "title"], "endings/heard")).toEqual(["title"]);
});

it("finds the fields of a module's forms", () => {
  const names = [
    "title",
    "text",
    "p.b.text",
    "p.b.feedback",
    "g.one.text",
    "right",
    "with-right",
    "check-pass",
    "update",
  ];
  const held = (path: readonly string[], part: string) => names.filter(fieldHolds(path, part));
  expect(held(["lessons", "a", "text"], "lessons/a")).toEqual(["text"]);
  expect(held(["lessons", "a", "text"], "lessons/b")).toEqual([]);
  expect(held(["questions", "q", "options", "b", "feedback"], "questions/q")).toEqual(["p.b.feedback"]);
  expect(held(["questions", "q", "options", "b", "right"], "questions/q")).toEqual(["right", "with-right"]);
  expect(held(["questions", "q", "groups", "one", "text"], "questions/q")).toEqual(["g.one.text"]);
  expect(held(["check", "pass"], "module")).toEqual(["check-pass"]);
  expect(held(["update", "text"], "module")).toEqual(["update"]);
  expect(held(["title"], "module")).toEqual(["title"]);
  expect(held(["title"], "lessons/a")).toEqual([]);
});
