import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/**
 * What a force has chosen for a switch of `app/domain/learning/policy.ts`, or written for `local-words.ts`; no row: it
 * has not.
 */
export interface PolicyChoiceTable {
  force_id: ForceId;
  key: string;
  choice: string;
  changed_at: Instant;
  changed_by: string;
}
