import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LOCAL_WORD_KEYS } from "#app/domain/learning/local-words.ts";
import { publicQuestion } from "#app/domain/learning/marking.ts";
import { TAUGHT_KEYS } from "#app/domain/learning/policy.ts";
import { localUses } from "#app/domain/learning/uses.ts";
import type { VersionId } from "#app/domain/ids.ts";
import { checkContent } from "#app/services/learning/check-content.server.ts";
import { publishContent } from "#app/services/learning/publish-content.server.ts";
import { readMedia } from "#app/services/learning/read-media.server.ts";
import { listLive, liveVersion, loadVersion } from "#app/services/learning/read-content.server.ts";
import { onBothDatabases } from "./databases.ts";

const OURS = fileURLToPath(new URL("../..", import.meta.url));
const HEDGE = "content/scenarios/the-hedge-and-the-music.yaml";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "amends-content-"));
  for (const folder of ["modules", "content"])
    await cp(join(OURS, folder), join(root, folder), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Changes a copied file; says on which line the first change is. */
async function change(file: string, from: string | RegExp, to: string): Promise<number> {
  const before = await readFile(join(root, file), "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} does not hold ${String(from)}`);
  await writeFile(join(root, file), after);
  return before.split("\n").findIndex((line, at) => line !== after.split("\n")[at]) + 1;
}

const BROKEN: [
  name: string,
  file: string,
  from: string | RegExp,
  to: string,
  message: RegExp,
  lineAfter: number,
][] = [
  [
    "a question without a right answer",
    "modules/safe-enough/questions.yaml",
    "      right: true\n",
    "",
    /question what-first: it has no right answer/,
    -1,
  ],
  [
    "an unknown key",
    "modules/safe-enough/questions.yaml",
    "  use: lesson\n",
    "  use: lesson\n  colour: red\n",
    /"colour" is not known/,
    0,
  ],
  [
    "YAML that is not sound",
    "modules/safe-enough/module.yaml",
    "title: Safe enough? Screening",
    "title: Safe: enough",
    /not sound YAML/,
    0,
  ],
  [
    "a card that cites what is no fact",
    "modules/safe-enough/module.yaml",
    "facts: [F20]",
    "facts: [F999]",
    /there is no fact "F999"/,
    0,
  ],
  [
    "a slug that is not the folder's",
    "modules/safe-enough/module.yaml",
    "slug: safe-enough",
    "slug: safe",
    /not the folder's name/,
    0,
  ],
  [
    "a pass mark above the number asked",
    "modules/safe-enough/module.yaml",
    "pass: 6",
    "pass: 9",
    /to pass takes 9 right/,
    0,
  ],
  [
    "an unknown outcome",
    "modules/safe-enough/questions.yaml",
    "outcome: spot",
    "outcome: spots",
    /no outcome "spots"/,
    0,
  ],
  [
    "a lesson that asks an unknown question",
    "modules/safe-enough/01-able-to-refuse.mdx",
    'id="what-first"',
    'id="what-last"',
    /no question "what-last"/,
    0,
  ],
  [
    "an unknown fact in a lesson",
    "modules/safe-enough/01-able-to-refuse.mdx",
    'id="F12"',
    'id="F999"',
    /no fact "F999"/,
    0,
  ],
  [
    "an unknown term",
    "modules/safe-enough/01-able-to-refuse.mdx",
    'id="voluntariness"',
    'id="volunteers"',
    /no term "volunteers"/,
    0,
  ],
  [
    "an unknown local rule",
    "modules/safe-enough/03-power-and-pattern.mdx",
    'key="domestic-abuse-rj"',
    'key="domestic-abuse"',
    /no policy "domestic-abuse"/,
    0,
  ],
  [
    "code in a lesson",
    "modules/safe-enough/01-able-to-refuse.mdx",
    "You have a yes.",
    "You have {process.env.PATH}.",
    /expression/,
    0,
  ],
  [
    "an unknown fact in a question",
    "modules/safe-enough/questions.yaml",
    "facts: [ F12 ]",
    "facts: [ F999 ]",
    /no fact "F999"/,
    0,
  ],
  [
    "raw HTML in a question",
    "modules/safe-enough/questions.yaml",
    "feedback: Only an",
    "feedback: <b>Only</b> an",
    /raw HTML/,
    0,
  ],
  ["a scenario's missing target", HEDGE, "to: at-sixteen-wary", "to: at-sixty", /leads to "at-sixty"/, 0],
  [
    "an unknown scenario",
    "modules/what-rj-is/module.yaml",
    "slug: the-hedge-and-the-music",
    "slug: the-hedge",
    /no scenario "the-hedge"/,
    0,
  ],
  ["raw HTML in a page", "content/pages/help.mdx", "## Starting", "## Starting\n\n<b>now</b>", /raw HTML/, 1],
];

describe("checking content", () => {
  it("finds our own sound", async () => {
    const { problems, content } = await checkContent(OURS);
    expect(problems).toEqual([]);
    expect(content.modules.length).toBeGreaterThanOrEqual(4);
  });
  it.each(BROKEN)("names file, line and cure of %s", async (_, file, from, to, message, lineAfter) => {
    const line = (await change(file, from, to)) + lineAfter;
    const { problems } = await checkContent(root);
    const found = problems.find((problem) => message.test(problem.message));
    expect(found, JSON.stringify(problems, null, 1)).toMatchObject({ file });
    expect(found?.cure).not.toBe("");
    // What is taken away is named by what held it, which stands a little before.
    if (lineAfter >= 0) expect(Math.abs((found?.line ?? 0) - line)).toBeLessThanOrEqual(1);
    else expect(found?.line).toBe(6);
  });
  it("finds a card that does not fit on its page", async () => {
    const said = "Walk me out, would you?";
    await change("modules/safe-enough/module.yaml", said, `${said} `.repeat(40).trim());
    const { problems } = await checkContent(root);
    expect(problems.map((one) => `${one.file}: ${one.message}`).join("; ")).toMatch(
      /^modules\/safe-enough\/module\.yaml: the card has \d+ words$/,
    );
  });
  it("finds a bank that is too small", async () => {
    await change("modules/safe-enough/questions.yaml", /\n- id: cost-of-no[\s\S]*$/, "\n");
    const { problems } = await checkContent(root);
    const found = problems.find((problem) => /a check asks 8/.test(problem.message));
    expect(found, JSON.stringify(problems, null, 1)).toMatchObject({
      file: "modules/safe-enough/module.yaml",
    });
  });
  it("finds links that lead nowhere, in a page, a lesson, a question and a scenario", async () => {
    const lesson = "modules/safe-enough/01-able-to-refuse.mdx";
    const bank = "modules/safe-enough/questions.yaml";
    const lines = [
      await change("content/pages/help.mdx", "](/accessibility)", "](/accessible)"),
      await change(HEDGE, "summary: A neighbour", "summary: A [neighbour](/scenarios/hedge)"),
      await change(lesson, "You have a yes.", "You have [a yes](../yes), and [help](/help#here)."),
      await change(bank, "feedback: Only an", "feedback: Only [this](/modules/only) an"),
    ];
    const { problems } = await checkContent(root);
    expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      'content/pages/help.mdx: the link "/accessible" leads nowhere',
      `${HEDGE}: the link "/scenarios/hedge" leads nowhere`,
      `${lesson}: the link "../yes" leads nowhere`,
      `${bank}: the link "/modules/only" leads nowhere`,
    ]);
    expect(problems.map((problem) => problem.line)).toEqual(lines);
  });
  it("judges how long and how hard a lesson is, and what its bank gives away", async () => {
    const lesson = "modules/safe-enough/02-capacity-and-communication.mdx";
    await change(lesson, /^(---\n[\s\S]*?\n---\n)[\s\S]*$/, "$1\n## Short\n\nIt says little.\n");
    const hard = "Organisational proportionality considerations necessitate comprehensive communication. ";
    await change("content/pages/cookies.mdx", /$/, `\n${hard.repeat(30)}\n`);
    const bank = join(root, "modules/safe-enough/questions.yaml");
    // Every right option of one answer becomes the longest.
    const text = await readFile(bank, "utf8");
    await writeFile(bank, text.replace(/(text: )(.*)(\n +right: true)/g, `$1"${"long ".repeat(40)}"$3`));
    const said = (await checkContent(root)).problems.map(({ file, message }) => `${file}: ${message}`);
    for (const words of [
      /^modules\/safe-enough\/02-.*: the lesson has 4 words$/,
      /^modules\/safe-enough\/02-.*: the lesson asks nothing$/,
      /^content\/pages\/cookies\.mdx: the page asks for a reading age of \d\d/,
      /^modules\/safe-enough\/module\.yaml: the right option is the longest in 12 of 12 questions/,
    ])
      expect(said.filter((one) => words.test(one))).toHaveLength(1);
  });
  it("lets a warning of the prover stand only with the author's reason", async () => {
    await change(HEDGE, /^accepted:\n(?: .*\n|\n)*/m, "");
    const { problems } = await checkContent(root);
    expect(problems.length).toBeGreaterThan(0);
    for (const { file, message } of problems)
      expect(`${file} ${message}`).toMatch(/the-hedge.* one can pass in spite of the harmful choice/);
  });
  it("finds a dead end", async () => {
    const text = await readFile(join(root, HEDGE), "utf8");
    const scenes = text.split(/^(?= {2}- id: )/m);
    const last = scenes.findIndex((part) => part.includes("id: who-checks-apart"));
    scenes[last] = (scenes[last] ?? "").replace(
      / {8}to:\n(?: {10}.*\n)+| {8}to: [a-z-]+\n/g,
      "        to: who-checks-apart\n",
    );
    await writeFile(join(root, HEDGE), scenes.join(""));
    const { problems } = await checkContent(root);
    expect(problems[0]).toMatchObject({
      file: HEDGE,
      message: expect.stringMatching(/"who-checks-apart" is a dead end/) as string,
      cure: expect.stringMatching(/ending/) as string,
    });
    expect(problems[0]?.line).toBe(
      text.slice(0, text.indexOf("  - id: who-checks-apart")).split("\n").length,
    );
  });
});

