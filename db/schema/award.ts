import type { StatementId, ActorName } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";

/** Reading: an actor holds a module from a day, up to a day when it lapses (null: never). */
export interface AwardTable {
  statement_id: StatementId;
  actor: ActorName;
  module: string;
  day_from: Day;
  day_to: Day | null;
  stored: Instant;
  via: "check" | "register";
  provider: string | null;
  version: string | null;
  code: string;
}
