import type { StatementId, Registration } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** Reading: an answer that was given, in a lesson or at the finish of a check. */
export interface AnswerTable {
  registration: Registration;
  question: string;
  ordinal: number;
  response: string | null;
  success: number | null;
  answered_at: Instant;
  statement_id: StatementId;
}
