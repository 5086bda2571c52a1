/** `amends scenario` in a process of its own. It needs no database. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, expect, it } from "vitest";
import { PNG } from "#tests/fixtures/pictures.ts";
import { ROOT } from "./officer.ts";

const MEAL_DEAL = join(ROOT, "content/scenarios/meal-deal.yaml");

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
const prove = (...words: string[]) => scenario("prove", ...words);
function scenario(...words: string[]): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["bin/amends.mjs", "scenario", ...words],
      { cwd: ROOT },
      (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "amends-prove-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("tells what a sound scenario comes to", async () => {
  const said = await prove("content/scenarios/meal-deal.yaml");
  expect(said).toMatchObject({ code: 0, err: "" });
  expect(said.out).toMatch(/^16 scenes, 65 choices, 7 endings; [\d,]+ states of play visited/);
  expect(said.out).toMatch(/picks at random passes \d\.\d % of the time/);
  expect(said.out).toMatch(/^The line in the log +no +\d+\.\d % +[\d,]+ +4$/m);
  expect(said.out).toMatch(/^0 errors, 0 warnings, \d+ warnings left with a reason$/m);
});

it("names line and cure of an error and fails, in JSON as well, whatever the file's line ends", async () => {
  const text = await readFile(MEAL_DEAL, "utf8");
  const file = join(folder, "broken.yaml");
  const line = text.split("\n").findIndex((one) => one.includes("to: at-the-till")) + 1;
  const broken = text.replace("to: at-the-till", "to: at-the-bank").replaceAll("\n", "\r\n");
  await writeFile(file, `\uFEFF${broken}`);
  const [table, json] = await Promise.all([prove(file), prove(file, "--format", "json")]);
  expect(table.code).toBe(1);
  expect(table.out).toContain(
    `${file}:${line}: error: it leads to "at-the-bank", which is neither a scene nor an ending — Correct the id`,
  );
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({
    slug: "meal-deal",
    sound: false,
    figures: null,
    paths: [],
    findings: [{ rule: "unknown-name", severity: "error", line }],
  });
});

it("says of a file that is not there, or is no scenario, what to do", async () => {
  const [none, other] = await Promise.all([prove("nowhere.yaml"), prove("content/facts.yaml")]);
  expect(none).toMatchObject({ code: 1, out: "" });
  expect(none.err).toMatch(/nowhere\.yaml cannot be read: .*\nName a scenario's YAML file/);
  expect(other.code).toBe(1);
  expect(other.out).toMatch(/^content\/facts\.yaml:\d+: error: slug: it is missing — Add "slug"\.$/m);
});

it("writes a scenario for Twine, and reads it back as a draft with what is lost", async () => {
  const [twee, yaml] = [join(folder, "meal.twee"), join(folder, "meal.yaml")];
  expect(await scenario("export", MEAL_DEAL, "--format", "twee", "--out", twee)).toMatchObject({ code: 0 });
  const said = await scenario("import", twee, "--out", yaml);
  expect(said).toMatchObject({ code: 0, err: "" });
  expect(said.out).toMatch(/^Write the debrief of \d+ choices/m);
  expect(said.out).toContain(`16 scenes and 7 endings are in ${yaml}`);
  expect(await readFile(yaml, "utf8")).toContain("title: Meal deal");
  const bad = await scenario("import", join(folder, "none.twee"), "--out", yaml);
  expect(bad.code).toBe(1);
  expect(bad.err).toContain("cannot be read");
});

it("writes the pictures of a package beside its YAML, and takes them along again", async () => {
  const question = (to: number) => ({
    question: "Who?",
    alternatives: [{ text: "Him", nextContentId: to, feedback: {} }],
  });
  const content = [
    {
      type: { library: "H5P.Image 1.1", params: { file: { path: "images/a.png" }, alt: "A gate" } },
      nextContentId: 1,
    },
    {
      type: { library: "H5P.BranchingQuestion 1.0", params: { branchingQuestion: question(-1) } },
      nextContentId: -1,
    },
  ];
  const story = {
    branchingScenario: { title: "The gate", content, endScreens: [{ endScreenTitle: "Done" }] },
  };
  const file = join(folder, "gate.h5p");
  const packed = zipSync({
    "h5p.json": strToU8('{"mainLibrary":"H5P.BranchingScenario"}'),
    "content/content.json": strToU8(JSON.stringify(story)),
    "content/images/a.png": PNG,
    "../escaped.png": PNG,
  });
  await writeFile(file, packed);
  const out = join(folder, "out");
  await mkdir(out);
  const yaml = join(out, "gate.yaml");
  const said = await scenario("import", file, "--out", yaml);
  expect(said).toMatchObject({ code: 0, err: "" });
  expect(said.out).toContain(`1 scene and 1 ending are in ${yaml}, and 1 picture beside it`);
  const names = await readdir(out);
  expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.png$/), "gate.yaml"]);
  expect(await readdir(folder)).toEqual(["gate.h5p", "out"]);
  expect(await readFile(join(out, names[0] ?? ""))).toEqual(PNG);

  const [zip, again] = [join(folder, "gate.zip"), join(folder, "again.yaml")];
  expect(await scenario("export", yaml, "--format", "zip", "--out", zip)).toMatchObject({ code: 0, err: "" });
  await scenario("import", zip, "--out", again);
  expect(await readFile(again, "utf8")).toBe(await readFile(yaml, "utf8"));
  expect((await prove(again)).out).not.toMatch(/no picture|cannot see it/);
  const twee = await scenario("export", yaml, "--format", "twee", "--out", join(folder, "gate.twee"));
  expect(twee.out).toMatch(/^1 picture not carried over; its words stand in its scene$/m);
});
