import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textWithout } from "./erase-text.ts";

const without = textWithout({
  anyCase: ["mair@force.example", "Mair Halewood", "o'brien+rj@force.example"],
  exact: ["E1", "Day"],
});

describe("a text without somebody", () => {
  it.each([
    ["mailto:Mair@Force.example is no mailbox", "mailto:erased is no mailbox"],
    ["told by mair@force.example, MAIR HALEWOOD.", "told by erased, erased."],
    ["Mair Halewood's answer, (E1), E1.", "erased's answer, (erased), erased."],
    ["o'brien+rj@force.example", "erased"],
    ["E1 stands in an earlier row", "erased stands in an earlier row"],
  ])("%s", (text, left) => {
    expect(without(text)).toBe(left);
  });

  it("keeps what only looks like a part of it, and what others are called", () => {
    for (const text of [
      "joamair@force.example",
      "a.mair@force.example",
      "mair@force.example.org",
      "Mair Halewoods",
      "E11, e1, xE1, E1-b",
      '"31/02/2018" is not a day',
    ])
      expect(without(text)).toBe(text);
  });

  it("is the same text when there is nobody to take out", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(textWithout({ anyCase: [], exact: ["", " "] })(text)).toBe(text);
      }),
    );
  });

  it("holds the word nowhere by itself, whatever signs the word is made of", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (word, text) => {
        fc.pre(word.trim() !== "");
        const left = textWithout({ anyCase: [], exact: [word] })(`${text} ${word} ${text}`);
        expect(left).toContain(" erased ");
      }),
    );
  });
});
