import type { Generated } from "kysely";
import type { StatementId, Registration } from "#app/domain/ids.ts";
import type { Instant } from "#app/domain/time.ts";

/** The ledger: every learning fact, append-only. `body` is the statement as it was stored; what can be read from it is repeated in columns to be searched by. */
export interface StatementTable {
  /** 1, 2, 3 … without a gap, in the order of the appends. */
  seq: Generated<number>;
  id: StatementId;
  stored: Instant;
  timestamp: Instant;
  verb: string;
  /** Our own account name, or another agent's identifier as `agentKey` writes it; empty for an anonymous group. */
  actor: string;
  /** The activity's IRI, the agent's identifier, the id of the statement meant, or empty for a SubStatement. */
  object: string;
  registration: Registration | null;
  body: string;
  version: Generated<string>;
  /** The LRS key that brought it; null: we wrote it. */
  key_id: string | null;
  /** The id of the statement that its object refers to. */
  target: string | null;
  voided: Generated<number>;
  /** 1 when whoever wrote it may say what activities are. */
  defines: Generated<number>;
  /** SHA-256 of the body as first stored, in base64url; what seals are made of. */
  leaf: Generated<string>;
  /** The id of the erasure that took names out of `body`. */
  redacted_by: string | null;
}
