import type { AccountId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** A signed-in browser. */
export interface SessionTable {
  /** A hash. */
  id: string;
  account_id: AccountId;
  /** The machine's time, never the demonstration's. */
  expires_at: Instant;
  /** Null: begun before this was kept. */
  begun_at: Instant | null;
  /** To within some minutes. */
  seen_at: Instant | null;
}
