import fc from "fast-check";
import { expect, it } from "vitest";
import { begunOf, costliest, flowOf, layersOf, showable, type ChoiceCount } from "./flow.ts";
import type { Scenario } from "./scenario.ts";

const choice = (id: string, to: string, worth: number, critical?: string) => ({
  id,
  text: `choose ${id}`,
  to,
  when: [],
  effects: { trust: worth },
  consequence: "x",
  ...(critical && { critical }),
  debrief: { verdict: worth > 0 ? "good" : "harmful", said: "x", why: "x", facts: [] },
});
const scene = (id: string, choices: object[]) => ({ id, title: `Scene ${id}`, choices });
const SCENARIO = {
  slug: "s",
  start: "a",
  measures: [{ id: "trust" }],
  scenes: [
    scene("a", [choice("good", "b", 1), choice("bad", "z", -1)]),
    scene("b", [choice("good", "y", 1), choice("bad", "z", 0, "harm")]),
  ],
  endings: [
    { id: "y", title: "Yes" },
    { id: "z", title: "No" },
  ],
} as unknown as Scenario;
const count = (item: string, option: string, next: string, people: number): ChoiceCount => ({
  ...{ item, option, next, people },
});

it("follows officers from scene to scene, and says who left where", () => {
  const flow = flowOf(SCENARIO, [
    count("", "", "a", 40),
    count("a", "good", "b", 30),
    count("a", "bad", "z", 8),
    count("b", "good", "y", 20),
    count("b", "bad", "z", 9),
  ]);
  expect(flow.begun).toBe(40);
  const [a, b, y, z] = flow.nodes;
  expect(a).toMatchObject({ came: 40, left: 2, layer: 0, few: false });
  expect(a?.choices.map((one) => one.people)).toEqual([30, 8]);
  expect(a?.choices[0]?.share).toBeCloseTo(30 / 38, 10);
  expect(b).toMatchObject({ came: 30, left: 1, layer: 1 });
  expect([y, z]).toMatchObject([
    { came: 20, layer: 2 },
    { came: 17, layer: 2 },
  ]);
});

it("says nothing of choices under ten", () => {
  const { nodes } = flowOf(SCENARIO, [count("", "", "a", 9), count("a", "good", "b", 9)]);
  expect(nodes[0]).toMatchObject({ came: 9, few: true });
  expect(nodes[0]?.choices.every((one) => one.people === null && one.share === null)).toBe(true);
});

it("puts the dearest decision first, a critical error as a whole measure", () => {
  const counts = [
    ...[count("", "", "a", 30), count("a", "good", "b", 20), count("a", "bad", "z", 10)],
    ...[count("b", "good", "y", 15), count("b", "bad", "z", 5)],
  ];
  expect(costliest(SCENARIO, counts, 3)).toMatchObject([
    { scene: "b", decided: 20, cost: (5 * 6) / 20, choice: { text: "choose bad", share: 0.25 } },
    { scene: "a", decided: 30, cost: (10 * 2) / 30 },
  ]);
  expect(costliest(SCENARIO, [count("a", "good", "b", 50)], 3)).toEqual([]);
});

it("puts scenes in layers from left to right, whatever goes round", () => {
  const at = (id: string, ...to: string[]) =>
    scene(
      id,
      to.map((one) => choice(one, one, 1)),
    );
  const scenes = [at("a", "b", "c"), at("b", "c"), at("c", "d", "a"), at("d", "b", "z"), at("lost", "a")];
  const layers = layersOf({ start: "a", scenes } as never);
  expect([...layers]).toEqual([
    ["a", 0],
    ["b", 1],
    ["c", 2],
    ["d", 3],
  ]);
  const long = Array.from({ length: 20_000 }, (_, one) => at(`s${one}`, `s${one + 1}`, "s0"));
  expect(layersOf({ start: "s0", scenes: long } as never).get("s19999")).toBe(19_999);
});

it("never leaves a small group as what remains of the whole", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 12 }), (sizes) => {
      const groups = sizes.map((people) => ({ people }));
      const whole = sizes.reduce((sum, one) => sum + one, 0);
      const shown = showable(groups, whole);
      const rest = whole - shown.reduce((sum, one) => sum + one.people, 0);
      expect(shown.every((one) => one.people >= 10)).toBe(true);
      expect(shown.length === 0 || rest === 0 || rest >= 10).toBe(true);
    }),
  );
  expect(begunOf([])).toBe(0);
});
