import type { AccountId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** A signed-in browser. Times are the machine's, never the demonstration's. */
export interface SessionTable {
  id: string;
  account_id: AccountId;
  expires_at: Instant;
}
