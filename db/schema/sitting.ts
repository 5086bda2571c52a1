import type { PersonId, Registration, VersionId } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";
import type { AttemptKind } from "#app/domain/ledger/activities.ts";

/** What the player keeps beside the statements of an attempt: the pinned version, the draw, drafts and the place. Not a learning fact. */
export interface SittingTable {
  registration: Registration;
  person_id: PersonId;
  kind: AttemptKind;
  subject: string;
  version_id: VersionId;
  seed: string;
  drawn: string;
  draft: string;
  bookmark: string;
  opened_at: Instant;
  closed_at: Instant | null;
}
