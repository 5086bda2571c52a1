/**
 * Redactions: an erasure is a statement of our own that lists the statements from whose bodies it took names, each
 * with its leaf as first stored (`was`) and the leaf of the body that is left (`is`). A statement redacted twice has
 * the same `was` in both, since its row keeps the leaf as first stored. Intentionally pure.
 */
import { z } from "zod";
import type { Instant } from "../time.ts";
import { HOUSE } from "./statement.ts";
import { ownExtensions } from "./vocabulary.ts";

export interface Redaction {
  /** The id of the statement whose body was replaced. */
  readonly statement: string;
  /** The leaf of its body as first stored, which its row keeps. */
  readonly was: string;
  /** The leaf of its body now. */
  readonly is: string;
}

export interface Erasure {
  readonly stored: Instant;
  readonly redacted: readonly Redaction[];
}

const written = z.object({
  stored: z.iso.datetime().transform((text) => text as Instant),
  authority: z.object({ account: z.object({ homePage: z.string(), name: z.literal(HOUSE) }) }),
  result: z.object({ extensions: z.record(z.string(), z.unknown()) }),
});
const list = z.object({
  redacted: z.array(z.object({ statement: z.string(), was: z.string(), is: z.string() })),
});

/** Where the authorities of what keys bring are: a key may be called what it likes. */
const OF_KEYS = "/lrs-keys";

/**
 * What an erasure says; null when the body is not one that we wrote. Where `iriBase` is not known, the authority says
 * it, and whoever asks trusts the seal that the erasure is under.
 */
export function erasureIn(body: string, iriBase: string | null): Erasure | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  const parsed = written.safeParse(value);
  if (!parsed.success) return null;
  const { stored, authority, result } = parsed.data;
  const { homePage } = authority.account;
  if (iriBase === null ? homePage.endsWith(OF_KEYS) : homePage !== iriBase) return null;
  const told = list.safeParse(result.extensions[ownExtensions(homePage).erasure]);
  return told.success ? { stored, redacted: told.data.redacted } : null;
}
