import { describe, expect, it } from "vitest";
import { compileLesson } from "./compile-lesson.server.ts";
import { inspectMarkdown, isSafeLink, renderInline, renderMarkdown } from "./markdown.ts";
import { plainText } from "#app/domain/learning/plain-text.ts";
import { plainWords, readability } from "#app/domain/learning/reading-age.ts";
import { excessOf } from "#app/domain/learning/text-limits.ts";
import { checkModule } from "./check-module.ts";
import { inspectLesson, LESSON_TEXT_MOST } from "./restrict-mdx.ts";

const screen = (body: string): string => `\n\n## A screen\n\n${body}\n`;
const compile = (body: string) => compileLesson({ slug: "l", frontMatter: { title: "L" }, body });

const HOSTILE: [name: string, body: string, message: RegExp][] = [
  ["an expression", "Look: {process.env.PATH}", /expression/],
  ["an expression on its own line", "{globalThis.pwned = 1}", /expression/],
  ["a comment, which is an expression", "{/* hello */}", /expression/],
  ["an expression in a heading", "### {1 + 1}", /expression/],
  ["an expression in an attribute", "<Question id={process.exit()} />", /expression/],
  ["a template in an attribute", "<Fact id={`F1`} />", /expression/],
  ["spread attributes", "<Question {...process.env} />", /spread/],
  ["an expression inside a component", "<Say>\n\n{process.env.PATH}\n\n</Say>", /expression/],
  ["an import", 'import fs from "node:fs"', /import/],
  ["an import of a neighbour's file", 'import x from "../../secret.js"', /import/],
  ["an export", "export const x = process.env", /export/],
  ["a default export", "export default function Layout() { return null }", /export/],
  ["frontmatter re-exported", 'export { default } from "./layout.js"', /export/],
  ["a style attribute", '<Say style="color:red">\n\nHi\n\n</Say>', /a style/],
  ["an event handler", '<Question id="a" onClick="alert(1)" />', /event handler/],
  ["an unknown attribute", '<Question id="a" class="b" />', /unknown attribute/],
  ["an attribute of every object", '<Question id="a" constructor="b" />', /unknown attribute/],
  ["dangerouslySetInnerHTML", '<Say dangerouslySetInnerHTML="x">\n\nHi\n\n</Say>', /unknown attribute/],
  ["an attribute without a value", "<Question id />", /without a value/],
  ["raw HTML", "<script>alert(1)</script>", /raw HTML/],
  ["raw HTML in a line", "Some <b>bold</b> text", /raw HTML/],
  ["an iframe", '<iframe src="https://example.org" />', /raw HTML/],
  ["an unknown component", "<Evil />", /not a component/],
  ["a component of every object", "<Object.constructor />", /not a component/],
  ["a member component", "<Say.Aloud />", /not a component/],
  ["a fragment", "<>hi</>", /empty tag/],
  ["a script link", "[x](javascript:alert(1))", /a link to/],
  ["a script link in capitals", "[x](JaVaScRiPt:alert(1))", /a link to/],
  ["a script link by entity", "[x](java&#115;cript:alert(1))", /a link to/],
  ["a script link with its colon by entity", "[x](javascript&colon;alert(1))", /a link to/],
  ["a script link with a tab", "[x](<java&#9;script:alert(1)>)", /a link to/],
  ["a script link by reference", "[x][y]\n\n[y]: javascript:alert(1)", /a link to/],
  ["a data link", "[x](data:text/html;base64,PHNjcmlwdD4=)", /a link to/],
  ["a vbscript link", "[x](vbscript:x)", /a link to/],
  ["an image without alt", "![](./a.png)", /no alt text/],
  ["an image with alt", "![a](./a.png)", /with a component/],
  ["a figure without alt", '<Figure src="./a.png" />', /no alt text/],
  ["a figure with empty alt", '<Figure src="./a.png" alt=" " />', /no alt text/],
  ["a figure from elsewhere", '<Figure src="https://example.org/a.png" alt="a" />', /cannot be right/],
  ["a figure from another folder", '<Figure src="./../a.png" alt="a" />', /cannot be right/],
  ["an SVG figure", '<Figure src="./a.svg" alt="a" />', /cannot be right/],
  ["a figure by script", '<Figure src="javascript:alert(1)" alt="a" />', /cannot be right/],
  ["a sound without a transcript", '<Audio src="./a.mp3" title="A" />', /<Audio> has no transcript/],
  ["a film without captions", '<Video src="./a.mp4" title="A">\n\nHi\n\n</Video>', /no captions/],
  [
    "a film without a transcript",
    '<Video src="./a.mp4" title="A" captions="./a.vtt">\n\n</Video>',
    /<Video> has no transcript/,
  ],
  [
    "a film from elsewhere",
    '<Video src="https://example.org/a.mp4" title="A" captions="./a.vtt">\n\nHi\n\n</Video>',
    /cannot be right/,
  ],
  [
    "a film that plays by itself",
    '<Video src="./a.mp4" title="A" captions="./a.vtt" autoplay="x">\n\nHi\n\n</Video>',
    /unknown attribute/,
  ],
  ["a sound that is a page", '<Audio src="./a.html" title="A">\n\nHi\n\n</Audio>', /cannot be right/],
  ["a tag left open", "<Say>\n\nHi", /cannot be read/],
  ["an HTML comment", "<!-- hi -->", /cannot be read/],
  ["a component within another", '<Say>\n\n<Question id="a" />\n\n</Say>', /inside something else/],
];

