import type { Instant } from "#app/domain/time.ts";

/** A credential for the endpoint. The secret itself is kept nowhere. */
export interface LrsKeyTable {
  id: string;
  name: string;
  secret_hash: string;
  /** JSON list of xAPI scopes. */
  scopes: string;
  /** 1 when its statements about modules count as completions. */
  trusted: number;
  /** Requests allowed in a minute; null: any number. */
  per_minute: number | null;
  created_at: Instant;
  created_by: string;
  revoked_at: Instant | null;
}
