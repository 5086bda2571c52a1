import type { ActorName } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** Reading: how far an actor has come in a lesson, as a share 0 to 1; a lesson is done when `completed_at` is set. */
export interface ProgressTable {
  actor: ActorName;
  module: string;
  lesson: string;
  share: number;
  updated_at: Instant;
  completed_at: Instant | null;
}
