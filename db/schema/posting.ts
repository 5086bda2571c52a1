import type { Generated } from "kysely";
import type { ForceId, PersonId, UnitId } from "#app/domain/ids.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { StaffGroup } from "#app/domain/roster/workforce.ts";

/** A person in a unit, group and rank for a time: bitemporal. A last day in post L is stored as valid_to = L + 1. */
export interface PostingTable {
  id: string;
  force_id: ForceId;
  person_id: PersonId;
  unit_id: UnitId;
  staff_group: StaffGroup;
  rank: string;
  fte: number;
  end_reason: "left" | "moved" | "hours" | "inferred" | null;
  import_id: string;
  valid_from: Day;
  valid_to: Day;
  known_from: Instant;
  known_to: Instant;
  /** 0, and 1 for a second post held at the same time: the postings of one appointment never overlap. */
  appointment: Generated<number>;
  /** The first day in post as the extract gave it. */
  shown_from: Day | null;
}
