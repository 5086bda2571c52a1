import type { ForceId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/** A force's figure of a day as known when it was folded: for sums over all forces. Can be made again at any time. */
export interface CoverageDayTable {
  force_id: ForceId;
  programme: string;
  /** A staff group, or "*" for everyone. */
  staff_group: string;
  day: Day;
  known_at: Instant;
  in_post: number;
  absent: number;
  exempt: number;
  net: number;
  trained_in_post: number;
  trained_net: number;
  current_net: number;
}
