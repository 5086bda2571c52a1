import { pendingMigrations } from "#db/connect.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Config } from "./config.server.ts";
import { openContext, type Context } from "./context.server.ts";

/**
 * Opens the database and makes sure that its tables are those of this version.
 * @throws AmendsError `misconfigured` when they are older or not there.
 */
export async function openReady(config: Config): Promise<Context> {
  const ctx = await openContext(config);
  if ((await pendingMigrations(ctx.db)).length === 0) return ctx;
  await ctx.close();
  throw new AmendsError(
    "misconfigured",
    "The database has no tables yet, or older ones",
    "Run: npm run amends -- migrate",
  );
}
