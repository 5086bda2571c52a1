import type { ForceId, PersonId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** Somebody who is or was in a force. Names and numbers are in `person_version`. */
export interface PersonTable {
  id: PersonId;
  force_id: ForceId;
  employee_number: string | null;
  created_at: Instant;
  /** When names, numbers and addresses were erased; what remains cannot be told apart by them. */
  erased_at: Instant | null;
}
