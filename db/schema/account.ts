import type { PersonId, AccountId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** Somebody who can sign in. */
export interface AccountTable {
  id: AccountId;
  person_id: PersonId;
  email: string;
  password_hash: string;
  created_at: Instant;
  disabled_at: Instant | null;
  /** The last time; null: never, or before this was kept. */
  signed_in_at: Instant | null;
}
