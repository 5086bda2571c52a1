import type { PersonId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/** What a person was called, and their collar number and work e-mail: bitemporal. */
export interface PersonVersionTable {
  id: string;
  person_id: PersonId;
  surname: string;
  forenames: string;
  known_as: string | null;
  work_email: string | null;
  collar_number: string | null;
  valid_from: Day;
  valid_to: Day;
  known_from: Instant;
  known_to: Instant;
}
