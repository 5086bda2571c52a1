import type { UnitId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/** What a unit was called and which unit it belonged to: bitemporal, half-open on both axes. */
export interface UnitVersionTable {
  id: string;
  unit_id: UnitId;
  name: string;
  parent_id: UnitId | null;
  valid_from: Day;
  valid_to: Day;
  known_from: Instant;
  known_to: Instant;
}
