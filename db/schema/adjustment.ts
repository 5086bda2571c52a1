import type { PersonId } from "#app/domain/ids.ts";
import type { Adjustment } from "#app/domain/learning/check-time.ts";
import type { Instant } from "#app/domain/time.ts";

/** What was agreed for a person in checks. Why is nowhere kept. */
export interface AdjustmentTable {
  person_id: PersonId;
  kind: Adjustment;
  agreed_at: Instant;
  agreed_by: string;
}
