import type { Instant } from "#app/domain/time.ts";

/** A Merkle root over statements `from_seq` to `to_seq`, chained to the seal before. Hashes are base64url. */
export interface SealTable {
  number: number;
  from_seq: number;
  to_seq: number;
  root: string;
  previous: string;
  hash: string;
  sealed_at: Instant;
  /** The leaves in order, 43 characters each, one after the other: what names the statement that was changed. */
  leaves: string;
}
