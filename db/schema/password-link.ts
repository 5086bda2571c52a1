import type { AccountId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** The one link with which an account's holder chooses a password; while there is one, the account has none. */
export interface PasswordLinkTable {
  account_id: AccountId;
  secret_hash: string;
  /** The machine's time. */
  expires_at: Instant;
}
