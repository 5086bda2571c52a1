/** Finds a Chromium for the browser tests and the screenshots, and fetches one when there is none. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./freshness.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function onPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find(isProgram);
    if (found) return found;
  }
  return null;
}

async function ofPlaywright() {
  try {
    const { chromium } = await import("@playwright/test");
    const path = chromium.executablePath();
    return isProgram(path) ? path : null;
  } catch {
    return null;
  }
}

function run(command, args, env = {}) {
  console.error(`  ${command} ${args.join(" ")}`);
  // What these programs say goes to standard error, so that standard output carries the path alone.
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, ...env },
    timeout: 300_000,
  });
  return status === 0;
}

/** A downloaded browser may lack the system's libraries; asking its version tells. */
const starts = (path) => spawnSync(path, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0;

/**
 * CHROMIUM_PATH, or one on PATH, or Playwright's own, or a new one from Playwright or from Debian.
 * Prints what to do and ends the process with 1 when none can be had.
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isProgram(given)) return given;
    console.error(
      `CHROMIUM_PATH names ${given}, which is not a program. Correct it, or unset it to look elsewhere.`,
    );
    process.exit(1);
  }
  const present = onPath(NAMES) ?? (await ofPlaywright());
  if (present && starts(present)) return present;

  console.error("No Chromium found; trying to install one.");
  if (run("npx", ["playwright", "install", "chromium"])) {
    const path = await ofPlaywright();
    if (path && starts(path)) return path;
  }
  if (process.getuid?.() === 0 && onPath(["apt-get"])) {
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    if (run("apt-get", ["update"], quiet) && run("apt-get", ["install", "-y", "chromium"], quiet)) {
      const path = onPath(NAMES);
      if (path && starts(path)) return path;
    }
  }
  console.error(
    "There is no Chromium, and none could be installed. Install Chromium or Chrome, " +
      "or set CHROMIUM_PATH to one, and try again.",
  );
  process.exit(1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await findChromium());
}
