import { expect, it } from "vitest";
import { parseDay } from "../time.ts";
import { isPolicyKey, localRule, POLICY, POLICY_KEYS } from "./policy.ts";

const on = parseDay("2018-06-04");

it("names every switch once, and every choice of a switch once", () => {
  expect(new Set(POLICY_KEYS).size).toBe(POLICY.length);
  for (const { choices } of POLICY) {
    const ids = choices.map((choice) => choice.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(1);
  }
});

it("has words that fit into a sentence", () => {
  for (const { choices } of POLICY) for (const { words } of choices) expect(words).toMatch(/^[a-z].*[^.]$/);
});

it("says the safest until the force chooses, and says that nothing was chosen", () => {
  for (const one of POLICY) {
    expect(localRule(one.key, undefined)).toEqual({
      key: one.key,
      title: one.title,
      words: one.choices[0].words,
      decidedOn: null,
    });
  }
});

it("says what the force chose, and when", () => {
  const rule = localRule("live-case-timing", { choice: "tell-and-wait", on });
  expect(rule).toMatchObject({ decidedOn: on });
  expect(rule?.words).toMatch(/^tell and wait/);
});

it("falls back to the safest when what was chosen is offered no longer", () => {
  expect(localRule("live-case-timing", { choice: "as-you-like", on })).toEqual(
    localRule("live-case-timing", undefined),
  );
});

it("knows no other keys", () => {
  expect(isPolicyKey("hub-route")).toBe(true);
  expect(isPolicyKey("constructor")).toBe(false);
  expect(localRule("desk", undefined)).toBeNull();
});