describe("hostile or mistaken MDX", () => {
  it.each(HOSTILE)("is refused with a line and a cure: %s", (_, body, message) => {
    const { problems } = inspectLesson(screen(body));
    expect(problems.map((problem) => problem.message).join("\n")).toMatch(message);
    for (const problem of problems) {
      expect(problem.line).toBeGreaterThanOrEqual(5);
      expect(problem.column).toBeGreaterThanOrEqual(1);
      expect(problem.cure).not.toBe("");
    }
  });
  it.each(HOSTILE)("is never compiled, even when nobody checked first: %s", async (_, body) => {
    await expect(compile(screen(body))).rejects.toThrow();
    expect(globalThis).not.toHaveProperty("pwned");
  });
  it("does not run front matter as code", async () => {
    const run = compile("---js\n{ pwned: (globalThis.pwned = 1) }\n---\n\n## A\n\nText\n");
    await expect(run).rejects.toThrow();
    expect(globalThis).not.toHaveProperty("pwned");
  });
  it("says when a screen lacks its heading, is empty, or has two", () => {
    const said = (body: string) =>
      inspectLesson(body).problems.map((problem) => `${problem.line} ${problem.message}`);
    expect(said("Text first\n")).toEqual(["1 this screen does not begin with a heading"]);
    expect(said("## A\n\nText\n\n---\n\n---\n\n## B\n\nText\n")).toEqual(["7 this screen is empty"]);
    expect(said("## A\n\nText\n\n## B\n")).toHaveLength(1);
    expect(said("## A\n\nText\n---\n")).toHaveLength(1);
  });
});

describe("a compiled lesson", () => {
  it("is typed blocks with slots, screen by screen", async () => {
    const lesson = await compile(
      screen(
        'A *short* <Term id="capacity">capacity</Term> text. <Fact id="F2" />\n\nAsk <Local key="desk" />, & see [help](/help).\n\n<Question id="why" />\n\n' +
          '<Compare>\n\n<Side title="One">\n\nFirst <Fact id="F3" />\n\n</Side>\n\n<Side title="Two">\n\nSecond\n\n</Side>\n\n</Compare>\n\n---\n\n## And *another*\n\n' +
          '<Steps>\n\n1. Go\n2. Stop\n\n</Steps>\n\n<Figure src="./plan.png" alt="A plan" />\n\n<Scenario slug="the-hedge" />\n\nThe end {"{"}'.replace(
            '{"{"}',
            "\\{",
          ),
      ),
    );
    expect(lesson.screens.map((one) => one.title)).toEqual(["A screen", "And another"]);
    expect(lesson.screens[0]?.blocks).toEqual([
      {
        kind: "prose",
        html: '<p>A <em>short</em> <!--slot:0--> text. <!--slot:1--></p>\n<p>Ask <!--slot:2-->, &amp; see <a href="/help">help</a>.</p>',
        slots: [
          { kind: "term", id: "capacity", text: "capacity" },
          { kind: "fact", id: "F2" },
          { kind: "local", key: "desk" },
        ],
      },
      { kind: "question", id: "why" },
      {
        kind: "compare",
        sides: [
          { title: "One", html: "<p>First <!--slot:0--></p>", slots: [{ kind: "fact", id: "F3" }] },
          { title: "Two", html: "<p>Second</p>", slots: [] },
        ],
      },
    ]);
    expect(lesson.screens[1]?.blocks.map((block) => block.kind)).toEqual([
      "steps",
      "figure",
      "scenario",
      "prose",
    ]);
    expect(lesson.screens[1]?.blocks[1]).toMatchObject({ src: "plan.png", alt: "A plan" });
    expect(lesson.minutes).toBe(1);
  });

  it("keeps a recording with its files by name and its transcript as prose", async () => {
    const lesson = await compile(
      screen(
        '<Video src="./talk.webm" title="A talk" captions="./talk.vtt" poster="./first.png">\n\nShe says *no*. <Fact id="F2" />\n\n</Video>',
      ),
    );
    expect(lesson.screens[0]?.blocks).toEqual([
      {
        kind: "video",
        title: "A talk",
        src: "talk.webm",
        captions: "talk.vtt",
        poster: "first.png",
        html: "<p>She says <em>no</em>. <!--slot:0--></p>",
        slots: [{ kind: "fact", id: "F2" }],
      },
    ]);
  });
});

