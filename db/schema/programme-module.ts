import type { PartKind } from "#app/domain/learning/programmes.ts";
import type { Day } from "#app/domain/time.ts";

/** A module or a course is required by a programme from a day up to, not including, another. */
export interface ProgrammeModuleTable {
  programme_id: string;
  module: string;
  /** From 1, in the order in which the modules are best learnt. */
  position: number;
  required_from: Day;
  required_to: Day;
  /** Until this day, whoever held all that was required on the day before it is taken to hold it too. */
  honoured_until: Day | null;
  kind: PartKind;
  /** For what has no module to take its title from. */
  title: string | null;
}
