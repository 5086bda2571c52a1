import type { ForceId, PersonId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { ExemptionKind } from "#app/domain/roster/workforce.ts";

/** A time for which a named person need not hold it, or not yet: bitemporal. */
export interface ExemptionTable {
  id: string;
  force_id: ForceId;
  person_id: PersonId;
  kind: ExemptionKind;
  /** A category, never a medical detail. */
  reason: string;
  /** Who agreed to it. */
  approver: string;
  valid_from: Day;
  valid_to: Day;
  known_from: Instant;
  known_to: Instant;
}
