import type { ForceId, PersonId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** Who answers in a force for the facts of an owner that `facts.yaml` names; no row: all trainers do. */
export interface FactOwnerTable {
  force_id: ForceId;
  owner: string;
  person_id: PersonId;
  changed_at: Instant;
  changed_by: string;
}
