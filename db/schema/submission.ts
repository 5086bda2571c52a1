import type { Registration } from "#app/domain/ids.ts";

/** What was already sent in a sitting, so that sending it again does nothing. */
export interface SubmissionTable {
  registration: Registration;
  key: string;
}
