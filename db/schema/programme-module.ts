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
  kind: PartKind;
  /** For what has no module to take its title from. */
  title: string | null;
}
