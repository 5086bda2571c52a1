import fc from "fast-check";
import { expect, it } from "vitest";
import { emptyDraft, type ScenarioDraft } from "./draft.ts";
import {
  addChoice,
  addEnding,
  addScene,
  changeScene,
  emptyChoice,
  emptyScene,
  linkChoice,
  moveScene,
  removePlace,
} from "./edit.ts";
import { differencesOf, mergeDocuments, mergeTexts, withValue, type Json } from "./merge.ts";

const base = ["a", "b", "c"].reduce(
  (draft, id) => addChoice(addScene(draft, emptyScene(id, `Scene ${id}`), null), id, emptyChoice(`${id}-1`)),
  addEnding(emptyDraft("draft", "Draft"), "end", "The end"),
);
const story = (draft: ScenarioDraft, id: string, text: string) =>
  withValue(draft, ["scenes", id, "text"], text);
const ids = (draft: ScenarioDraft) => draft.scenes.map((scene) => scene.id);

it("puts together what two people changed in different scenes, with nothing to ask", () => {
  const { document, conflicts } = mergeDocuments(base, story(base, "a", "Mine"), story(base, "b", "Theirs"));
  expect(conflicts).toEqual([]);
  expect(document).toEqual(story(story(base, "a", "Mine"), "b", "Theirs"));
});

