import type { Trx } from "#db/connect.ts";
import type { ReadExtract } from "#app/domain/roster/extract.ts";
import type { Day, Instant } from "#app/domain/time.ts";
import type { Context } from "../context.server.ts";
import type { Force } from "./find-force.server.ts";

/** What each part of an import works with. */
export interface ImportStep {
  readonly ctx: Context;
  readonly trx: Trx;
  readonly force: Force;
  readonly importId: string;
  /** The one instant from which all that the file says is known. */
  readonly now: Instant;
  readonly asAt: Day;
  readonly extract: ReadExtract;
}
