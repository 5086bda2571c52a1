import type { Day } from "#app/domain/time.ts";

/** A module is required by a programme from a day up to, not including, another. */
export interface ProgrammeModuleTable {
  programme_id: string;
  module: string;
  /** From 1, in the order in which the modules are best learnt. */
  position: number;
  required_from: Day;
  required_to: Day;
}
