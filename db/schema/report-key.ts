import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** A credential with which another system reads a force's figures. The secret itself is kept nowhere. */
export interface ReportKeyTable {
  id: string;
  force_id: ForceId;
  name: string;
  secret_hash: string;
  /** Requests allowed in a minute. */
  per_minute: number;
  created_at: Instant;
  created_by: string;
  ended_at: Instant | null;
}
