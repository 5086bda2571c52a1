import { describe, expect, it } from "vitest";
import { choice, harmful, ownScenarios, scene, small } from "#tests/fixtures/scenarios.ts";
import type { FindingRule } from "./finding-rule.ts";
import { replay } from "./play.ts";
import { pathsToEndings, proveScenario } from "./prove.ts";
import type { Scenario } from "./scenario.ts";

const split = [{ to: "well", when: [{ measure: "heard", atLeast: 3 }] }, { to: "badly" }];
const sound = (): Scenario =>
  small([
    scene(
      "door",
      choice("ask", "kitchen", { effects: { heard: 5 } }),
      harmful("push", "badly"),
      harmful("go", "badly"),
    ),
    scene("kitchen", choice("hear", "well"), harmful("tell", "badly"), harmful("sign", "badly")),
  ]);
/** Two choices: the first leads where the test says, the second to a pass. */
const both = (to: unknown, more: object = {}) => [
  choice("one", to, more),
  choice("two", "well", { effects: { heard: 3 } }),
];
const said = (scenario: Scenario, rule: FindingRule) =>
  proveScenario(scenario)
    .findings.filter((finding) => finding.rule === rule)
    .map((finding) => `${finding.severity} ${finding.path.join(".")}: ${finding.message}`);

const words = (count: number): string => Array.from({ length: count }, () => "word").join(" ");
const HARD = Array.from(
  { length: 6 },
  () =>
    "Organisational proportionality considerations necessitate comprehensive multidisciplinary communication regarding voluntary participation opportunities, notwithstanding administrative jurisdictional complications and institutional recommendations.",
).join(" ");

