/** `amends demo prepare`: what `npm run demo` runs before it serves. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { AmendsError } from "#app/domain/errors.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext } from "#app/services/context.server.ts";
import { DEMO_PASSWORD } from "#app/services/demo/personas.server.ts";
import { prepareDemo, setDemoClock } from "#app/services/demo/prepare-demo.server.ts";
import { migrate } from "#app/services/migrate.server.ts";
import { requireOperator } from "./operator.ts";

export function register(program: Command): void {
  program
    .command("demo")
    .description("the demonstration force")
    .command("prepare")
    .description("make Marlshire in the database that DATABASE_URL names, unless it is there")
    .action(async () => {
      requireOperator("database.manage");
      const config = readConfig(process.env);
      if (config.mode !== "demo") {
        throw new AmendsError("misconfigured", "This is not a demonstration", "Set AMENDS_MODE=demo.");
      }
      if (config.databaseUrl.startsWith("file:")) {
        mkdirSync(path.dirname(config.databaseUrl.slice("file:".length)), { recursive: true });
      }
      const root = process.cwd();
      await migrate(config, root);
      const ctx = await openContext(config);
      try {
        const report = await prepareDemo(ctx, root, (line) => {
          console.log(`  ${line}`);
        });
        await setDemoClock(ctx);
        console.log(report.made ? "  Marlshire is ready" : "  Marlshire was ready; what was done is kept");
        console.log(`\n  Sign in as (password for all: ${DEMO_PASSWORD}):`);
        for (const one of report.personas)
          console.log(`    ${one.email.padEnd(42)} ${one.person}, ${one.role}`);
      } finally {
        await ctx.close();
      }
    });
}
