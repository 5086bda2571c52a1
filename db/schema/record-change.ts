import type { ForceId, PersonId } from "#app/domain/ids.ts";

/** With which version of its force's record somebody's part of it changed last; the database notes it itself. */
export interface RecordChangeTable {
  person_id: PersonId;
  part: "roster" | "awards";
  force_id: ForceId;
  version: number;
}
