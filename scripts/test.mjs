/**
 * `npm test`: every check and every test, from a fresh clone. Goes on after a failure; the last line is
 * `N passed, N failed`. A check counts as one test. `npm test -- unit lint` runs the named steps only.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, ensureInstalled, isBuilt } from "./freshness.mjs";

// Only a stop for what hangs: a machine that does other things as well takes several times as long.
const STEP_LIMIT_MS = 25 * 60_000;
const started = Date.now();
const results = mkdtempSync(join(tmpdir(), "amends-results-"));
process.on("exit", () => rmSync(results, { recursive: true, force: true }));

/** What is set in this shell for a running house must not reach the tests. */
function cleanEnvironment() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (name.startsWith("AMENDS_") || ["NODE_ENV", "DATABASE_URL", "HOST", "PORT"].includes(name))
      delete env[name];
  }
  if (!process.stdout.isTTY) {
    delete env.FORCE_COLOR;
    env.NO_COLOR = "1";
  }
  return env;
}

const children = new Set();

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    for (const child of children) killGroup(child, signal);
    finish(["stopped", 0, 1, `Stopped by ${signal}.`]);
  });
}

/** Runs a program in a process group of its own and collects what it says. */
function run(command, args, extraEnv = {}) {
  return new Promise((resolve) => {
    const said = [];
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...cleanEnvironment(), ...extraEnv },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    children.add(child);
    const limit = setTimeout(() => {
      said.push(`\nStopped after ${STEP_LIMIT_MS / 60_000} minutes.\n`);
      killGroup(child, "SIGKILL");
    }, STEP_LIMIT_MS);
    child.stdout.on("data", (chunk) => said.push(chunk));
    child.stderr.on("data", (chunk) => said.push(chunk));
    child.once("error", (error) => said.push(`${error.message}\n`));
    child.once("close", (code) => {
      clearTimeout(limit);
      children.delete(child);
      resolve({ code: code ?? 1, output: said.map(String).join("") });
    });
  });
}

const npm = (script, args = [], env = {}) =>
  run("npm", ["run", "--silent", script, ...(args.length > 0 ? ["--", ...args] : [])], env);

/** A program that is right or wrong as a whole. */
async function check(running) {
  const { code, output } = await running;
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}

/** A program that counts its own tests into a JSON file; what it cannot count is one failure. */
async function counted(file, start, read) {
  const path = join(results, file);
  const { code, output } = await start(path);
  let counts = { passed: 0, failed: 0, skipped: 0 };
  let problem = "";
  if (existsSync(path)) {
    try {
      counts = read(JSON.parse(readFileSync(path, "utf8")));
    } catch (error) {
      problem = `The results could not be read: ${error.message}`;
    }
  } else {
    problem = "There are no results.";
  }
  if (!problem && code !== 0 && counts.failed === 0) problem = `It ended with exit code ${code}.`;
  if (!problem && counts.passed + counts.failed === 0) problem = "No test ran.";
  if (problem) counts.failed += 1;
  return { ...counts, output: problem ? `${output}\n${problem}\n` : output };
}

function vitestCounts(report) {
  // A file that could not be loaded has no tests to count.
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const vitest = (project) =>
  counted(
    `${project}.json`,
    (path) => npm(`test:${project}`, ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`]),
    vitestCounts,
  );

function playwrightCounts({ stats, errors = [] }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

let buildFailed = false;

async function build() {
  if (isBuilt()) return { passed: 1, failed: 0, output: "", note: "up to date" };
  const result = await check(npm("build"));
  if (result.failed > 0) buildFailed = true;
  return result;
}

async function conformance() {
  if (buildFailed) return { passed: 0, failed: 1, output: "Not run, because the build failed.\n" };
  return vitest("conformance");
}

async function endToEnd() {
  if (buildFailed) return { passed: 0, failed: 1, output: "Not run, because the build failed.\n" };
  const chromium = await run(process.execPath, ["scripts/chromium.mjs"]);
  if (chromium.code !== 0) return { passed: 0, failed: 1, output: chromium.output };
  const path = chromium.output.trim().split("\n").at(-1);
  return counted(
    "e2e.json",
    (file) =>
      npm("test:e2e", ["--reporter=list,json"], { CHROMIUM_PATH: path, PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
    playwrightCounts,
  );
}

const STEPS = {
  typecheck: ["Types", () => check(npm("typecheck"))],
  lint: ["Lint", () => check(npm("lint"))],
  format: ["Format", () => check(npm("format:check"))],
  architecture: ["Architecture", () => check(npm("architecture"))],
  content: ["Content", () => check(run(process.execPath, ["bin/amends.mjs", "content", "check"]))],
  unit: ["Unit tests", () => vitest("unit")],
  build: ["Build", build],
  integration: ["Integration tests", () => vitest("integration")],
  conformance: ["Conformance tests", conformance],
  e2e: ["Browser tests", endToEnd],
};

/**
 * The lanes of a stage run side by side. Tests of databases wait for disks and tests of pages for a browser, so two
 * cores have time for both at once.
 */
const STAGES = [
  [
    ["typecheck", "lint"],
    ["unit", "build", "format", "architecture", "content"],
  ],
  [["integration", "conformance"], ["e2e"]],
];

const done = [];
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

async function runStep(name) {
  const [title, start] = STEPS[name];
  const since = Date.now();
  console.log(`… ${title}`);
  let result;
  try {
    result = await start();
  } catch (error) {
    result = { passed: 0, failed: 1, output: `${error.stack}\n` };
  }
  const { passed, failed, skipped = 0, note, output } = result;
  done.push([title, passed, failed, output]);
  const facts = [
    `${passed} passed`,
    `${failed} failed`,
    ...(skipped ? [`${skipped} skipped`] : []),
    seconds(since),
  ];
  console.log(`${failed ? "✗" : "✓"} ${title}: ${[...facts, ...(note ? [note] : [])].join(", ")}`);
}

/** Prints the failures and the last line, and ends the process. */
function finish(extra) {
  if (extra) done.push(extra);
  for (const [title, , failed, output] of done) {
    if (failed) console.log(`\n──── ${title} ────\n${output.trimEnd()}`);
  }
  const passed = done.reduce((sum, step) => sum + step[1], 0);
  const failed = done.reduce((sum, step) => sum + step[2], 0);
  console.log(`\nAll of it took ${seconds(started)}.`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  finish([
    "Steps",
    0,
    1,
    `There is no step ${unknown.join(", ")}. The steps are ${Object.keys(STEPS).join(", ")}.`,
  ]);
}

if (!ensureInstalled((line) => console.log(line)))
  finish(["Packages", 0, 1, "They could not be installed; npm says why above."]);

for (const lanes of STAGES) {
  await Promise.all(
    lanes.map(async (lane) => {
      for (const name of lane) {
        if (wanted.length === 0 || wanted.includes(name)) await runStep(name);
      }
    }),
  );
}
finish();
