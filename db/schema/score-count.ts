import type { ForceId } from "#app/domain/ids.ts";

/** How many chose what, by how much else they had right when they had finished. No person is in it. */
export interface ScoreCountTable {
  force_id: ForceId;
  kind: "scenario" | "check";
  subject: string;
  /** Hash of the version. */
  version: string;
  /** 1: somebody's first try at the subject. */
  first: number;
  item: string;
  option: string;
  correct: number;
  rest_right: number;
  rest_asked: number;
  people: number;
  /** Different people among them, or fewer: of first tries, or of second ones where these are later tries. */
  persons: number;
}
