import { describe, expect, it } from "vitest";
import { countWords } from "./lesson.ts";
import { plainWords, readability, syllablesIn } from "./reading-age.ts";

describe("the reading age of a text", () => {
  it.each([
    // 6 words of 6 syllables, and 13 of 26.
    ["The cat sat on the mat. ", -1.45],
    ["The Australian platypus is seemingly a hybrid of a mammal and reptilian creature. ", 13.08],
  ])("is that of the formula for %s", (sentence, grade) => {
    expect(readability(sentence.repeat(20)).grade).toBeCloseTo(grade, 2);
    expect(readability(sentence).grade).toBeNull();
  });
  it.each<[number, string]>([
    [1, "called makes quite asks tried house she's don't 14 the"],
    [2, "wanted settled houses table person harmful being didn't quiet"],
    [3, "officer period seemingly area supervise"],
    [4, "restorative community responsible"],
  ])("counts %i in each of: %s", (count, words) => {
    for (const word of words.split(" ")) expect(`${word} ${syllablesIn(word)}`).toBe(`${word} ${count}`);
  });
  it.each(["[", "[](", "![", ".", "<", "<!--", " ", "\n", "#", "1.", "a"])(
    "reads a hundred thousand times %j as quickly as any text",
    (mark) => {
      const text = `${mark.repeat(100_000)}|`;
      expect(readability(plainWords(text)).words).toBeLessThanOrEqual(100_000);
      expect(countWords(text)).toBeLessThanOrEqual(100_000);
    },
  );
  it("judges what is read: no marks, no addresses, each item of a list by itself", () => {
    expect(plainWords("**Ask** [her](https://example.org/very/long) _first_")).toBe("Ask her first");
    expect(readability(plainWords("## Two things\n\n- one\n- two")).sentences).toBe(3);
  });
});
