import { defineConfig } from "vitest/config";

/** The Remix plugin stays out: it would take over the whole build. `#app/*` and `#db/*` come from package.json. */
export default defineConfig({
  test: {
    environment: "node",
    // One for each core of the smallest machine; vitest alone would keep one of two free.
    maxWorkers: 2,
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["app/**/*.test.ts", "app/**/*.test.tsx", "db/**/*.test.ts"],
          // Only a stop for what hangs: how long a test may take says nothing on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts", "tests/integration/**/*.test.tsx"],
          globalSetup: ["tests/integration/postgres.setup.ts"],
          // Only a stop for what hangs: a busy machine publishes and imports slowly.
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: "conformance",
          include: ["tests/conformance/**/*.test.ts"],
          globalSetup: ["tests/conformance/server.setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
