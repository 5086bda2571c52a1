import type { ForceId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/** A file between being uploaded and being applied; it goes when it expires, by the machine's clock. */
export interface ImportUploadTable {
  id: string;
  force_id: ForceId;
  kind: "people" | "training";
  source: string;
  file_name: string;
  content: Buffer;
  as_at: Day;
  /** What was chosen for its columns; null before. */
  map: string | null;
  uploaded_at: Instant;
  uploaded_by: string;
  expires_at: Instant;
}
