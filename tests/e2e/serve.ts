/**
 * `test` for the browser tests: every test has its own server on its own copy of the demonstration,
 * and `page.goto("/")` reaches it. `expectAccessible` runs axe on the page as it stands.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base, type Browser, type Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";
import { DEMO_DATABASE, ROOT } from "./prepare.ts";

export { expect } from "@playwright/test";

const STARTS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 5_000;

interface RunningServer {
  readonly url: string;
  readonly databaseUrl: string;
  /** Kills it as a crash does, and starts it again at the same address. */
  readonly kill: () => Promise<void>;
  readonly startAgain: () => Promise<void>;
}

function copyDatabase(folder: string): string {
  const source = process.env[DEMO_DATABASE];
  if (!source)
    throw new Error(`${DEMO_DATABASE} is not set: run the tests with tests/e2e/playwright.config.ts`);
  const file = join(folder, "demo.db");
  // SQLite may have left part of it in the log beside it.
  for (const suffix of ["", "-wal"]) {
    if (existsSync(source + suffix)) copyFileSync(source + suffix, file + suffix);
  }
  return `file:${file}`;
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

async function stop(server: ChildProcess, signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  server.kill(signal);
  const force = setTimeout(() => server.kill("SIGKILL"), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(force);
}

export const test = base.extend<{ server: RunningServer; figures: boolean }>({
  /** Whether the server makes figures and forecasts by itself from its start on; else each is made when it is asked for. */
  figures: [false, { option: true }],
  server: [
    async ({ figures }, use) => {
      const folder = mkdtempSync(join(tmpdir(), "amends-e2e-"));
      const databaseUrl = copyDatabase(folder);
      const start = (port: string) =>
        spawn(process.execPath, ["bin/serve.mjs"], {
          cwd: ROOT,
          env: {
            ...process.env,
            HOST: "127.0.0.1",
            PORT: port,
            AMENDS_MODE: "demo",
            NODE_ENV: "production",
            DATABASE_URL: databaseUrl,
            ...(figures ? {} : { AMENDS_FIGURE_MINUTES: "0" }),
          },
          stdio: ["ignore", "pipe", "pipe"],
        });
      let server = start("0");
      try {
        const url = await listening(server);
        await use({
          url,
          databaseUrl,
          kill: () => stop(server, "SIGKILL"),
          startAgain: async () => {
            server = start(new URL(url).port);
            await listening(server);
          },
        });
      } finally {
        await stop(server);
        rmSync(folder, { recursive: true, force: true });
      }
    },
    { timeout: STARTS_WITHIN_MS + STOPS_WITHIN_MS },
  ],
  baseURL: async ({ server }, use) => use(server.url),
});

const AXE: RunOptions = {
  runOnly: {
    type: "tag",
    values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
  },
  resultTypes: ["violations"],
};

const axeSource = (createRequire(import.meta.url)("axe-core") as { source: string }).source;

/** Runs axe by evaluation, which the page's Content-Security-Policy does not forbid, as it does a script element. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };
    };
    return await axe.run(document, options);
  }, AXE);
  return results.violations.map(
    (violation) =>
      `${violation.id} (${violation.impact ?? "no impact"}): ${violation.help}\n` +
      violation.nodes.map((node) => `  ${node.target.join(" ")}\n    ${node.html}`).join("\n"),
  );
}

/** The same address with the same cookies, in a browser context where axe can run. */
async function withJavaScript<T>(browser: Browser, page: Page, look: (copy: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({
    javaScriptEnabled: true,
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
  try {
    const copy = await context.newPage();
    await copy.goto(page.url());
    return await look(copy);
  } finally {
    await context.close();
  }
}

/**
 * Expects no violation of WCAG 2.2 AA or of axe's best practice. Without JavaScript the page is fetched again in
 * a second context, so it checks what the address shows, not what an answered form left on the screen.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const { javaScriptEnabled } = test.info().project.use;
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser to open a second context in");
  const found =
    javaScriptEnabled === false ? await withJavaScript(browser, page, violations) : await violations(page);
  expect(found, `axe on ${new URL(page.url()).pathname}`).toEqual([]);
}
