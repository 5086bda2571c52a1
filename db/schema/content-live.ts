import type { VersionId } from "#app/domain/ids.ts";
import type { ContentKind } from "#app/domain/learning/content.ts";

/** Which version of each thing new learners get. */
export interface ContentLiveTable {
  kind: ContentKind;
  slug: string;
  version_id: VersionId;
}
