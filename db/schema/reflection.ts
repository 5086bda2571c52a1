import type { Registration } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** What an officer wrote for themselves. Never in a statement. */
export interface ReflectionTable {
  registration: Registration;
  question: string;
  text: string;
  written_at: Instant;
}
