import type { Instant } from "#app/domain/time.ts";

/** Another system's activity that teaches one of our modules, as an administrator says. */
export interface ActivityMappingTable {
  iri: string;
  module: string;
  created_at: Instant;
  created_by: string;
}
