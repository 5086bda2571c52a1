import type { DraftId, ForceId, PersonId, VersionId } from "#app/domain/ids.ts";
import type { DraftState } from "#app/domain/scenarios/editor-values.ts";
import type { Instant } from "#app/domain/time.ts";

/** Something that trainers are writing, as it stands; every save of it is a `draft_save`. */
export interface DraftTable {
  id: DraftId;
  force_id: ForceId;
  kind: "scenario" | "module";
  slug: string;
  title: string;
  /** 1, 2, …: the newest `draft_save`. */
  revision: number;
  /** JSON: a `ScenarioDraft` or a `ModuleDraft`. */
  document: string;
  /** JSON: where the graph shows each scene. */
  layout: string;
  state: DraftState;
  /** The version it began as a copy of, or that it became. */
  base_version_id: VersionId | null;
  created_at: Instant;
  created_by: PersonId;
  updated_at: Instant;
  updated_by: PersonId;
  /** JSON: a `DraftReview`; null while nobody has asked for one. */
  review: string | null;
  /** JSON: a `KeptVerdict` of its `revision`, or of an earlier one; null while nothing was proved. */
  verdict: string | null;
}
