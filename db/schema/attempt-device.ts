import type { Registration } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** On which computers a check was answered, and when. Removed 30 days after the last answer. */
export interface AttemptDeviceTable {
  registration: Registration;
  /** SHA-256 of the browser's random mark. */
  device: string;
  first_at: Instant;
  last_at: Instant;
}
