import type { Registration, ActorName } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { AttemptKind } from "#app/domain/ledger/activities.ts";

/** Reading: one try at a module, a check or a scenario. */
export interface AttemptTable {
  registration: Registration;
  actor: ActorName;
  kind: AttemptKind;
  subject: string;
  version: string;
  outcome: "passed" | "failed" | "completed" | "abandoned" | null;
  score: number | null;
  score_max: number | null;
  started_at: Instant;
  finished_at: Instant | null;
}
