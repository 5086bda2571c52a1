import type { ForceId, PersonId, UnitId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Role } from "#app/domain/identity/permissions.ts";

/** A person holds a role in a unit (null: the whole force) from a day up to, not including, another. */
export interface RoleGrantTable {
  id: string;
  force_id: ForceId;
  person_id: PersonId;
  role: Role;
  unit_id: UnitId | null;
  valid_from: Day;
  valid_to: Day;
  granted_at: Instant;
  granted_by: string;
}
