import type { ForceId } from "#app/domain/ids.ts";
import type { StaffGroup } from "#app/domain/roster/workforce.ts";

/** How many chose what where, by the unit, group and rank that they had when they began. No person is in it. */
export interface ChoiceCountTable {
  force_id: ForceId;
  kind: "scenario" | "check";
  subject: string;
  /** Hash of the version. */
  version: string;
  /** 1: somebody's first try at the subject. */
  first: number;
  /** The scene or the question; empty for the beginning. */
  item: string;
  /** The choice, or the answer's pattern. */
  option: string;
  /** The scene or ending that it led to; empty for a question. */
  next: string;
  /** This and the next two: empty where nothing is known. */
  unit_id: string;
  staff_group: StaffGroup | "";
  rank: string;
  people: number;
  /** Different people among them, or fewer: of first tries, or of second ones where these are later tries. */
  persons: number;
}
