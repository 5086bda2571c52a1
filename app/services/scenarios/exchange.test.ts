import { createHash } from "node:crypto";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ownScenarios } from "#tests/fixtures/scenarios.ts";
import { AmendsError } from "#app/domain/errors.ts";
import {
  emptyDraft,
  proveDraft,
  scenarioDraft,
  type DraftChoice,
  type ScenarioDraft,
} from "#app/domain/scenarios/draft.ts";
import { GIF, JPEG, PNG, pngSaying, WEBP } from "#tests/fixtures/pictures.ts";
import { addChoice, addEnding, addScene, emptyChoice, emptyScene } from "#app/domain/scenarios/edit.ts";
import { scenarioDocument } from "#app/domain/scenarios/scenario.ts";
import { exportScenario, leftOutOfTwee, zipScenario } from "./export-scenario.server.ts";
import { importScenario, withoutMissing } from "./import-scenario.server.ts";

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

  const pictured = (): ScenarioDraft => {
    const draft = scenarioDraft.parse(ownScenarios()[0]);
    const named = [PNG_NAME, JPEG_NAME].map((file, at) => ({
      file,
      alt: `Picture ${at}: a "gate" # at dusk`,
    }));
    return {
      ...draft,
      scenes: draft.scenes.map((scene, at) => ({ ...scene, ...(named[at] && { picture: named[at] }) })),
    };
  };

  it("goes out with its pictures in a zip, and comes back as the same scenario with the same pictures", () => {
    const whole = pictured();
    const zip = zipScenario(whole, { [PNG_NAME]: PNG, [JPEG_NAME]: JPEG });
    const back = importScenario("a.zip", zip);
    expect(back.document).toEqual(whole);
    expect(back.report).toEqual([]);
    const files = Object.fromEntries([...back.pictures].map(([name, { bytes }]) => [name, bytes]));
    expect(files).toEqual({ [PNG_NAME]: PNG, [JPEG_NAME]: JPEG });
    expect(Buffer.compare(zipScenario(back.document, files), zip)).toBe(0);
  });

  it("finds a picture under an author's own name, and tells of one that is no picture or is not there", () => {
    const yaml = exportScenario(pictured(), "yaml")
      .replace(PNG_NAME, "gate.png")
      .replace(JPEG_NAME, "hall.jpg");
    const there = strings({ "x.yaml": yaml, "gate.png": WEBP, "hall.jpg": "<script>" });
    const { document, report, pictures } = withoutMissing(importScenario("a.zip", there), () => false);
    const [name = ""] = pictures.keys();
    expect(name).toMatch(/^[0-9a-f]{64}\.webp$/);
    expect(document.scenes.flatMap((one) => one.picture?.file ?? [])).toEqual([name]);
    expect(report).toMatchObject([
      { text: expect.stringMatching(/^Its picture hall\.jpg was left out: it is no PNG/) as unknown },
    ]);
    const alone = withoutMissing(importScenario("x.yaml", bytes(yaml)), () => false);
    expect(alone.document.scenes.filter((one) => one.picture)).toEqual([]);
    expect(alone.report.map((one) => one.text)).toEqual([
      "Its picture gate.png is not with the file, and was left out.",
      "Its picture hall.jpg is not with the file, and was left out.",
    ]);
    const outside = yaml.replace("gate.png", "../gate.png");
    expect(() => importScenario("x.yaml", bytes(outside), null, () => GIF)).toThrow(
      /no scenario that can be read/,
    );
  });

  it("goes to Twine with the words for its pictures, and says that they were left out", () => {
    const twee = exportScenario(pictured(), "twee");
    expect(twee).toContain('*(Picture 0: a "gate" # at dusk)*');
    expect(twee).not.toContain(PNG_NAME);
    expect(leftOutOfTwee(pictured())).toEqual([
      "2 pictures not carried over; their words stand in their scenes",
    ]);
    expect(leftOutOfTwee(emptyDraft("any", "Any"))).toEqual([]);
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
          params: { file: { path: "images/torch.png" }, alt: "A torch on a shelf" },
          metadata: { title: "Torch", license: "CC BY" },
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

const strings = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, one]) => [name, typeof one === "string" ? strToU8(one) : one]),
    ),
  );
const ABOUT = JSON.stringify({ mainLibrary: "H5P.BranchingScenario" });
type Node = (typeof H5P.branchingScenario.content)[number];
const image = (path: string, alt: string | undefined, more: object = {}): object => ({
  library: "H5P.Image 1.1",
  params: {
    file: { path, mime: "image/png", width: 1, height: 1 },
    ...(alt === undefined ? {} : { alt }),
    ...more,
  },
  metadata: { license: "U" },
});
/** The story above with another part in place of its torch, and its files. */
function packed(part: object, files: Record<string, Uint8Array>, more: object = {}): Uint8Array {
  const content = H5P.branchingScenario.content.map((one): object =>
    one.type.library === "H5P.Image 1.1" ? { ...one, type: part as Node["type"] } : one,
  );
  const story = { branchingScenario: { ...H5P.branchingScenario, ...more, content } };
  const named = Object.entries(files).map(([name, one]) => [`content/${name}`, one] as const);
  return strings({
    "h5p.json": ABOUT,
    "content/content.json": JSON.stringify(story),
    ...Object.fromEntries(named),
  });
}
const PNG_NAME = `${createHash("sha256").update(PNG).digest("hex")}.png`;
const JPEG_NAME = `${createHash("sha256").update(JPEG).digest("hex")}.jpg`;

