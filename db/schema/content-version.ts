import type { DraftId, VersionId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { ContentKind } from "#app/domain/learning/content.ts";

/** An immutable version of something authored, keyed by the hash of its source. */
export interface ContentVersionTable {
  id: VersionId;
  kind: ContentKind;
  slug: string;
  number: number;
  hash: string;
  title: string;
  change: "wording" | "substance";
  source: string;
  compiled: string;
  published_at: Instant;
  published_by: string;
  /** The draft it was published from; null for files. */
  draft_id: DraftId | null;
}
