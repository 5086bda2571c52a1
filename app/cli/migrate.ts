/** `amends migrate` */
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { readConfig } from "#app/services/config.server.ts";
import { migrate } from "#app/services/migrate.server.ts";
import { requireOperator } from "./operator.ts";

export function register(program: Command): void {
  program
    .command("migrate")
    .description("make the tables of the database that DATABASE_URL names, or bring them up to date")
    .action(async () => {
      requireOperator("database.manage");
      const config = readConfig(process.env);
      if (config.databaseUrl.startsWith("file:")) {
        mkdirSync(path.dirname(config.databaseUrl.slice("file:".length)), { recursive: true });
      }
      const done = await migrate(config, process.cwd());
      console.log(done.length === 0 ? "The database is up to date" : `Migrated: ${done.join(", ")}`);
    });
}
