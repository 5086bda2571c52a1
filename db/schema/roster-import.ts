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
  /** The system that the file is from, where it was named. */
  source: string | null;
  /** When it was undone, and by whom; null: it stands. */
  undone_at: Instant | null;
  undone_by: string | null;
}
