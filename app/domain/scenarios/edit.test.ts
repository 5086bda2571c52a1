import { expect, it } from "vitest";
import { emptyDraft } from "./draft.ts";
import { addScene, emptyScene } from "./edit.ts";

it("puts a new scene after the one it follows, whatever that is called, and else at the end", () => {
  const draft = emptyDraft("s", "S");
  const ids = (one: typeof draft) => one.scenes.map((scene) => scene.id);
  const two = addScene(draft, emptyScene("second", "Second"), draft.scenes[0]?.id ?? null);
  expect(ids(two)).toEqual(["first", "second"]);
  expect(ids(addScene(two, emptyScene("between", "Between"), "first"))).toEqual([
    "first",
    "between",
    "second",
  ]);
  expect(ids(addScene(two, emptyScene("last", "Last"), null))).toEqual(["first", "second", "last"]);
  expect(ids(addScene(two, emptyScene("third", "Third"), "gone"))).toEqual(["first", "second", "third"]);
});
