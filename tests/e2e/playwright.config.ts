import { defineConfig } from "@playwright/test";

/**
 * `*.js.spec.ts` run with JavaScript only, `*.nojs.spec.ts` without it only, all others both ways.
 * CHROMIUM_PATH names the browser; `scripts/test.mjs` sets it, and so does `scripts/chromium.mjs` when asked.
 */
const executablePath = process.env["CHROMIUM_PATH"];

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../../test-results",
  globalSetup: "./prepare.ts",
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    locale: "en-GB",
    timezoneId: "Europe/London",
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    {
      name: "with-javascript",
      testIgnore: "**/*.nojs.spec.ts",
      use: { javaScriptEnabled: true },
    },
    {
      name: "without-javascript",
      testIgnore: "**/*.js.spec.ts",
      use: { javaScriptEnabled: false },
    },
  ],
});