describe("Markdown in questions, scenarios and pages", () => {
  it("drops raw HTML, unsafe links and images", () => {
    expect(renderMarkdown("a <img src=x onerror=alert(1)> b")).toBe("<p>a  b</p>");
    expect(renderMarkdown("<script>alert(1)</script>")).toBe("");
    expect(renderMarkdown("[x](java&#115;cript:alert(1)) ![pic](https://example.org/a.png)")).toBe(
      "<p><a>x</a> pic</p>",
    );
    expect(renderMarkdown("[x](https://example.org) [y](/help)")).toContain('href="https://example.org"');
  });
  it("leaves no paragraph around a label", () => {
    expect(renderInline("One *thing*")).toBe("One <em>thing</em>");
  });
  it("tells the author what would be dropped", () => {
    expect(inspectMarkdown("fine\n\n<b>x</b>").problems.map((problem) => problem.line)).toEqual([3, 3]);
    expect(inspectMarkdown("[x](data:x)").problems).toHaveLength(1);
  });
  it.each([
    "/a",
    "b.html",
    "#c",
    "?d=e:f",
    "https://example.org",
    "HTTP://example.org",
    "mailto:a@example.org",
  ])("lets %s through", (url) => {
    expect(isSafeLink(url)).toBe(true);
  });
  it.each([
    "javascript:x",
    " javascript:x",
    "java\tscript:x",
    "\u0001javascript:x",
    "data:x",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:x",
  ])("stops %j", (url) => {
    expect(isSafeLink(url)).toBe(false);
  });
});

const MEGABYTE = 1_000_000;
const many = (text: string, length = MEGABYTE): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** What makes a parser slow or deep, at any length. */
const BOMBS: Readonly<Record<string, string>> = {
  brackets: "[",
  "links left open": "[a](",
  "images left open": "![",
  stars: "*",
  "emphasis left open": "*a **a ",
  "quotations within quotations": ">",
  "lists within lists": "- ",
  "numbered lists within lists": "1. ",
  "tags left open": "<Say>",
  "tags on lines of their own": "<Say>\n\n",
  braces: "{",
  "an export that never ends": "\n1,\n",
  backticks: "`a",
  definitions: "[a]: /x\n",
  "lists by indents": "                                - a\n",
};

