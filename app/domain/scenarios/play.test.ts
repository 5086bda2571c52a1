import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkScenario } from "./check.ts";
import { publicChoices, replay, type ScenarioDecision } from "./play.ts";
import { scenarioDocument, type Scenario } from "./scenario.ts";

const debrief = { verdict: "good", said: "You did", why: "Because" };
const choice = (id: string, to: unknown, more: object = {}) => ({
  id,
  text: id,
  to,
  consequence: "Then",
  debrief,
  ...more,
});
const scene = (id: string, ...choices: object[]) => ({
  id,
  title: id,
  when: "now",
  where: "here",
  text: "What is seen",
  choices,
});
const small = (scenes: object[], more: object = {}): Scenario =>
  scenarioDocument.parse({
    slug: "small",
    title: "Small",
    summary: "S",
    role: "PCSO",
    outcomes: ["one"],
    start: "door",
    scenes,
    measures: [{ id: "heard", name: "Heard", start: 2, words: ["a", "b", "c", "d", "e", "f"] }],
    people: [{ id: "you", name: "You", about: "you" }],
    endings: [
      { id: "well", title: "Well", text: "t", passes: true, about: "a" },
      { id: "badly", title: "Badly", text: "t", passes: false, about: "a" },
    ],
    passing: [{ measure: "heard", atLeast: 3 }],
    ...more,
  });
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
const own = scenarioDocument.parse(
  parse(
    readFileSync(new URL("../../../content/scenarios/the-hedge-and-the-music.yaml", import.meta.url), "utf8"),
  ),
);

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
  it("leads somewhere from every choice offered in our own scenario, with measures from 0 to 5", () => {
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
      { numRuns: 200 },
    );
  });
});

describe("checking a scenario", () => {
  const said = (scenario: Scenario) =>
    checkScenario(scenario).map((problem) => `${problem.path.join(".")}: ${problem.message}`);
  const both = (to: unknown, more: object = {}) => [
    choice("one", to, more),
    choice("two", "well", { effects: { heard: 3 } }),
  ];

  it("finds our own and a small sound one sound", () => {
    expect(said(own)).toEqual([]);
    expect(said(sound)).toEqual([]);
  });
  it.each<[string, () => Scenario, RegExp]>([
    [
      "a missing target",
      () => small([scene("door", ...both("nowhere"))]),
      /^scenes\.0\.choices\.0\.to: it leads to "nowhere"/,
    ],
    [
      "two scenes with one id",
      () => small([scene("door", ...both("badly")), scene("door", ...both("badly"))]),
      /^scenes\.1\.id: the id "door" is used twice/,
    ],
    [
      "an unknown measure",
      () => small([scene("door", ...both("badly", { effects: { luck: 1 } }))]),
      /^scenes\.0\.choices\.0\.effects\.luck: there is no measure/,
    ],
    [
      "an unknown measure in a condition",
      () => small([scene("door", ...both("badly", { when: [{ measure: "luck", atLeast: 1 }] }))]),
      /when\.0\.measure: there is no measure "luck"/,
    ],
    [
      "an unknown person",
      () => small([{ ...scene("door", ...both("badly")), here: ["ghost"] }]),
      /^scenes\.0\.here\.0: there is no person/,
    ],
    [
      "a last way with a condition",
      () =>
        small([
          scene("door", ...both([{ to: "well" }, { to: "badly", when: [{ measure: "heard", atLeast: 1 }] }])),
        ]),
      /to\.1: the last way has a `when`/,
    ],
    [
      "an unreachable scene",
      () => small([scene("door", ...both("badly")), scene("attic", ...both("badly"))]),
      /^scenes\.1\.id: nothing leads to scene "attic"/,
    ],
    [
      "an unreachable ending",
      () => small([scene("door", ...both("well"))]),
      /^endings\.1\.id: nothing leads to ending "badly"/,
    ],
    [
      "a dead end",
      () =>
        small([
          scene("door", ...both("hall"), choice("three", "badly")),
          scene("hall", choice("on", "hall"), choice("round", "hall")),
        ]),
      /^scenes\.1\.id: scene "hall" is a dead end/,
    ],
    [
      "a scene with nothing to choose",
      () =>
        small([
          scene("door", ...both("hall"), choice("three", "badly")),
          scene(
            "hall",
            choice("on", "badly", { when: [{ measure: "heard", atLeast: 4 }] }),
            choice("round", "badly", { when: [{ measure: "heard", atMost: 1 }] }),
          ),
        ]),
      /^scenes\.1\.choices: .*no choice to make \(heard 2\)/,
    ],
    [
      "a dead end that only conditions make",
      () =>
        small([
          scene("door", ...both("hall"), choice("three", "badly")),
          scene(
            "hall",
            choice("on", "badly", { when: [{ measure: "heard", atLeast: 4 }] }),
            choice("round", "hall"),
          ),
        ]),
      /^scenes\.1\.id: .*dead end/,
    ],
    [
      "an ending that conditions close",
      () =>
        small([
          scene("door", ...both([{ to: "badly", when: [{ measure: "heard", atMost: 0 }] }, { to: "well" }])),
        ]),
      /^endings\.1\.id: the conditions never let anyone reach/,
    ],
    [
      "no passing ending",
      () =>
        small([scene("door", ...both("badly"))], {
          endings: [
            { id: "well", title: "W", text: "t", passes: false, about: "a" },
            { id: "badly", title: "B", text: "t", passes: false, about: "a" },
          ],
        }),
      /^endings: no ending passes/,
    ],
    [
      "nobody able to pass",
      () => small([scene("door", choice("one", "badly"), choice("two", "well"))]),
      /^passing: nobody can pass/,
    ],
  ])("names %s and where it is", (_, make, words) => {
    expect(said(make()).filter((line) => words.test(line))).toHaveLength(1);
    for (const problem of checkScenario(make())) expect(problem.cure).toMatch(/\.$/);
  });
});
