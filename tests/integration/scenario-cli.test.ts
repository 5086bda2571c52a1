/** `amends scenario` in a process of its own. It needs no database. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
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
