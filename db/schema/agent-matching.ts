import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** How officers are known in other systems: by work e-mail, or by employee number in accounts of a home page. */
export interface AgentMatchingTable {
  id: string;
  force_id: ForceId;
  kind: "email" | "employee-number";
  /** Empty for e-mail. */
  home_page: string;
  created_at: Instant;
  created_by: string;
}
