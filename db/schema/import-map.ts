import type { ForceId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** How a source's files are read: a document of `app/domain/roster/import-map.ts`, as JSON. */
export interface ImportMapTable {
  id: string;
  force_id: ForceId;
  kind: "people" | "training" | "completions";
  source: string;
  map: string;
  saved_at: Instant;
  saved_by: string;
}
