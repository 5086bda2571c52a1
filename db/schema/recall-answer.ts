import type { ActorName, StatementId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** Reading: a question asked again after its module was held, and how it was answered. */
export interface RecallAnswerTable {
  statement_id: StatementId;
  actor: ActorName;
  module: string;
  question: string;
  /** How often the question had been answered before. */
  ordinal: number;
  success: number;
  answered_at: Instant;
}
