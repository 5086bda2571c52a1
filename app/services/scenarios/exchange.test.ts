import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ownScenarios } from "#tests/fixtures/scenarios.ts";
import { AmendsError } from "#app/domain/errors.ts";
import {
  emptyDraft,
  scenarioDraft,
  type DraftChoice,
  type ScenarioDraft,
} from "#app/domain/scenarios/draft.ts";
import { addChoice, addEnding, addScene, emptyChoice, emptyScene } from "#app/domain/scenarios/edit.ts";
import { scenarioDocument } from "#app/domain/scenarios/scenario.ts";
import { exportScenario } from "./export-scenario.server.ts";
import { importScenario } from "./import-scenario.server.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, name = "file") => importScenario(name, bytes(text));

describe("our YAML", () => {
  it.each(ownScenarios().map((one) => [one.slug, one] as const))(
    "reads %s as it was written",
    (_, scenario) => {
      const yaml = exportScenario(scenario, "yaml");
      expect(scenarioDocument.parse(parse(yaml))).toEqual(scenario);
      expect(read(yaml).document).toEqual(scenario);
    },
  );

  it("reads any draft as it was written", () => {
    // Besides anything at all, what another tool's file is known by.
    const words = fc.oneof(
      { weight: 4, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
      fc.constantFrom(
        "<tw-storydata",
        "x\n:: Start\ny",
        '{"branchingScenario": 1}',
        "a\r\nb",
        "- 1: #",
        " \n\n ",
      ),
    );
    const conditions = fc.array(
      fc.record({ measure: fc.constant("trust"), atLeast: fc.integer({ min: 0, max: 5 }) }),
      {
        maxLength: 2,
      },
    );
    const choice = fc.record({
      ...{ text: words, consequence: words, said: words, why: words, when: conditions },
      to: fc.constantFrom<DraftChoice["to"]>("", "first", "end", [{ to: "end", when: [] }]),
      effect: fc.integer({ min: -5, max: 5 }),
      critical: fc.option(words, { nil: undefined }),
    });
    fc.assert(
      fc.property(words, fc.array(fc.array(choice, { maxLength: 3 }), { maxLength: 3 }), (title, scenes) => {
        let draft = addEnding(emptyDraft("any", title), "end", title);
        scenes.forEach((choices, at) => {
          const id = `scene-${at}`;
          draft = addScene(draft, { ...emptyScene(id, title), text: title }, null);
          choices.forEach((one, number) => {
            const { critical, to } = one;
            draft = addChoice(draft, id, {
              ...emptyChoice(`c-${number}`),
              ...{
                text: one.text,
                to,
                when: one.when,
                effects: { trust: one.effect },
                consequence: one.consequence,
              },
              ...(critical === undefined ? {} : { critical }),
              debrief: { verdict: "good", said: one.said, why: one.why, facts: ["F1"] },
            });
          });
        });
        const whole = scenarioDraft.parse(draft);
        expect(read(exportScenario(whole, "yaml")).document).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it("names the line of what is wrong", () => {
    const yaml = exportScenario(ownScenarios()[0] as ScenarioDraft, "yaml").replace(
      /^start:.*$/m,
      "start: Not An Id",
    );
    expect(() => read(yaml, "x.yaml")).toThrow(AmendsError);
    try {
      read(yaml, "x.yaml");
    } catch (error) {
      expect((error as AmendsError).problems[0]?.text).toMatch(/^Line \d+: start: use lower-case letters/);
    }
  });
});

const TWEE = `:: StoryTitle
The lantern

:: StoryData
{ "ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "format": "SugarCube", "start": "The gate" }

:: UserScript [script]
window.alert(1);

:: The gate {"position":"600,400"}
The gate hangs ''open''. A //lantern// lies in the wet grass.
<<set $seen to true>>You hear a cough.

[[Call out|The answer]]
* [[Go in without a word->The yard][$loud to false]]
* [[Nowhere]]

:: The answer
"Who's there?" He knows your [[voice]].
<<link "Tell him your name" "The yard">><</link>>

:: The yard [dark]
Nothing moves. You leave it there.

:: voice
He heard you last week.
`;

describe("Twine", () => {
  it("makes scenes of passages with links and endings of the others, and tells what is lost", () => {
    const { document, report } = read(TWEE, "story.twee");
    expect(scenarioDraft.parse(document)).toEqual(document);
    expect(document).toMatchObject({ title: "The lantern", slug: "the-lantern", start: "the-gate" });
    expect(
      document.scenes.map((one) => [one.id, one.choices.map((choice) => [choice.text, choice.to])]),
    ).toEqual([
      [
        "the-gate",
        [
          ["Call out", "the-answer"],
          ["Go in without a word", "the-yard"],
          ["Nowhere", ""],
        ],
      ],
      [
        "the-answer",
        [
          ["Tell him your name", "the-yard"],
          ["voice", "voice"],
        ],
      ],
    ]);
    expect(document.scenes[0]?.text).toBe(
      "The gate hangs **open**. A *lantern* lies in the wet grass.\nYou hear a cough.",
    );
    expect(document.scenes[1]?.text).toContain("He knows your voice.");
    expect(document.endings.map((one) => one.id)).toEqual(["the-yard", "voice"]);
    const told = report.map((one) => `${one.place}: ${one.text}`);
    expect(told).toContain("UserScript: Scripts, styles and settings of the story were not carried over.");
    expect(told).toContain("The gate: A macro, a variable or a tag was left out.");
    expect(told).toContain("The gate: A link leads to “Nowhere”, which is not in it.");
    expect(told).toContain(": Write the debrief of 5 choices, and say which went well and which did harm.");
  });

  it("reads one story of an archive, by its name, and tells which it left out", () => {
    const story = (name: string) =>
      `<tw-storydata name="${name}" startnode="1"><tw-passagedata pid="1" name="Door">[[Knock->End]]</tw-passagedata><tw-passagedata pid="2" name="End">It ends.</tw-passagedata></tw-storydata>`;
    const archive = `<html>${["The hedge", "The cup", "The wall"].map(story).join("\n")}</html>`;
    const first = read(archive);
    expect(first.document.title).toBe("The hedge");
    expect(first.report[0]?.text).toMatch(/^The file holds 3 stories.*“The cup”, “The wall”/);
    const second = importScenario("archive.html", bytes(archive), "the cup");
    expect(second.document.title).toBe("The cup");
    expect(second.report[0]?.text).toMatch(/“The hedge”, “The wall”/);
    expect(() => importScenario("archive.html", bytes(archive), "None")).toThrow(/no story “None”/);
    expect(
      read(`<html>${story("Alone")}</html>`)
        .report.map((one) => one.text)
        .join(),
    ).not.toMatch(/stories/);
  });

  it("reads what Twine publishes and archives, with the links of Harlowe", () => {
    const html = `<html><body><tw-storydata name="Two &amp; one" startnode="2" creator="Twine" format="Harlowe" hidden>
<style role="stylesheet"></style><script role="script"></script>
<tw-passagedata pid="1" name="End > here" tags="" position="1,1">It is &quot;over&quot;.</tw-passagedata>
<tw-passagedata pid="2" name="Begin" tags="" position="1,1">(set: $x to 1)She waits. (link-goto: "Speak", "End > here")
[[End > here&lt;-Wait]] [[Run-&gt;End &gt; here]]</tw-passagedata></tw-storydata></body></html>`;
    const { document } = read(html, "story.html");
    expect(document).toMatchObject({ title: "Two & one", start: "begin" });
    expect(document.scenes[0]?.choices.map((one) => one.text)).toEqual(["Speak", "Wait", "Run"]);
    expect(document.scenes[0]?.text).toBe("She waits. Speak");
    expect(document.endings).toMatchObject([{ title: "End > here", text: 'It is "over".' }]);
  });

  it("has every scene, text and link of ours after going out and coming back", () => {
    for (const scenario of ownScenarios()) {
      const { document } = read(exportScenario(scenario, "twee"), "x.twee");
      const titles = new Map([...scenario.scenes, ...scenario.endings].map((one) => [one.id, one.title]));
      const back = new Map([...document.scenes, ...document.endings].map((one) => [one.id, one.title]));
      const links = (of: ScenarioDraft, named: ReadonlyMap<string, string>) =>
        of.scenes.map((scene) => [
          scene.title,
          new Set(
            scene.choices
              .flatMap(({ to }) => (typeof to === "string" ? [to] : to.map((way) => way.to)))
              .map((id) => named.get(id)),
          ),
        ]);
      expect(links(document, back)).toEqual(links(scenario, titles));
      expect(document.endings.map((one) => one.title)).toEqual(scenario.endings.map((one) => one.title));
      expect(titles.get(scenario.start)).toBe(back.get(document.start));
    }
  });
});

const H5P = {
  branchingScenario: {
    title: "<p>The <em>shed</em></p>",
    startScreen: { startScreenTitle: "<p>The shed</p>", startScreenSubtitle: "<p>A lock is cut.</p>" },
    endScreens: [{ endScreenTitle: "Done", endScreenSubtitle: "<p>That is all.</p>", contentId: -1 }],
    content: [
      {
        type: {
          library: "H5P.AdvancedText 1.1",
          params: { text: "<p>It is <strong>dark</strong>.</p>" },
          metadata: {},
        },
        nextContentId: 1,
        feedback: {},
      },
      {
        type: {
          library: "H5P.BranchingQuestion 1.0",
          params: {
            branchingQuestion: {
              question: "<p>What do you do?</p>",
              alternatives: [
                { text: "Knock", nextContentId: 2, feedback: {} },
                {
                  text: "Leave",
                  nextContentId: -1,
                  feedback: { title: "Gone", subtitle: "<p>Nobody came.</p>", endScreenScore: 1 },
                },
                { text: "Wait", nextContentId: -1, feedback: {} },
              ],
            },
          },
          metadata: { title: "At the shed" },
        },
        nextContentId: -1,
        feedback: {},
      },
      {
        type: {
          library: "H5P.Image 1.1",
          params: { alt: "A torch on a shelf" },
          metadata: { title: "Torch" },
        },
        nextContentId: 3,
        feedback: {},
      },
      {
        type: {
          library: "H5P.BranchingQuestion 1.0",
          params: {
            branchingQuestion: {
              question: "Who?",
              alternatives: [{ text: "Him", nextContentId: 1, feedback: {} }],
            },
          },
          metadata: {},
        },
        nextContentId: -1,
        feedback: {},
      },
    ],
  },
};

describe("H5P", () => {
  it("makes scenes of questions, and what follows of texts and pictures between them", () => {
    const { document, report } = read(JSON.stringify(H5P));
    expect(scenarioDraft.parse(document)).toEqual(document);
    expect(document).toMatchObject({ title: "The shed", summary: "A lock is cut." });
    const [shed, who] = document.scenes;
    expect(shed).toMatchObject({ title: "At the shed", text: "It is **dark**.\n\nWhat do you do?" });
    expect(shed?.choices).toMatchObject([
      { text: "Knock", to: who?.id, consequence: "*(A torch on a shelf)*" },
      { text: "Leave" },
      { text: "Wait" },
    ]);
    expect(who?.choices[0]?.to).toBe(shed?.id);
    expect(document.endings.map((one) => [one.title, one.text])).toEqual([
      ["Gone", "Nobody came."],
      ["Done", "That is all."],
    ]);
    expect(report.map((one) => one.text)).toContain(
      "Image was not carried over; its description stays: “A torch on a shelf”.",
    );
  });
});

describe("a stranger's file", () => {
  const only = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof AmendsError) || error.code !== "bad-input") throw error;
    }
  };

  it("never throws anything but a clear error, whatever is in it", () => {
    const pieces = fc.constantFrom(
      ...[
        "::",
        ":: a [b] {",
        "[[",
        "]]",
        "->",
        "|",
        '<<link "a" "b">>',
        "(link-goto:",
        "<tw-storydata ",
        "<tw-passagedata ",
      ],
      ...[
        "</tw-passagedata>",
        "&#x110000;",
        "&#55296;",
        "<!--",
        "/%",
        "''",
        "//",
        "\n",
        "\\",
        "$x",
        "\u0000",
        'name="',
        ">",
        "🙂",
        "  ",
      ],
      ...["branchingScenario", "{", "[", "]", "}", '"', ":", "- ", "&a", "*a", "!!js/function", "PK"],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        only(() => read(parts.join("")));
        only(() => read(`:: Start\n${parts.join("")}`));
        only(() =>
          read(`<tw-storydata name="x"><tw-passagedata name="y">${parts.join("")}</tw-passagedata>`),
        );
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (any) => only(() => importScenario("any", any))),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (any) => only(() => read(JSON.stringify({ branchingScenario: any })))),
    );
  });

  it.each([
    ["a passage without an end", `:: Start\n${"[[".repeat(900_000)}`],
    ["comments without an end", `:: Start\n${"<!--".repeat(900_000)}`],
    ["spaces without an end", `:: Start\n${'(link-goto: "a"'.padEnd(2_000_000)}`],
    ["a million links", `:: Start\n${Array.from({ length: 300_000 }, (_, at) => `[[${at}]]`).join("")}`],
    ["opened and never closed", `<tw-storydata>${"<tw-passagedata ".repeat(250_000)}`],
    ["emphasis without an end", `:: Start\n${"''a".repeat(900_000)}`],
    ["a deep list", `{"branchingScenario":${"[".repeat(100_000)}`],
    [
      "aliases of aliases",
      `a: &a [x,x,x]\n${"bcdefghijk"
        .split("")
        .map((one, at) => `${one}: &${one} [${`*${"abcdefghijk".charAt(at)},`.repeat(9)}]`)
        .join("\n")}`,
    ],
  ])("reads %s in the time that its length takes", (_, text) => {
    // Quadratic time would be minutes, and the runner's own limit would end it.
    only(() => read(text));
  });

  it("refuses a package that is none, too long, too full or of another kind", async () => {
    const { zipSync, strToU8 } = await import("fflate");
    const pack = (files: Record<string, string>) =>
      zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
    const about = JSON.stringify({ mainLibrary: "H5P.BranchingScenario" });
    const whole = { "h5p.json": about, "content/content.json": JSON.stringify(H5P) };
    expect(importScenario("a.h5p", pack(whole)).document.title).toBe("The shed");
    // Names that lead out of the archive are never written anywhere, and not read either.
    expect(
      importScenario("a.h5p", pack({ ...whole, "../../etc/x": "no", "/abs": "no" })).document.scenes,
    ).toHaveLength(2);
    const refusals: [string, Uint8Array, RegExp][] = [
      ["another kind", pack({ ...whole, "h5p.json": '{"mainLibrary":"H5P.Quiz"}' }), /holds H5P\.Quiz/],
      ["no content", pack({ "h5p.json": about }), /content\.json is not in the package/],
      ["cut short", pack(whole).slice(0, 300), /damaged|not in the package/],
      ["a bomb", pack({ ...whole, "content/content.json": " ".repeat(6_000_000) }), /longer than 5 MB/],
      [
        "many files",
        pack(Object.fromEntries(Array.from({ length: 2_100 }, (_, at) => [`f${at}`, ""]))),
        /too many files/,
      ],
      ["no story", pack({ ...whole, "content/content.json": "{}" }), /no branching scenario/],
    ];
    for (const [what, file, message] of refusals)
      expect(() => importScenario("a.h5p", file), what).toThrow(message);
  });
});
