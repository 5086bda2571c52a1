import type { ActorName, StatementId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/** Reading: what became of a trusted statement of another system about a module. */
export interface ClaimTable {
  /** The other system's statement. */
  basis: StatementId;
  module: string;
  /** Our statement that says what became of it. */
  statement_id: StatementId;
  actor: ActorName;
  outcome: "counted" | "held-already" | "too-old";
  day: Day;
  /** The name of the key that brought it. */
  source: string;
  reason: string | null;
  stored: Instant;
}
