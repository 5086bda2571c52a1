import { activityByIri } from "#db/queries/ledger.ts";
import type { Context } from "../context.server.ts";

/** An activity as xAPI describes one (Part Two, Activity Object); null when no statement named it. */
export async function readActivity(
  ctx: Context,
  path: string,
): Promise<{ objectType: "Activity"; id: string; definition: unknown } | null> {
  const id = `${ctx.config.iriBase}/activities/${path}`;
  const row = await activityByIri(ctx.read, id);
  return row ? { objectType: "Activity", id, definition: JSON.parse(row.definition) as unknown } : null;
}