type Case = [rule: FindingRule, what: string, make: () => Scenario, words: RegExp];
const hall = (...choices: object[]) => [
  scene("door", ...both("hall"), choice("three", "badly")),
  scene("hall", ...choices),
];
const CASES: Case[] = [
  [
    "unknown-name",
    "a missing target",
    () => small([scene("door", ...both("nowhere"))]),
    /^error scenes\.0\.choices\.0\.to: it leads to "nowhere"/,
  ],
  [
    "unknown-name",
    "a start that is not there",
    () => small([scene("hall", ...both("badly"))]),
    /^error start: the start "door"/,
  ],
  [
    "unknown-name",
    "an unknown measure",
    () => small([scene("door", ...both("badly", { effects: { luck: 1 } }))]),
    /^error scenes\.0\.choices\.0\.effects\.luck: there is no measure/,
  ],
  [
    "unknown-name",
    "an unknown measure in a condition",
    () => small([scene("door", ...both("badly", { when: [{ measure: "luck", atLeast: 1 }] }))]),
    /^error scenes\.0\.choices\.0\.when\.0\.measure: there is no measure "luck"/,
  ],
  [
    "unknown-name",
    "an unknown person",
    () => small([{ ...scene("door", ...both("badly")), here: ["ghost"] }]),
    /^error scenes\.0\.here\.0: there is no person/,
  ],
  [
    "unknown-name",
    "an unknown outcome",
    () => small([{ ...scene("door", ...both("badly")), outcomes: ["two"] }]),
    /^error scenes\.0\.outcomes\.0: there is no outcome/,
  ],
  [
    "unknown-name",
    "a road not taken that is no choice",
    () =>
      small([scene("door", ...both("badly"))], {
        roadsNotTaken: [{ scene: "door", choice: "six", title: "t", text: "t" }],
      }),
    /^error roadsNotTaken\.0\.choice: scene "door" has no choice "six"/,
  ],
  [
    "id-twice",
    "two scenes with one id",
    () => small([scene("door", ...both("badly")), scene("door", ...both("badly"))]),
    /^error scenes\.1\.id: the id "door" is used twice/,
  ],
  [
    "impossible-condition",
    "a condition that cannot hold",
    () => small([scene("door", ...both("badly", { when: [{ measure: "heard", atLeast: 3, atMost: 1 }] }))]),
    /^error scenes\.0\.choices\.0\.when\.0: /,
  ],
  [
    "last-way-has-when",
    "a last way with a condition",
    () =>
      small([
        scene(
          "door",
          ...both([
            { to: "well", when: [{ measure: "heard", atLeast: 3 }] },
            { to: "badly", when: [{ measure: "heard", atLeast: 1 }] },
          ]),
        ),
      ]),
    /^error scenes\.0\.choices\.0\.to\.1: the last way/,
  ],
  [
    "way-hides-others",
    "a way that hides the next",
    () => small([scene("door", ...both([{ to: "well" }, { to: "badly" }]))]),
    /^error scenes\.0\.choices\.0\.to\.0: this way always holds/,
  ],
  [
    "unreachable",
    "a scene to which nothing leads",
    () => small([scene("door", ...both("badly")), scene("attic", ...both("badly"))]),
    /^error scenes\.1\.id: nothing leads to scene "attic"/,
  ],
  [
    "unreachable",
    "an ending to which nothing leads",
    () => small([scene("door", ...both("well"))]),
    /^error endings\.1\.id: nothing leads to ending "badly"/,
  ],
  [
    "unreachable",
    "an ending that conditions close",
    () =>
      small([
        scene("door", ...both([{ to: "badly", when: [{ measure: "heard", atMost: 0 }] }, { to: "well" }])),
      ]),
    /^error endings\.1\.id: the conditions never let anyone reach/,
  ],
  [
    "loop-without-exit",
    "a scene that leads round and round",
    () => small(hall(choice("on", "hall"), choice("round", "hall"))),
    /^error scenes\.1\.id: scene "hall" is a dead end: .* round and round/,
  ],
  [
    "loop-without-exit",
    "a loop that only the measures close",
    () =>
      small([
        scene("door", ...both("hall"), choice("three", "hall", { effects: { heard: 3 } })),
        scene(
          "hall",
          choice("on", "badly", { when: [{ measure: "heard", atLeast: 4 }] }),
          choice("round", "hall"),
        ),
      ]),
    /^error scenes\.1\.id: scene "hall" can be reached in a state from which no ending can be/,
  ],
  [
    "no-choice-left",
    "a scene with nothing to choose",
    () =>
      small(
        hall(
          choice("on", "badly", { when: [{ measure: "heard", atLeast: 4 }] }),
          choice("round", "badly", { when: [{ measure: "heard", atMost: 1 }] }),
        ),
      ),
    /^error scenes\.1\.choices: .*no choice to make \(heard 2\)/,
  ],
  [
    "dead-end",
    "a scene that leads only to one with nothing to choose",
    () =>
      small([
        scene("door", ...both("porch"), choice("three", "badly")),
        scene("porch", choice("a", "hall"), choice("b", "hall")),
        scene(
          "hall",
          choice("on", "badly", { when: [{ measure: "heard", atLeast: 4 }] }),
          choice("off", "badly", { when: [{ measure: "heard", atLeast: 4 }] }),
        ),
      ]),
    /^error scenes\.1\.id: scene "porch" is a dead end/,
  ],
  [
    "choice-never-offered",
    "a choice that nobody is offered",
    () =>
      small([
        scene(
          "door",
          ...both("badly"),
          choice("three", "badly", { when: [{ measure: "heard", atLeast: 3 }] }),
        ),
      ]),
    /^error scenes\.0\.choices\.2\.when: choice "three" of scene "door" is never offered/,
  ],
  [
    "way-never-taken",
    "a way that nobody takes",
    () => small([scene("door", ...both("badly"), choice("three", split))]),
    /^warning scenes\.0\.choices\.2\.to\.0: choice "three" never leads to "well"/,
  ],
  [
    "no-passing-ending",
    "no passing ending",
    () =>
      small([scene("door", ...both("badly"))], {
        endings: [
          { id: "well", title: "W", text: "t", passes: false, about: "a" },
          { id: "badly", title: "B", text: "t", passes: false, about: "a" },
        ],
      }),
    /^error endings: no ending passes/,
  ],
  [
    "nobody-passes",
    "nobody able to pass",
    () => small([scene("door", choice("one", "badly"), choice("two", "well"))]),
    /^error passing: nobody can pass/,
  ],
  [
    "success-after-critical",
    "an ending that reads like success after a critical error",
    () =>
      small([
        scene("door", ...both("badly", {}), harmful("three", "hall", { critical: "Never." })),
        scene("hall", ...both("badly")),
      ]),
    /^error scenes\.0\.choices\.2\.critical: .*"three" in scene "door".*\(door: three → hall: two\)/,
  ],
  [
    "critical-not-harmful",
    "a critical error that is called good",
    () => small([scene("door", ...both("badly", { critical: "Never." }))]),
    /^warning scenes\.0\.choices\.0\.debrief\.verdict: /,
  ],
  [
    "pass-after-harm",
    "a pass that harm leads straight to",
    () => small([scene("door", harmful("one", "well", { effects: { heard: 3 } }), choice("two", "badly"))]),
    /^error scenes\.0\.choices\.0: .*straight to a pass \(door: one\)/,
  ],
  [
    "pass-after-harm",
    "a pass in spite of harm, and the way there",
    () =>
      small([scene("door", harmful("one", "hall"), choice("two", "badly")), scene("hall", ...both("badly"))]),
    /^warning scenes\.0\.choices\.0: one can pass in spite of .*\(door: one → hall: two\)/,
  ],
  [
    "success-not-passed",
    "an ending that reads like success and is none",
    () =>
      small([
        scene(
          "door",
          choice("one", "well"),
          choice("two", "well", { effects: { heard: 3 } }),
          choice("three", "badly"),
        ),
      ]),
    /^warning endings\.0\.passes: .*\(door: one\)/,
  ],
  [
    "passes-by-chance",
    "a pass one time in two",
    () => small([scene("door", ...both("badly"))]),
    /^warning passing: .* 50\.0 % of the time/,
  ],
  [
    "longest-passes",
    "a pass for whoever takes the longest",
    () =>
      small([
        scene(
          "door",
          choice("one", "badly"),
          choice("two", "well", { text: "a longer one", effects: { heard: 3 } }),
        ),
      ]),
    /^warning scenes: .*\(door: two\)/,
  ],
  [
    "outcome-never-met",
    "an outcome that no scene is about",
    () =>
      small([scene("door", ...both("badly"))], {
        outcomes: [
          { id: "one", text: "One" },
          { id: "two", text: "Two" },
        ],
      }),
    /^warning outcomes\.1: no scene is about/,
  ],
  [
    "outcome-passed-by",
    "a pass that never meets an outcome",
    () => small([{ ...scene("door", ...both("hall")), outcomes: [] }, scene("hall", ...both("badly"))]),
    /^warning outcomes\.0: .*"one" \(door: two\)/,
  ],
  [
    "fact-never-met",
    "a fact that nothing rests on",
    () => small([scene("door", ...both("badly"))], { facts: ["F1"] }),
    /^warning facts\.0: .*F1/,
  ],
  [
    "fact-not-listed",
    "a fact that the scenario does not list",
    () => small([{ ...scene("door", ...both("badly")), facts: ["F2"] }]),
    /^warning scenes\.0\.facts\.0: .*F2/,
  ],
  [
    "stands-out",
    "a right choice that stands out",
    () =>
      small([
        scene("door", choice("one", "well", { text: words(9) }), harmful("two", "badly", { text: words(5) })),
      ]),
    /^warning scenes\.0\.choices\.0\.text: /,
  ],
  [
    "tone",
    "a word that blames",
    () =>
      small([
        scene("door", choice("one", "well"), harmful("two", "badly", { text: "Dismiss what she says" })),
      ]),
    /^warning scenes\.0\.choices\.1\.text: "Dismiss" gives away that "two" is wrong/,
  ],
  [
    "tone",
    "a word that praises",
    () => small([scene("door", choice("one", "well", { text: "Ask her gently" }), harmful("two", "badly"))]),
    /^warning scenes\.0\.choices\.0\.text: "gently" gives away that "one" is right/,
  ],
  [
    "reading-age",
    "a scene too hard to read",
    () => small([{ ...scene("door", ...both("badly")), text: HARD }]),
    /^warning scenes\.0\.text: scene "door" with its choices asks for a reading age of \d\d/,
  ],
  [
    "alt-text",
    "an image without a text in its place",
    () => small([{ ...scene("door", ...both("badly")), text: "See ![ ](plan.png)" }]),
    /^error scenes\.0\.text: the image has no alt text/,
  ],
  [
    "alt-text",
    "a picture that nobody described",
    () => small([{ ...scene("door", ...both("badly")), picture: { file: "plan.png", alt: " " } }]),
    /^error scenes\.0\.picture\.alt: the picture has no words for those who cannot see it/,
  ],
  [
    "minutes",
    "a scenario that takes too long",
    () => small([{ ...scene("door", ...both("badly")), text: words(4_200) }]),
    /^warning scenes: it takes 22 minutes/,
  ],
  [
    "reason-unused",
    "a reason that nothing needs",
    () =>
      small([scene("door", ...both("badly"))], {
        accepted: [{ rule: "tone", at: ["door/one"], reason: "r" }],
      }),
    /^warning accepted\.0\.at\.0: a reason is given for leaving "tone" at door\/one/,
  ],
];

