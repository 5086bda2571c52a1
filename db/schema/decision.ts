import type { StatementId, Registration } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** Reading: a choice made in a scenario, in the order made. */
export interface DecisionTable {
  registration: Registration;
  ordinal: number;
  scene: string;
  choice: string;
  decided_at: Instant;
  statement_id: StatementId;
}
