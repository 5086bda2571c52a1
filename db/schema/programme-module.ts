import type { Day } from "#app/domain/time.ts";

/** A module is required by a programme from a day up to, not including, another. */
export interface ProgrammeModuleTable {
  programme_id: string;
  module: string;
  required_from: Day;
  required_to: Day;
}
