import type { ForceId } from "#app/domain/ids.ts";

/** How often a part of a force's record has changed; the database counts it itself. */
export interface RecordVersionTable {
  force_id: ForceId;
  part: "roster" | "awards" | "units";
  version: number;
}
