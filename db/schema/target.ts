import type { ForceId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { StaffGroup } from "#app/domain/roster/workforce.ts";

/** The promise: an audience holds a programme by a day. */
export interface TargetTable {
  id: string;
  force_id: ForceId;
  slug: string;
  title: string;
  programme_id: string;
  staff_group: StaffGroup;
  due_on: Day;
  share: number;
  created_at: Instant;
}
