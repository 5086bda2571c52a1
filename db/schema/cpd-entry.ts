import type { PersonId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/** An officer's own note for a development review: what was done, learnt, and what is different for it. */
export interface CpdEntryTable {
  id: string;
  person_id: PersonId;
  day: Day;
  activity: string;
  learnt: string;
  difference: string;
  written_at: Instant;
}
