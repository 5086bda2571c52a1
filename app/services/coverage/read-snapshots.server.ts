import { snapshotsOf } from "#db/queries/snapshots.ts";
import { BRIDGED } from "#app/domain/coverage/bridge.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import type { ForceId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import { fingerprintOf } from "./freeze.server.ts";
import { readBridge, type Bridge } from "./read-bridge.server.ts";
import type { CoverageAnswer } from "#app/domain/coverage/answer.ts";
import type { AskedRule } from "./read-coverage.server.ts";

export interface Snapshot {
  readonly day: Day;
  readonly knownAt: Instant;
  readonly figures: Figures;
  readonly fingerprint: string;
  /** Whether what was counted then is in the record still, and gives the same. */
  readonly holds: boolean;
  /** From the figure as frozen to the one of the same day as known now; null: they are the same. */
  readonly since: Bridge | null;
}

/** A target's frozen months, the latest first, each beside what is known now; `most` of them. */
export async function readSnapshots(
  ctx: Context,
  forceId: ForceId,
  target: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Snapshot[]> {
  const found: Snapshot[] = [];
  const now = ctx.now();
  for (const row of (await snapshotsOf(ctx.read, forceId, target)).slice(-most)) {
    const { figures } = JSON.parse(row.figures) as CoverageAnswer;
    const moment = { day: row.day, known: row.known_at };
    const bridge = await readBridge(
      ctx,
      { forceId, target, from: moment, to: { day: row.day, known: now } },
      JSON.parse(row.rule) as AskedRule,
    );
    const fingerprint = await fingerprintOf(ctx, forceId, row.rule, moment);
    const same = (one: Figures, other: Figures) => BRIDGED.every((name) => one[name] === other[name]);
    found.push({
      day: row.day,
      knownAt: row.known_at,
      figures,
      fingerprint: row.fingerprint,
      holds: fingerprint === row.fingerprint && same(bridge.before, figures),
      since: bridge.rows.length === 0 && same(bridge.after, figures) ? null : bridge,
    });
  }
  return found.reverse();
}
