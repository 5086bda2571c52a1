import type { Generated } from "kysely";
import type { StatementId, Registration } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** The ledger: every learning fact, append-only. `body` is the statement as it was stored; the other columns are read from it. */
export interface StatementTable {
  seq: Generated<number>;
  id: StatementId;
  stored: Instant;
  timestamp: Instant;
  verb: string;
  actor: string;
  object: string;
  registration: Registration | null;
  body: string;
}
