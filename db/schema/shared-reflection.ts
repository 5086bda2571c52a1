import type { ActorName, Registration, StatementId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** Reading: what an officer wrote for themselves is shared with the trainers of their force. */
export interface SharedReflectionTable {
  statement_id: StatementId;
  actor: ActorName;
  registration: Registration;
  module: string;
  question: string;
  /** 1: with the name of who wrote it. */
  named: number;
  shared_at: Instant;
  /** When it was taken back; null: it is shared. */
  withdrawn: Instant | null;
}
