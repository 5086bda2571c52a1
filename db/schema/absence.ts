import type { ForceId, PersonId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { AbsenceKind } from "#app/domain/roster/workforce.ts";

/** A time during which a person in post does not count in the net figure: bitemporal. */
export interface AbsenceTable {
  id: string;
  force_id: ForceId;
  person_id: PersonId;
  kind: AbsenceKind;
  import_id: string;
  valid_from: Day;
  valid_to: Day;
  known_from: Instant;
  known_to: Instant;
}
