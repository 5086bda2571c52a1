import { expect, it } from "vitest";
import { costliest, flowOf, layersOf, type ChoiceCount } from "./flow.ts";
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
  // Two left: too few to say, like all that is under ten.
  expect(a).toMatchObject({ came: 40, left: null, layer: 0, few: false });
  expect(a?.choices.map((one) => one.people)).toEqual([30, 8]);
  expect(a?.choices[0]?.share).toBeCloseTo(30 / 38, 10);
  expect(b).toMatchObject({ came: 30, left: null, layer: 1 });
  expect(flow.links).toEqual([
    { from: "a", to: "b", people: 30 },
    { from: "b", to: "y", people: 20 },
  ]);
  expect([y, z]).toMatchObject([
    { came: 20, layer: 2 },
    { came: 17, layer: 2 },
  ]);
});

it("says nothing of choices under ten, nor how many came to where they lead", () => {
  const { nodes, links } = flowOf(SCENARIO, [
    ...[count("", "", "a", 40), count("a", "good", "b", 9), count("a", "bad", "z", 31)],
    ...[count("b", "good", "y", 6), count("b", "bad", "z", 3)],
  ]);
  const [a, b, y, z] = nodes;
  expect(a?.few).toBe(false);
  expect(b).toMatchObject({ came: null, left: null, few: true });
  expect(b?.choices.every((one) => one.people === null && one.share === null)).toBe(true);
  // 34 - 31 would be what three of the nine chose.
  expect([y?.came, z?.came]).toEqual([null, null]);
  expect(links).toEqual([{ from: "a", to: "z", people: 31 }]);
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
