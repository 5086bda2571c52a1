import { connect, migrateToLatest } from "#db/connect.ts";
import type { Config } from "./config.server.ts";
import { openContext } from "./context.server.ts";
import { adoptStatements } from "./ledger/adopt-statements.server.ts";
import { ensureProgrammes } from "./learning/ensure-programmes.server.ts";

/** Makes or upgrades the tables, brings what an earlier version wrote to what this one reads, and brings the programmes up to date. Returns the migrations that ran. */
export async function migrate(config: Config, root: string): Promise<string[]> {
  const connection = connect(config.databaseUrl);
  let done: string[];
  try {
    done = await migrateToLatest(connection.db);
  } finally {
    await connection.close();
  }
  const ctx = await openContext(config);
  try {
    await adoptStatements(ctx);
    await ensureProgrammes(ctx, root);
  } finally {
    await ctx.close();
  }
  return done;
}
