import type { ForceId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/** A target's figure at a month's end, frozen as it was known then: written once, never changed. */
export interface SnapshotTable {
  id: string;
  force_id: ForceId;
  /** The target's slug then. */
  target: string;
  day: Day;
  known_at: Instant;
  made_by: string;
  /** JSON: the target, and the programmes that it rests on, as they were. */
  rule: string;
  /** JSON: the answer, counts and rates. */
  figures: string;
  /** JSON: a `Publication`. */
  published: string;
  /** SHA-256, base64url, of the rule and of every fact that was counted, sorted. */
  fingerprint: string;
}
