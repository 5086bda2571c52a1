import type { ForceId, PersonId, StatementId } from "#app/domain/ids.ts";
import type { Day } from "#app/domain/time.ts";

/** Training done elsewhere, as a file told it. Without a person it waits until an extract brings the number. */
export interface TrainingRecordTable {
  id: string;
  force_id: ForceId;
  employee_number: string;
  module: string;
  completed_on: Day;
  outcome: "pass" | "attended" | "fail";
  provider: string;
  import_id: string;
  person_id: PersonId | null;
  statement_id: StatementId | null;
  /** Where its proof is: a register, a certificate number. */
  evidence: string | null;
}
