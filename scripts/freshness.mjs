/** Whether what was installed or built is still what the sources say, told by hashes. Plain Node: runs on a fresh clone. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const INSTALLED = "node_modules/.amends-installed";
const BUILT = "build/.amends-built";
/** Everything that the build reads. Content is read when it is published, not when the house is built. */
const BUILD_INPUTS = [
  ...["app", "db", "public", "server.ts", "scripts/build.mjs"],
  ...["package.json", "package-lock.json", "remix.config.js", "tsconfig.json"],
];

/** The files under a path, relative to the root, in a fixed order; tests left out. */
function filesUnder(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const child = join(path, entry.name);
      if (entry.isDirectory()) return filesUnder(child);
      return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [child] : [];
    });
}

/** One hash over the names and contents of files and folders, given relative to the root. */
export function hashOf(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesUnder)) {
    hash.update(relative(ROOT, join(ROOT, file)).split(sep).join("/"));
    hash.update("\0");
    hash.update(readFileSync(join(ROOT, file)));
    hash.update("\0");
  }
  return hash.digest("hex");
}

function stampIs(stamp, value) {
  const file = join(ROOT, stamp);
  return existsSync(file) && readFileSync(file, "utf8").trim() === value;
}

function writeStamp(stamp, value) {
  const file = join(ROOT, stamp);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${value}\n`);
}

/** Native packages are compiled for one Node: another one needs its own. */
const FOR_NODE = `${process.platform}-${process.arch}-${process.versions.modules}`;
const installedHash = () => `${hashOf(["package-lock.json"])} ${FOR_NODE}`;

export const isInstalled = () => stampIs(INSTALLED, installedHash());
export const noteInstalled = () => writeStamp(INSTALLED, installedHash());
export const buildHash = () => hashOf(BUILD_INPUTS);
export const isBuilt = () => existsSync(join(ROOT, "build/server/index.js")) && stampIs(BUILT, buildHash());
/** @param hash what `buildHash` gave before the build began. */
export const noteBuilt = (hash) => writeStamp(BUILT, hash);

/** npm keeps a copy of the lock it installed: whoever ran npm by hand needs no second installation. */
function npmInstalledTheSame() {
  const copy = join(ROOT, "node_modules/.package-lock.json");
  if (!existsSync(copy)) return false;
  try {
    const wanted = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;
    const present = JSON.parse(readFileSync(copy, "utf8")).packages;
    return Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path === "" || present[path]?.version === version || (optional && present[path] === undefined),
    );
  } catch {
    return false;
  }
}

function npm(command) {
  const { status, error } = spawnSync("npm", [command, "--include=dev"], { cwd: ROOT, stdio: "inherit" });
  if (error) console.error(error.message);
  return status === 0;
}

/**
 * Installs the packages when they are missing or package-lock.json has changed since.
 * @returns true when they are there; what went wrong has been printed otherwise.
 */
export function ensureInstalled(say) {
  if (isInstalled()) return true;
  const stamp = join(ROOT, INSTALLED);
  const forThisNode = !existsSync(stamp) || readFileSync(stamp, "utf8").trim().endsWith(FOR_NODE);
  if (forThisNode && npmInstalledTheSame()) {
    noteInstalled();
    return true;
  }
  say("Installing the packages that package-lock.json names (npm ci) …");
  if (!npm("ci")) {
    // npm ci refuses a registry that lacks packages for other systems; npm install passes over them.
    say("npm ci failed; trying npm install with the same package-lock.json …");
    const lock = join(ROOT, "package-lock.json");
    const before = readFileSync(lock);
    const installed = npm("install");
    writeFileSync(lock, before);
    if (!installed) {
      console.error("The packages could not be installed.");
      return false;
    }
  }
  noteInstalled();
  return true;
}
