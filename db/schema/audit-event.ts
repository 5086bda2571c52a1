import type { Instant } from "#app/domain/time.ts";

/** Who did what to the installation, written in the transaction of the change. */
export interface AuditEventTable {
  id: string;
  at: Instant;
  by: string;
  action: string;
  subject: string;
  detail: string;
}
