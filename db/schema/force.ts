import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** A police force: the root of its unit tree, and the scope of every number. */
export interface ForceTable {
  id: ForceId;
  slug: string;
  name: string;
  created_at: Instant;
}