onBothDatabases("publishing content", (open) => {
  it("makes versions that are read back, and live", async () => {
    const ctx = await open({ now: "2018-06-04" });
    const published = await publishContent(ctx, { root, by: "operator:test" });
    expect(published.every((one) => one.number === 1 && one.outcome === "new")).toBe(true);
    const modules = await listLive(ctx, "module");
    expect(modules.map((one) => one.slug)).toEqual([
      "refer-record-share",
      "right-to-know",
      "safe-enough",
      "what-rj-is",
    ]);
    expect(modules[3]?.compiled.lessons.map((lesson) => lesson.slug)[2]).toBe("rj-or-just-an-apology");
    expect((await liveVersion(ctx, "page", "cookies"))?.compiled.html).toContain("<table>");
    expect((await liveVersion(ctx, "facts", "facts"))?.compiled.facts[0]?.id).toBe("F1");
    expect((await liveVersion(ctx, "glossary", "glossary"))?.compiled.length).toBeGreaterThan(10);
    const scenario = await liveVersion(ctx, "scenario", "the-hedge-and-the-music");
    expect(scenario?.compiled.scenario.scenes[0]?.text).toMatch(/^<p>/);
    expect(scenario?.compiled.minutes).toBeGreaterThan(3);
    expect(await liveVersion(ctx, "page", "nowhere")).toBeNull();
    await expect(loadVersion(ctx, "page", "none" as VersionId)).rejects.toMatchObject({ code: "not-found" });
    const [event] = await ctx.read.selectFrom("audit_event").selectAll().execute();
    expect(event).toMatchObject({ action: "content.publish", by: "operator:test" });
  });

  it("makes a new version of what changed only, keeps the old, and goes back to it", async () => {
    const ctx = await open({ now: "2018-06-04" });
    const first = await publishContent(ctx, { root, by: "operator:test" });
    expect(
      (await publishContent(ctx, { root, by: "operator:test" })).every((one) => one.outcome === "same"),
    ).toBe(true);

    await change("modules/safe-enough/module.yaml", "title: Safe enough? Screening", "title: Safe enough?");
    const second = (await publishContent(ctx, { root, by: "operator:test" })).filter(
      (one) => one.outcome !== "same",
    );
    expect(second).toMatchObject([{ kind: "module", slug: "safe-enough", number: 2, outcome: "new" }]);
    expect((await liveVersion(ctx, "module", "safe-enough"))?.title).toBe("Safe enough?");
    const old = first.find((one) => one.slug === "safe-enough")?.versionId as VersionId;
    expect((await loadVersion(ctx, "module", old)).title).toBe("Safe enough? Screening");

    await change("modules/safe-enough/module.yaml", "title: Safe enough?", "title: Safe enough? Screening");
    const third = (await publishContent(ctx, { root, by: "operator:test" })).filter(
      (one) => one.outcome !== "same",
    );
    expect(third).toMatchObject([{ versionId: old, number: 1, outcome: "again" }]);
    expect((await liveVersion(ctx, "module", "safe-enough"))?.id).toBe(old);
  });

  it("teaches every rule that a force decides in a lesson, and names no force's own service", async () => {
    const ctx = await open({ now: "2018-06-04" });
    await publishContent(ctx, { root, by: "operator:test" });
    const modules = await listLive(ctx, "module");
    const shownIn = localUses(modules.map((one) => ({ title: one.title, content: one.compiled })));
    for (const key of [...TAUGHT_KEYS, ...LOCAL_WORD_KEYS]) expect(shownIn(key), key).not.toEqual([]);
    for (const { compiled } of modules) expect(JSON.stringify(compiled)).not.toMatch(/Restorative Marlshire/);
  });

  it("publishes nothing when one thing anywhere is wrong", async () => {
    const ctx = await open({ now: "2018-06-04" });
    await change(HEDGE, "to: at-sixteen-wary", "to: at-sixty");
    await expect(publishContent(ctx, { root, by: "operator:test" })).rejects.toMatchObject({
      code: "bad-input",
      problems: [{ text: expect.stringMatching(new RegExp(`^${HEDGE}:\\d+: .*at-sixty.* — .+`)) as string }],
    });
    for (const table of ["content_version", "content_live", "audit_event"] as const) {
      expect(await ctx.read.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });

  it("lets a browser see no key of any question of ours", async () => {
    const ctx = await open({ now: "2018-06-04" });
    await publishContent(ctx, { root, by: "operator:test" });
    for (const { compiled } of await listLive(ctx, "module")) {
      for (const question of compiled.questions) {
        const seen = JSON.stringify(publicQuestion(question, "seed"));
        expect(seen).not.toMatch(/"(right|feedback|title|harmed|group|answer|item)":/);
        if ("feedback" in question && question.feedback)
          expect(seen).not.toContain(JSON.stringify(question.feedback).slice(1, -1));
      }
    }
  });
});

/** Puts a sound and a film into a lesson of the copy. */
async function addRecordings(): Promise<void> {
  for (const name of ["tone.wav", "square.webm", "square.vtt"])
    await cp(join(OURS, "tests/fixtures/recordings", name), join(root, "modules/what-rj-is", name));
  await change(
    "modules/what-rj-is/01-harm-need-repair.mdx",
    '<Question id="not-rj" />',
    '<Question id="not-rj" />\n\n<Audio src="./tone.wav" title="A tone">\n\nOne note.\n\n</Audio>\n\n' +
      '<Video src="./square.webm" title="A square" captions="./square.vtt">\n\nA square turns black.\n\n</Video>',
  );
}

it("names a recording that is not there, captions that are none, and one that is too large", async () => {
  await addRecordings();
  await rm(join(root, "modules/what-rj-is/tone.wav"));
  await writeFile(join(root, "modules/what-rj-is/square.vtt"), "hello");
  await writeFile(join(root, "modules/what-rj-is/long.mp4"), Buffer.alloc(20_000_001));
  const { problems } = await checkContent(root);
  expect(problems.map((one) => `${one.file}: ${one.message}`).sort()).toEqual([
    'modules/what-rj-is/01-harm-need-repair.mdx: there is no recording "./tone.wav"',
    "modules/what-rj-is/long.mp4: the recording is 21 MB",
    "modules/what-rj-is/square.vtt: these are no WebVTT captions",
  ]);
});

onBothDatabases("recordings", (open) => {
  it("are published with their module and read whole, in part, and not beyond their end", async () => {
    await addRecordings();
    const ctx = await open({ now: "2018-06-04" });
    await publishContent(ctx, { root, by: "operator:test" });
    const media = (await liveVersion(ctx, "module", "what-rj-is"))?.compiled.media ?? {};
    expect(Object.keys(media).sort()).toEqual(["square.vtt", "square.webm", "tone.wav"]);
    const tone = media["tone.wav"]?.sha2 ?? "";
    const bytes = await readFile(join(root, "modules/what-rj-is/tone.wav"));
    const size = bytes.length;
    expect(await readMedia(ctx, tone, null)).toEqual({ contentType: "audio/wav", size, range: null, bytes });
    const part = await readMedia(ctx, tone, "bytes=40-1039");
    expect(part).toMatchObject({ range: { from: 40, to: 1039 }, bytes: bytes.subarray(40, 1040) });
    expect(await readMedia(ctx, tone, "bytes=-4")).toMatchObject({ bytes: bytes.subarray(size - 4) });
    expect(await readMedia(ctx, tone, `bytes=${size}-`)).toMatchObject({ bytes: null });
    await expect(readMedia(ctx, "0".repeat(64), null)).rejects.toMatchObject({ code: "not-found" });
  });
});
