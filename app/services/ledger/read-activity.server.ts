import { activityByIri } from "#db/queries/ledger.ts";
import type { Context } from "../context.server.ts";

/** xAPI Part Two, Activity Object. */
export interface DescribedActivity {
  readonly objectType: "Activity";
  readonly id: string;
  readonly definition: unknown;
}

/** An activity of ours by what follows `/activities/`; null when no statement described it. */
export async function readActivity(ctx: Context, path: string): Promise<DescribedActivity | null> {
  return readActivityByIri(ctx, `${ctx.config.iriBase}/activities/${path}`);
}

/** The same by the activity's whole IRI, ours or another system's. */
export async function readActivityByIri(ctx: Context, id: string): Promise<DescribedActivity | null> {
  const row = await activityByIri(ctx.read, id);
  return row ? { objectType: "Activity", id, definition: JSON.parse(row.definition) as unknown } : null;
}
