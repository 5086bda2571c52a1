import type { DraftId, PersonId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** A draft as somebody saved it: never changed. Those between are thinned out, by the minute and after a day by the hour. */
export interface DraftSaveTable {
  draft_id: DraftId;
  revision: number;
  document: string;
  /** What was done, in words. */
  what: string;
  /** The revision whose change this one takes back. */
  undoes: number | null;
  saved_at: Instant;
  saved_by: PersonId;
}
