import type { Instant } from "#app/domain/time.ts";

/** xAPI's documents. `activity` and `agent` are digests of identifiers, empty where the kind has none; so is `registration`. */
export interface DocumentTable {
  kind: "state" | "agent-profile" | "activity-profile";
  activity: string;
  agent: string;
  registration: string;
  document_id: string;
  content_type: string;
  /** SHA-1 of the content in hexadecimal, without quotation marks. */
  etag: string;
  updated_at: Instant;
  content: Buffer;
}