describe("proving a scenario", () => {
  it("has nothing against a small sound one, and says what it may be left as of our own", () => {
    expect(proveScenario(sound()).findings).toEqual([]);
    for (const own of ownScenarios())
      expect(proveScenario(own).findings.filter((finding) => finding.accepted === undefined)).toEqual([]);
  });

  it.each(CASES)("%s: names %s and where it is", (rule, _, make, pattern) => {
    expect(said(make(), rule).filter((line) => pattern.test(line))).toHaveLength(1);
    for (const finding of proveScenario(make()).findings) expect(finding.cure).toMatch(/\.$/);
  });

  it.each([
    [
      "longest-is-right",
      (right: number, at: number) => (at < right ? "longer words" : "short"),
      /right choice is the longest in 3 of 5 scenes/,
    ],
    ["place-is-right", () => "short", /choice 1 of the list is right in 5 of 5 scenes/],
  ] as const)("%s: judges five scenes together", (rule, textOf, pattern) => {
    const ids = ["door", "b", "c", "d", "e"];
    const scenes = ids.map((id, at) =>
      scene(
        id,
        choice("right", ids[at + 1] ?? "well", { text: textOf(3, at), effects: { heard: 1 } }),
        harmful("wrong", "badly", { text: "not long" }),
      ),
    );
    expect(said(small(scenes), rule)).toEqual([expect.stringMatching(pattern)]);
  });

  it("tells the chances, the ways, the measures and the minutes", () => {
    const { figures, cues } = proveScenario(sound());
    expect(figures).toMatchObject({
      scenes: 2,
      choices: 6,
      states: 5,
      boundReached: false,
      passChance: { least: 1 / 9, most: 1 / 9 },
      harmsMost: 0,
      measures: { heard: { least: 2, most: 5 } },
      outcomes: [{ id: "one", missed: 0 }],
    });
    expect(figures?.endings).toMatchObject([
      { id: "well", ways: 1, measures: { heard: { least: 5, most: 5 } } },
      { id: "badly", ways: 4, measures: { heard: { least: 2, most: 5 } } },
    ]);
    expect(figures?.endings[1]?.chance).toBeCloseTo(8 / 9, 12);
    // 45 seconds a decision, and a few words.
    expect(figures?.minutes).toEqual({ shortest: 1, longest: 2, random: 2 });
    expect(cues).toEqual({ judged: 2, longestRight: 1, placesRight: [2, 0, 0] });
  });

  it("knows the chance exactly where one can go round", () => {
    const round = small([
      scene("door", choice("in", "hall", { effects: { heard: 3 } }), choice("out", "badly")),
      scene("hall", choice("wait", "hall"), choice("back", "door"), choice("on", "well")),
    ]);
    const { figures } = proveScenario(round);
    // In the hall two of three ways stay in play, and half of one of them leaves at the door: 1/2 × 1/3 ÷ (1 − 1/3 − 1/6).
    expect(figures?.passChance.least).toBeCloseTo(1 / 3, 9);
    expect(figures?.passChance.most).toBe(figures?.passChance.least);
    expect(figures?.minutes?.longest).toBeNull();
    expect(figures?.endings[0]?.ways).toBeNull();
  });

  it("says when it reached its bound, and then not what only the rest can show", () => {
    const proof = proveScenario(sound(), 2);
    expect(proof.figures).toMatchObject({ states: 2, bound: 2, boundReached: true });
    expect(proof.figures?.passChance).toEqual({ least: 0, most: 1 });
    expect(proof.findings.map((finding) => finding.rule)).toEqual(["too-many-states"]);
    const far = small([
      scene("door", ...both("hall"), choice("three", "badly")),
      scene("hall", choice("on", "attic"), choice("off", "badly")),
      scene("attic", choice("here", "attic"), choice("there", "attic")),
    ]);
    expect(proveScenario(far, 2).findings).toContainEqual(
      expect.objectContaining({ rule: "dead-end", path: ["scenes", 2, "id"] }),
    );
  });

  it("keeps the author's reason with the warning, and takes none for an error", () => {
    const accepted = [{ rule: "pass-after-harm", reason: "It is made good in the hall." }];
    const scenes = [
      scene("door", harmful("one", "hall"), choice("two", "badly")),
      scene("hall", ...both("badly")),
    ];
    const reasons = (scenario: Scenario) =>
      proveScenario(scenario).findings.map((finding) => finding.accepted);
    expect(reasons(small(scenes, { accepted }))).toContain("It is made good in the hall.");
    const straight = [
      scene("door", harmful("one", "well", { effects: { heard: 3 } }), choice("two", "badly")),
    ];
    const found = proveScenario(small(straight, { accepted })).findings;
    expect(found.find((finding) => finding.rule === "pass-after-harm")).toMatchObject({ severity: "error" });
    expect(found.every((finding) => finding.accepted === undefined)).toBe(true);
    expect(found.map((finding) => finding.rule)).toContain("reason-unused");
  });

  it("finds a way to every ending of our own, which playing them shows", () => {
    for (const own of ownScenarios()) {
      const paths = pathsToEndings(own);
      expect(paths.map((path) => path.ending)).toEqual(own.endings.map((ending) => ending.id));
      for (const { ending, passes, decisions } of paths)
        expect(replay(own, decisions)).toMatchObject({ at: { ending: { id: ending } }, passed: passes });
    }
  });
});
