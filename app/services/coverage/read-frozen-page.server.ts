import { bridgeLines, type BridgeLine } from "#app/domain/coverage/bridge.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import { audienceName } from "#app/domain/coverage/target.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { targetAsked } from "./read-coverage-page.server.ts";
import { readSnapshots } from "./read-snapshots.server.ts";

export interface FrozenPage {
  readonly target: { readonly slug: string; readonly title: string; readonly name: string };
  readonly others: readonly { readonly slug: string; readonly name: string }[];
  /** The latest first. */
  readonly months: readonly {
    readonly day: Day;
    readonly knownAt: Instant;
    readonly figures: Figures;
    /** Whether the record still gives what was frozen. */
    readonly holds: boolean;
    /** The same day as known now, and why it differs; null: it does not. */
    readonly now: { readonly figures: Figures; readonly lines: readonly BridgeLine[] } | null;
  }[];
  /** Whether there are earlier ones that are not shown. */
  readonly more: boolean;
}

/** Each month is counted again, twice. */
const MONTHS = 12;

/**
 * A target's frozen months beside what is known of the same days now. Counts, never a person.
 * @param every show all of them, and not the last twelve
 * @throws AmendsError as `targetAsked`
 */
export async function readFrozenPage(
  ctx: Context,
  forceId: ForceId,
  slug: string | null,
  every: boolean,
): Promise<FrozenPage> {
  const { target, targets } = await targetAsked(ctx, forceId, slug);
  const found = await readSnapshots(ctx, forceId, target.slug, every ? undefined : MONTHS + 1);
  const shown = every ? found : found.slice(0, MONTHS);
  return {
    target: { slug: target.slug, title: target.title, name: audienceName(target.audience) },
    others: targets
      .filter((one) => one.slug !== target.slug)
      .map((one) => ({ slug: one.slug, name: `${audienceName(one.audience)}: ${one.programmeTitle}` })),
    months: shown.map(({ day, knownAt, figures, holds, since }) => ({
      day,
      knownAt,
      figures,
      holds,
      now: since && { figures: since.after, lines: bridgeLines(since.rows, true) },
    })),
    more: shown.length < found.length,
  };
}
