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
  via: "check" | "register" | "statement";
  provider: string | null;
  version: string | null;
  code: string;
  /** The statement that it rests on. */
  basis: StatementId | null;
  /** When we learnt that it does not hold after all; null: it holds. */
  withdrawn: Instant | null;
}
