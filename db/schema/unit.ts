import type { ForceId, UnitId } from "#app/domain/ids.ts";

/** A node of the force's tree; what it is called and where it hangs is in `unit_version`. */
export interface UnitTable {
  id: UnitId;
  force_id: ForceId;
  code: string | null;
  key: string;
}
