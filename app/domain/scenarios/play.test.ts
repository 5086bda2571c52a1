import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choice, ownScenarios, scene, small } from "#tests/fixtures/scenarios.ts";
import { publicChoices, replay, type ScenarioDecision } from "./play.ts";

const split = [{ to: "well", when: [{ measure: "heard", atLeast: 3 }] }, { to: "badly" }];
const sound = small([
  scene(
    "door",
    choice("listen", "kitchen", { effects: { heard: 5 } }),
    choice("shout", "kitchen", { effects: { heard: -5 }, critical: "Never shout." }),
  ),
  scene(
    "kitchen",
    choice("ask", split, { effects: { heard: 1 } }),
    choice("leave", "badly"),
    choice("trust", "well", { when: [{ measure: "heard", atLeast: 4 }] }),
  ),
]);
describe("playing a scenario", () => {
  it("begins at the start, with nothing decided", () => {
    expect(replay(sound, [])).toMatchObject({
      at: { kind: "scene", scene: { id: "door" } },
      measures: { heard: 2 },
      path: [],
      passed: null,
    });
  });
  it("keeps measures within 0 and 5 and judges destinations after the effects", () => {
    const play = replay(sound, [
      { scene: "door", choice: "listen" },
      { scene: "kitchen", choice: "ask" },
    ]);
    expect(play).toMatchObject({
      at: { kind: "ending", ending: { id: "well" } },
      measures: { heard: 5 },
      passed: true,
    });
    expect(play.path.map((step) => [step.before.heard, step.after.heard])).toEqual([
      [2, 5],
      [5, 5],
    ]);
  });
  it("knows a measure by any name, the names of the language itself included", () => {
    const named = small(
      [scene("door", choice("one", "well", { effects: { constructor: 1 } }), choice("two", "badly"))],
      {
        measures: [{ id: "constructor", name: "Built", start: 2, words: ["a", "b", "c", "d", "e", "f"] }],
        passing: [{ measure: "constructor", atLeast: 3 }],
      },
    );
    const after = (id: string) => replay(named, [{ scene: "door", choice: id }]).measures;
    expect([after("one"), after("two")]).toEqual([{ constructor: 3 }, { constructor: 2 }]);
  });
  it("does not pass after a critical error, and says why", () => {
    const play = replay(sound, [
      { scene: "door", choice: "shout" },
      { scene: "kitchen", choice: "ask" },
    ]);
    expect(play).toMatchObject({
      at: { kind: "ending", ending: { id: "badly" } },
      criticals: ["Never shout."],
      passed: false,
    });
  });
  it("offers a choice only while its conditions hold", () => {
    const after = (first: string) => replay(sound, [{ scene: "door", choice: first }]).at;
    expect(after("shout")).toMatchObject({ offered: [{ id: "ask" }, { id: "leave" }] });
    expect(after("listen")).toMatchObject({ offered: [{ id: "ask" }, { id: "leave" }, { id: "trust" }] });
    expect(() =>
      replay(sound, [
        { scene: "door", choice: "shout" },
        { scene: "kitchen", choice: "trust" },
      ]),
    ).toThrow(expect.objectContaining({ code: "bad-input" }));
  });
  it.each([
    ["bad-input", { scene: "nowhere", choice: "ask" }],
    ["bad-input", { scene: "door", choice: "nothing" }],
    ["stale", { scene: "kitchen", choice: "ask" }],
  ])("refuses as %s a decision that cannot be made", (code, decision) => {
    expect(() => replay(sound, [decision])).toThrow(expect.objectContaining({ code }));
  });
  it("refuses a decision after the end as stale", () => {
    const decisions = [
      { scene: "door", choice: "listen" },
      { scene: "kitchen", choice: "leave" },
      { scene: "kitchen", choice: "leave" },
    ];
    expect(() => replay(sound, decisions)).toThrow(expect.objectContaining({ code: "stale" }));
  });
  it("shows nothing of a choice but its words", () => {
    expect(publicChoices(sound.scenes[0]?.choices ?? [])).toEqual([
      { id: "listen", text: "listen" },
      { id: "shout", text: "shout" },
    ]);
  });
  it.each(ownScenarios().map((own) => [own.slug, own] as const))(
    "leads somewhere from every choice offered in %s, with measures from 0 to 5",
    (_, own) => {
      fc.assert(
        fc.property(fc.array(fc.nat(), { minLength: 30, maxLength: 30 }), (picks) => {
          const decisions: ScenarioDecision[] = [];
          for (const pick of picks) {
            const play = replay(own, decisions);
            for (const value of Object.values(play.measures)) expect(value >= 0 && value <= 5).toBe(true);
            if (play.at.kind === "ending") {
              expect(play.passed).not.toBeNull();
              break;
            }
            expect(play.at.offered.length).toBeGreaterThan(0);
            const { scene: here, offered } = play.at;
            for (const one of offered) replay(own, [...decisions, { scene: here.id, choice: one.id }]);
            decisions.push({ scene: here.id, choice: offered[pick % offered.length]?.id ?? "" });
          }
        }),
        { numRuns: 50 },
      );
    },
  );
});
