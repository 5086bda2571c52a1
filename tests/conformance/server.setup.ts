/**
 * Before the conformance tests: starts the real server on an empty, migrated database of its own and makes a key
 * with every scope through the command line, as an administrator would. All tests speak to it over HTTP.
 */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** `http://127.0.0.1:…/xapi` */
    xapiEndpoint: string;
    /** The `Authorization` header of a key with the scope `all`. */
    xapiAuthorization: string;
    /** The environment in which the command line reaches the server's database. */
    amendsEnvironment: Record<string, string>;
  }
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STARTS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 5_000;

/** Small, so that a test can go beyond it. */
export const BODY_LIMIT = 2_000_000;
/** The one site whose pages may speak to the endpoint. */
export const ALLOWED_ORIGIN = "https://lms.example";

const run = promisify(execFile);

/** Runs `amends …` and gives back what it printed. */
export async function amends(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<string> {
  const { stdout } = await run(process.execPath, ["bin/amends.mjs", ...args], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
  });
  return stdout;
}

/** Resolves with the address that the server says it listens on. */
function listening(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (why: string) => {
      clearTimeout(late);
      reject(new Error(`The server ${why}. It said:\n${said}`));
    };
    const late = setTimeout(
      () => fail(`was not listening after ${STARTS_WITHIN_MS / 1000} s`),
      STARTS_WITHIN_MS,
    );
    const hear = (chunk: Buffer) => {
      if (said.length > 100_000) return;
      said += chunk.toString("utf8");
      const address = /listening on (https?:\/\/[^\s/"]+)/i.exec(said)?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    };
    server.stdout?.on("data", hear);
    server.stderr?.on("data", hear);
    server.once("error", (error) => fail(`could not start: ${error.message}`));
    server.once("exit", (code, signal) => fail(`ended (${signal ?? code})`));
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  server.kill("SIGTERM");
  const force = setTimeout(() => server.kill("SIGKILL"), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(force);
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(join(ROOT, "build/server/index.js"))) {
    throw new Error("The house is not built, so the conformance tests cannot run. First: npm run build");
  }
  const folder = mkdtempSync(join(tmpdir(), "amends-conformance-"));
  const environment = { AMENDS_MODE: "test", DATABASE_URL: `file:${join(folder, "amends.db")}` };
  let server: ChildProcess | null = null;
  const tearDown = async () => {
    if (server) await stop(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await amends(environment, "migrate");
    const key = JSON.parse(
      await amends(
        environment,
        ...["lrs-key", "create", "--name", "conformance", "--scope", "all", "--format", "json"],
      ),
    ) as { authorization: string };
    server = spawn(process.execPath, ["bin/serve.mjs"], {
      cwd: ROOT,
      env: {
        ...process.env,
        ...environment,
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: "0",
        AMENDS_XAPI_BODY_LIMIT: String(BODY_LIMIT),
        AMENDS_XAPI_ORIGINS: ALLOWED_ORIGIN,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    project.provide("xapiEndpoint", `${await listening(server)}/xapi`);
    project.provide("xapiAuthorization", key.authorization);
    project.provide("amendsEnvironment", environment);
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
