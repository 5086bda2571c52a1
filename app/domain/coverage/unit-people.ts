/** The people of a unit as their supervisor sees them: never an answer, never a score. */
import type { PersonId } from "../ids.ts";
import type { Day } from "../time.ts";

export type PersonState = "done" | "overdue" | "progress" | "none" | "away";

export interface PersonProgress {
  readonly id: PersonId;
  readonly name: string;
  readonly rank: string;
  readonly state: PersonState;
  /** Their own due day, by the soonest target that is for them; null without one, or when nothing is left. */
  readonly dueOn: Day | null;
  /** Titles of the modules held. */
  readonly held: readonly string[];
  readonly missing: readonly string[];
}

/** Somebody of the unit, and whether they can be reminded today. */
export interface UnitPerson extends PersonProgress {
  /** Why they cannot, in words; null: they can. Empty where there is nothing to remind them of. */
  readonly notNow: string | null;
}
