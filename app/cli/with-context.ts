import { pendingMigrations } from "#db/connect.ts";
import { AmendsError } from "#app/domain/errors.ts";
import type { Permission } from "#app/domain/identity/permissions.ts";
import { readConfig } from "#app/services/config.server.ts";
import { openContext, type Context } from "#app/services/context.server.ts";
import { requireOperator } from "./operator.ts";

/**
 * Runs a command's work on the database that `DATABASE_URL` names.
 * @throws AmendsError `misconfigured` when its tables are older than this version.
 */
export async function withContext(
  permission: Permission,
  work: (ctx: Context) => Promise<void>,
): Promise<void> {
  requireOperator(permission);
  const ctx = await openContext(readConfig(process.env));
  try {
    const pending = await pendingMigrations(ctx.db);
    if (pending.length > 0) {
      throw new AmendsError(
        "misconfigured",
        "The database has no tables yet, or older ones",
        "Run: npm run amends -- migrate",
      );
    }
    await work(ctx);
  } finally {
    await ctx.close();
  }
}
