import { describe, expect, it } from "vitest";
import { toInstant } from "../time.ts";
import { leastSeconds, wentBackAndForth, wordsToRead } from "./integrity.ts";

const at = (minute: number) => toInstant(new Date(Date.UTC(2018, 5, 4, 9, minute)));
const use = (from: number, to: number) => ({ from: at(from), to: at(to) });

describe("a check that nobody can have read", () => {
  it("is measured in the words of the question and of what there is to choose from", () => {
    const part = (text: string) => ({ id: text, text });
    expect(
      wordsToRead({ type: "choice", stem: "What is it – this?", choices: [part("A tree"), part("A 7")] }),
    ).toBe(8);
    expect(
      wordsToRead({ type: "matching", stem: "Sort", source: [part("one two")], target: [part("three")] }),
    ).toBe(4);
    expect([0, 1, 600, 601].map(leastSeconds)).toEqual([0, 1, 60, 61]);
  });
});

describe("checks on one computer", () => {
  it.each([
    ["one after the other", use(0, 5), use(6, 9), false],
    ["one begins as the other ends", use(0, 5), use(5, 9), false],
    ["one within the other", use(0, 9), use(3, 5), true],
    ["turn by turn", use(0, 6), use(5, 9), true],
    ["an only answer between two of the other's", use(0, 9), use(4, 4), true],
    ["an only answer before the other's", use(0, 0), use(4, 8), false],
  ])("%s", (_, one, other, expected) => {
    expect(wentBackAndForth(one, other)).toBe(expected);
    expect(wentBackAndForth(other, one)).toBe(expected);
  });
});
