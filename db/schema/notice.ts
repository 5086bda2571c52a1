import type { PersonId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** What a supervisor said to somebody to remind them. */
export interface NoticeTable {
  id: string;
  person_id: PersonId;
  text: string;
  sent_by: PersonId;
  sent_at: Instant;
  /** When they put it away; null: it stands on their start page. */
  dismissed_at: Instant | null;
}
