import type { ForceId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/** One file read: a full extract of people, or training records. */
export interface RosterImportTable {
  id: string;
  force_id: ForceId;
  kind: "people" | "training";
  file_name: string;
  sha256: string;
  as_at: Day;
  imported_at: Instant;
  imported_by: string;
  rows: number;
  rejected: number;
  changes: string;
}
