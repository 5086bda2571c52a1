import type { Generated } from "kysely";
import type { ForceId, PersonId, VersionId } from "#app/domain/ids.ts";
import type { Role } from "#app/domain/identity/permissions.ts";
import type { Instant } from "#app/domain/time.ts";

/** What a learner said is wrong, and where. Trainers see the role, never the person. Answered when `answer` is set. */
export interface ContentReportTable {
  id: string;
  force_id: ForceId;
  person_id: PersonId;
  role: Role;
  kind: "module" | "scenario";
  subject: string;
  version_id: VersionId;
  /** With `screen`, from 1: a screen of a lesson. */
  lesson: string | null;
  screen: number | null;
  /** A question of the module: of the screen where there is one, else met in a check, in recall or in an update. */
  question: string | null;
  /** A scene of the scenario; null for the whole. */
  scene: string | null;
  /** JSON: the ids of the facts that the place rests on; their owners are `content_report_owner`. */
  facts: Generated<string>;
  /** Who began the draft that the version was published from; null for files. */
  author_id: PersonId | null;
  text: string;
  reported_at: Instant;
  answer: string | null;
  answered_at: Instant | null;
  answered_by: string | null;
}
