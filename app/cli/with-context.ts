import type { Permission } from "#app/domain/identity/permissions.ts";
import { readConfig } from "#app/services/config.server.ts";
import type { Context } from "#app/services/context.server.ts";
import { openReady } from "#app/services/open-ready.server.ts";
import { requireOperator } from "./operator.ts";

/** Runs a command's work on the database that `DATABASE_URL` names, and closes it. */
export async function withContext(
  permission: Permission,
  work: (ctx: Context) => Promise<void>,
): Promise<void> {
  requireOperator(permission);
  const ctx = await openReady(readConfig(process.env));
  try {
    await work(ctx);
  } finally {
    await ctx.close();
  }
}
