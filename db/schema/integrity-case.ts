import type { ForceId, PersonId, Registration } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** A question to an officer about a check or a scenario. Not a learning fact; it changes none. Open until `closed_at` is set. */
export interface IntegrityCaseTable {
  id: string;
  force_id: ForceId;
  person_id: PersonId;
  registration: Registration;
  kind: "fast" | "together";
  /** The module's or the scenario's slug. */
  subject: string;
  /** From its first page to its end. */
  seconds: number;
  /** What reading it takes at the least; null unless it was fast. */
  least_seconds: number | null;
  opened_at: Instant;
  account: string | null;
  account_at: Instant | null;
  closed_at: Instant | null;
  closed_by: string | null;
  reason: string | null;
}
