import type { Instant } from "#app/domain/time.ts";

/** Another LRS that statements are passed on to. The ledger itself is the queue: `sent_seq` is how far it has come. */
export interface DestinationTable {
  id: string;
  name: string;
  endpoint: string;
  version: "1.0.3" | "2.0.0";
  username: string;
  /** Encrypted; never shown again. */
  secret: string;
  /** JSON list of verb IRIs; empty: all. */
  verbs: string;
  /** JSON list of the beginnings of activity IRIs; empty: all. */
  activities: string;
  /** Set: actors are passed on under pseudonyms made with it. */
  pseudonym_salt: string | null;
  sent_seq: number;
  /** Failures since the last success. */
  attempts: number;
  next_try_at: Instant | null;
  last_sent_at: Instant | null;
  last_problem: string | null;
  paused_at: Instant | null;
  created_at: Instant;
  created_by: string;
}
