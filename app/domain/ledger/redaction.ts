/**
 * Redactions: an erasure is a statement of our own that lists the statements from whose bodies it took names, each
 * with its leaf as first stored (`was`) and the leaf of the body that is left (`is`). Intentionally pure.
 */
import { z } from "zod";
import { ownExtensions } from "./vocabulary.ts";
import { isOurs } from "./readings.ts";
import type { XapiStatement } from "./xapi/types.ts";

export interface Redaction {
  /** The id of the statement whose body was replaced. */
  readonly statement: string;
  /** The leaf of its body as first stored, which its row keeps. */
  readonly was: string;
  /** The leaf of its body now. */
  readonly is: string;
}

const erasure = z.object({
  redacted: z.array(z.object({ statement: z.string(), was: z.string(), is: z.string() })),
});

/** What an erasure of ours redacted; null for any other statement. */
export function redactionsOf(statement: XapiStatement, iriBase: string): readonly Redaction[] | null {
  if (!isOurs(statement, iriBase)) return null;
  const told = erasure.safeParse(statement.result?.extensions?.[ownExtensions(iriBase).erasure]);
  return told.success ? told.data.redacted : null;
}