it("puts together two fields of one choice", () => {
  const mine = linkChoice(base, "a", "a-1", "end");
  const theirs = withValue(base, ["scenes", "a", "choices", "a-1", "text"], "Knock");
  const { document, conflicts } = mergeDocuments(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(document.scenes.find((one) => one.id === "a")?.choices[0]).toMatchObject({
    to: "end",
    text: "Knock",
  });
});

it("asks where both changed the same text, and keeps theirs until then", () => {
  const { document, conflicts } = mergeDocuments(base, story(base, "a", "Mine"), story(base, "a", "Theirs"));
  expect(conflicts).toEqual([{ path: ["scenes", "a", "text"], base: "", mine: "Mine", theirs: "Theirs" }]);
  expect(document).toEqual(story(base, "a", "Theirs"));
});

it("keeps a scene that one takes away while the other writes in it", () => {
  const written = story(base, "b", "New words");
  expect(ids(mergeDocuments(base, removePlace(base, "b"), written).document)).toContain("b");
  expect(ids(mergeDocuments(base, written, removePlace(base, "b")).document)).toContain("b");
  expect(ids(mergeDocuments(base, removePlace(base, "b"), base).document)).not.toContain("b");
});

it("keeps the order of whoever changed it, and puts what the other added after what it followed", () => {
  const mine = moveScene(base, "c", -1);
  const theirs = addScene(base, emptyScene("d", "Scene d"), "c");
  expect(ids(mergeDocuments(base, mine, theirs).document)).toEqual(["first", "a", "c", "d", "b"]);
});

/** A few edits as authors make them, told by numbers. */
const edits = fc.array(
  fc.record({
    kind: fc.constantFrom("write", "add", "remove", "move", "link", "choice"),
    at: fc.nat(20),
    word: fc.constantFrom("Knock", "Wait", "Ask her", ""),
  }),
  { maxLength: 8 },
);
type Edits = readonly { kind: string; at: number; word: string }[];

function edited(draft: ScenarioDraft, list: Edits, who: string): ScenarioDraft {
  return list.reduce((now, { kind, at, word }, n) => {
    const scene = now.scenes[at % Math.max(1, now.scenes.length)];
    if (kind === "add" || !scene) return addScene(now, emptyScene(`${who}-${n}`, word), scene?.id ?? null);
    if (kind === "write") return story(now, scene.id, `${who} ${word}`);
    if (kind === "remove") return removePlace(now, scene.id);
    if (kind === "move") return moveScene(now, scene.id, at % 2 === 0 ? -1 : 1);
    if (kind === "choice") return addChoice(now, scene.id, emptyChoice(`${who}-choice-${n}`));
    const choice = scene.choices[0];
    return choice ? linkChoice(now, scene.id, choice.id, "end") : now;
  }, draft);
}

it("never drops a scene that nobody took away, and holds no scene twice", () => {
  fc.assert(
    fc.property(edits, edits, (first, second) => {
      const mine = edited(base, first, "mine");
      const theirs = edited(base, second, "theirs");
      const { document } = mergeDocuments(base, mine, theirs);
      const merged = ids(document);
      expect(new Set(merged).size).toBe(merged.length);
      for (const id of new Set([...ids(mine), ...ids(theirs)])) {
        const gone = ids(base).includes(id) && (!ids(mine).includes(id) || !ids(theirs).includes(id));
        if (!gone) expect(merged).toContain(id);
      }
      // What one wrote where the other did nothing is there word for word.
      for (const scene of theirs.scenes) {
        const was = base.scenes.find((one) => one.id === scene.id);
        const my = mine.scenes.find((one) => one.id === scene.id);
        if (was && my && my.text === was.text)
          expect(document.scenes.find((one) => one.id === scene.id)?.text).toBe(scene.text);
      }
    }),
  );
});

it("is what the other has when one has done nothing, and the same when both did the same", () => {
  fc.assert(
    fc.property(edits, (list) => {
      const changed = edited(base, list, "one");
      expect(mergeDocuments(base, changed, base)).toEqual({ document: changed, conflicts: [] });
      expect(mergeDocuments(base, base, changed)).toEqual({ document: changed, conflicts: [] });
      expect(mergeDocuments(base, changed, changed)).toEqual({ document: changed, conflicts: [] });
    }),
  );
});

it("keeps a picture with the words for it: those of one are never put to another", () => {
  const pictured = (file: string, alt: string) =>
    changeScene(base, "a", (one) => ({ ...one, picture: { file, alt } }));
  const from = pictured("one.png", "A gate");
  const described = pictured("one.png", "A green gate");
  const replaced = pictured("two.png", "A gate");
  const { document, conflicts } = mergeDocuments(from, described, replaced);
  expect(document).toEqual(replaced);
  expect(conflicts.map((one) => one.path.join("."))).toEqual(["scenes.a.picture"]);
  expect(mergeDocuments(from, story(from, "a", "Words"), replaced)).toEqual({
    document: story(replaced, "a", "Words"),
    conflicts: [],
  });
  expect(differencesOf(from as Json, replaced as Json).map(({ path }) => path.join("."))).toEqual([
    "scenes.a.picture",
  ]);
});

it("tells the smallest part that differs", () => {
  const after = moveScene(story(base, "a", "Words"), "c", -1);
  expect(differencesOf(base as Json, after as Json).map(({ path }) => path.join("."))).toEqual([
    "scenes.a.text",
    "scenes.order",
  ]);
});

it("puts together what two people wrote in different paragraphs of one text", () => {
  const text = "One.\n\nTwo.\n\nThree.";
  expect(mergeTexts(text, "One!\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree!")).toBe("One!\n\nTwo.\n\nThree!");
  expect(mergeTexts(text, "One.\n\nThree.", "Nought.\n\nOne.\n\nTwo.\n\nThree.")).toBe(
    "Nought.\n\nOne.\n\nThree.",
  );
  expect(mergeTexts(text, "One!\n\nTwo.\n\nThree.", "One.\n\nTwo!\n\nThree.")).toBe("One!\n\nTwo!\n\nThree.");
  expect(mergeTexts(text, "One.\n\nTwo?\n\nThree.", "One.\n\nTwo!\n\nThree.")).toBeNull();
  expect(mergeTexts(text, "One.\n\nTwo.\n\nMine.\n\nThree.", "One.\n\nTwo.\n\nTheirs.\n\nThree.")).toBeNull();
});

it("loses no paragraph that either wrote, and is the same whoever comes second", () => {
  const words = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(words, words, words, (from, mine, theirs) => {
      const [base, my, their] = [from, mine, theirs].map((list) => list.join("\n\n")) as [
        string,
        string,
        string,
      ];
      const merged = mergeTexts(base, my, their);
      expect(mergeTexts(base, their, my)).toBe(merged);
      expect(mergeTexts(base, my, base)).toBe(my);
      if (merged === null) return;
      const there = merged.split("\n\n");
      for (const one of [...mine, ...theirs]) if (!from.includes(one)) expect(there).toContain(one);
    }),
  );
});
