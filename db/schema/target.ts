import type { ForceId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/**
 * The promise: an audience holds a programme by a day, or so many days after joining; one version of it, as it was
 * known for a time. A target is a slug.
 */
export interface TargetTable {
  id: string;
  force_id: ForceId;
  slug: string;
  title: string;
  programme_id: string;
  /** JSON: clauses of a `TargetAudience`; null: everyone in post. */
  audience: string | null;
  due_on: Day | null;
  /** Days that somebody who joined has; alone, the due day. */
  joining_days: number | null;
  /** Days that somebody who was away has from their first day back. */
  returning_days: number | null;
  /** 1 when those given longer leave the net figure until their own day. */
  grace_leaves_net: number;
  share: number;
  /** When the target was first set. */
  created_at: Instant;
  /** From then on it is no promise any more; its frozen months stay. */
  ended_at: Instant | null;
  known_from: Instant;
  /** The end of time for the version that is known now. */
  known_to: Instant;
}