describe("a text made to be slow or deep", () => {
  it.each(Object.entries(BOMBS))("is refused at a megabyte unread: %s", async (_, bomb) => {
    const text = screen(many(bomb));
    expect(inspectLesson(text).problems).toEqual([
      expect.objectContaining({ line: 1, message: expect.stringContaining("characters") as string }),
    ]);
    await expect(compile(text)).rejects.toThrow(/characters/);
    expect(inspectMarkdown(many(bomb)).problems).toHaveLength(1);
    // Nothing of it becomes a tag: it stands as it was typed.
    expect(renderMarkdown(many(bomb)).slice(3, -4)).not.toMatch(/<[a-z]/i);
  });

  // Within the size that is allowed the counts decide, so that nothing is parsed that takes long.
  it.each(Object.entries(BOMBS))("is refused within the size of a lesson too: %s", (_, bomb) => {
    expect(excessOf(many(bomb, LESSON_TEXT_MOST), LESSON_TEXT_MOST)).toMatchObject({
      line: expect.any(Number) as number,
      cure: expect.any(String) as string,
    });
  });

  it.each([
    ["tags", "<Say>\n\n".repeat(100) + "Hi\n\n" + "</Say>\n\n".repeat(100)],
    ["emphasis", "*a ".repeat(150) + "a*".repeat(150)],
  ])("is told where it is too deep, once it is read: %s", async (_, body) => {
    const { problems } = inspectLesson(screen(body));
    expect(problems[0]?.message).toMatch(/too deep|inside something else/);
    await expect(compile(screen(body))).rejects.toThrow();
  });

  it("lets every text through that is ours", () => {
    const lesson = `${'A *short* [link](/help) and <Fact id="F1" />.\n\n- One\n  - Two\n    - Three\n\n> Said\n\n'.repeat(20)}`;
    expect(excessOf(lesson, LESSON_TEXT_MOST)).toBeNull();
  });

  const front = (matter: string) => {
    const { problems } = checkModule(
      "modules/m",
      { "01-a.mdx": `---\n${matter}\n---\n\n## A\n\nText\n` },
      {},
    );
    return problems.filter((one) => one.file.endsWith("01-a.mdx")).map((one) => one.message);
  };
  it("does not read a front matter that is too long, whatever is in it", () => {
    for (const matter of ["[", "? ", "- ", '"', "a: ", "k: 1\n", "a: &a\n", " ", "\t", "-", "a\n--"])
      expect(front(`title: x\n${many(matter, 30_000)}`)).toEqual(["the front matter is too long"]);
    expect(front(many("a\n", MEGABYTE))).toEqual([expect.stringContaining("characters")]);
  });
  it("does not blow up what a front matter names again and again", () => {
    const names = [..."abcdefghi"];
    const laughs = names.map((name, at) =>
      at === 0
        ? `${name}: &${name} [lol, lol, lol]`
        : `${name}: &${name} [${`*${names[at - 1]},`.repeat(9)}]`,
    );
    const said = front(`title: *i\n${laughs.join("\n")}`).join("\n");
    expect(said).toMatch(/alias|not sound YAML/i);
    expect(front(`${laughs.join("\n")}\ntitle: *i`).join("\n")).toMatch(/Excessive alias count/);
  });
  it("is not broken by a front matter deeper than the stack, or with a key of every object", () => {
    expect(front(`title: ${"[".repeat(1_500)}`).join("\n")).toMatch(/YAML|too deep/);
    expect(front("__proto__: { title: x }\ntitle: a").join("\n")).toMatch(/__proto__/);
    expect(front("title: !!js/function 'function () { globalThis.pwned = 1 }'").join("\n")).toMatch(/YAML/);
    expect(globalThis).not.toHaveProperty("pwned");
  });

  /** Text made for each regular expression that meets an author's words: what it repeats, and how it then fails. */
  const PUMPS: readonly (readonly [string, string, string])[] = [
    ["", "[", "x"],
    ["[a](", "a", ""],
    ["", "[x](", ""],
    ["", " \t", "x"],
    ["\n", " ", "x"],
    ["", "...", "x"],
    [".", "\"'", "x"],
    ["a", "-a", "\u0000"],
    ["", "<", ""],
    ["<p", " ", ""],
    ["", "&a", ""],
    ["&#", "1", ""],
    ["", "1", "x"],
    ["", "ie", "e"],
    ["some", "ed", ""],
    ["", "aeiou", "e"],
    ["", "'", "s"],
    ["", "javascript", ":"],
  ];
  it.each(PUMPS)(
    "is read in time that grows with its length: %j, then %j again and again, then %j",
    (head, pump, end) => {
      // A quadratic expression takes minutes over half a megabyte, and this test its five seconds.
      const text = head + many(pump, MEGABYTE / 2) + end;
      expect(plainWords(text).length).toBeLessThanOrEqual(text.length + 1);
      expect(readability(text).words).toBeGreaterThanOrEqual(0);
      expect(plainText(text)).not.toBe(null);
      expect(typeof isSafeLink(text)).toBe("boolean");
    },
  );
});
