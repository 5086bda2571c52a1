import type { StatementId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** A statement that a destination refused for good, with its answer. */
export interface DeadLetterTable {
  destination_id: string;
  seq: number;
  statement_id: StatementId;
  status: number;
  answer: string;
  refused_at: Instant;
  /** When it was sent again and taken. */
  sent_at: Instant | null;
}