describe("H5P", () => {
  it("brings an image with its description as the picture of the scene that it leads to", () => {
    const file = packed(image("images/file-1.png", "A torch &amp; a shelf"), { "images/file-1.png": PNG });
    const { document, report, pictures } = importScenario("a.h5p", file);
    const [shed, who] = document.scenes;
    expect(shed?.picture).toBeUndefined();
    expect(who?.picture).toEqual({ file: PNG_NAME, alt: "A torch & a shelf" });
    expect(shed?.choices[0]?.consequence).toBe("");
    expect([...pictures]).toMatchObject([
      [PNG_NAME, { type: "image/png", width: 24, height: 16, bytes: PNG }],
    ]);
    expect(report.map((one) => one.text).join()).not.toMatch(/image/i);
  });

  it("brings an image that nobody described, tells its place, and the prover asks for words", () => {
    const file = packed(image("images/a.jpg", undefined), { "images/a.jpg": JPEG });
    const { document, report } = importScenario("a.h5p", file);
    expect(document.scenes[1]?.picture).toEqual({ file: JPEG_NAME, alt: "" });
    expect(report).toContainEqual({
      place: "node 3",
      text: "The image has no description: write what it shows before you publish.",
    });
    expect(proveDraft(document).findings).toContainEqual(
      expect.objectContaining({ rule: "alt-text", severity: "error", path: ["scenes", 1, "picture", "alt"] }),
    );
  });

  it("takes the first image of a part that holds several, and the start screen's for the first scene", () => {
    const slides = {
      library: "H5P.CoursePresentation 1.25",
      params: {
        presentation: {
          slides: [
            { elements: [{ action: image("images/a.png", "A hall") }] },
            { elements: [{ action: image("images/b.jpg", "A stair") }] },
          ],
        },
      },
      metadata: { title: "The house" },
    };
    const startScreen = {
      startScreenTitle: "The shed",
      startScreenImage: { path: "images/b.jpg" },
      startScreenAltText: "A shed at night",
    };
    const endScreens = [{ endScreenTitle: "Done", endScreenImage: { path: "images/b.jpg" } }];
    const files = { "images/a.png": PNG, "images/b.jpg": JPEG };
    const { document, report } = importScenario("a.h5p", packed(slides, files, { startScreen, endScreens }));
    expect(document.scenes.map((one) => one.picture)).toEqual([
      { file: JPEG_NAME, alt: "A shed at night" },
      { file: PNG_NAME, alt: "A hall" },
    ]);
    expect(document.scenes[0]?.choices[0]?.consequence).toBe("*(A stair)*");
    const told = report.map((one) => `${one.place}: ${one.text}`);
    expect(told).toContain("node 3: An image was not carried over: a scene has one picture.");
    expect(told).toContain(
      "node 3: CoursePresentation was not carried over; its description stays: “A stair”.",
    );
    expect(told).toContain("the end screens: Their images were not carried over: an ending has no picture.");
  });

  it.each<[string, Record<string, Uint8Array>, RegExp, path?: string, more?: object]>([
    ["only named as a picture", { "images/a.png": Buffer.from("<svg onload='1'/>") }, /no PNG, JPEG/],
    ["too large once unpacked", { "images/a.png": pngSaying(60_000, 60_000) }, /60000 by 60000/],
    ["too heavy", { "images/a.png": Buffer.concat([PNG, Buffer.alloc(600_000)]) }, /larger than 500 kB/],
    ["not there", {}, /not in the package/],
    ["elsewhere", { "../a.png": PNG, "a.png": PNG }, /not in the package/, "images/../../a.png"],
    ["on another site", {}, /not in the package/, "https://example.org/a.png"],
    ["of the machine", {}, /not in the package/, "/etc/passwd"],
    ["decoration", { "images/a.png": PNG }, /marked as decoration/, "images/a.png", { decorative: true }],
  ])(
    "leaves out an image that is %s, keeps its description, and says why",
    (_, files, why, path = "", more = {}) => {
      const file = packed(image(path || "images/a.png", "A torch", more), files);
      const { document, report, pictures } = importScenario("a.h5p", file);
      expect(document.scenes.filter((one) => one.picture)).toEqual([]);
      expect(document.scenes[0]?.choices[0]?.consequence).toBe("*(A torch)*");
      expect(pictures.size).toBe(0);
      expect(report.map((one) => one.text).join("\n")).toMatch(why);
    },
  );

  it("counts what a package unpacks to, whatever it says of its sizes", () => {
    const files = Object.fromEntries(
      Array.from({ length: 4 }, (_, at) => [`images/${at}.png`, new Uint8Array(30_000_000)]),
    );
    const file = packed(image("images/0.png", "A torch"), files);
    // The sizes of the directory and of the entries: each says that it is small.
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    for (let at = 0; at < file.length - 4; at += 1) {
      const mark = view.getUint32(at, true);
      if (mark === 0x04034b50 && view.getUint32(at + 22, true) === 30_000_000)
        view.setUint32(at + 22, 9, true);
      if (mark === 0x02014b50 && view.getUint32(at + 24, true) === 30_000_000)
        view.setUint32(at + 24, 9, true);
    }
    const began = performance.now();
    expect(() => importScenario("a.h5p", file)).toThrow(/unpacks to too much/);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

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
    expect(report.map((one) => one.text)).toContain("An image was not carried over: it is not in this file.");
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

  it("refuses a package that is none, too long, too full or of another kind", () => {
    const [pack, about] = [strings, ABOUT];
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
