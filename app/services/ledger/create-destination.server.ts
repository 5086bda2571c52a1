import { randomBytes } from "node:crypto";
import { z } from "zod";
import { destinationByName, insertDestination } from "#db/queries/forwarding.ts";
import { ledgerEnd } from "#db/queries/ledger.ts";
import { AmendsError } from "#app/domain/errors.ts";
import { isIri } from "#app/domain/ledger/xapi/formats.ts";
import type { XapiVersion } from "#app/domain/ledger/xapi/version.ts";
import type { Mode } from "../config.server.ts";
import type { Context } from "../context.server.ts";
import { parseInput } from "../parse-input.ts";
import { bondOf, credentials, LABELS } from "./destination-parts.server.ts";
import { audit } from "../identity/write-audit.server.ts";
import { sealSecret } from "./secret-box.server.ts";

export const DESTINATION_VERSIONS = ["1.0.3", "2.0.0"] as const satisfies readonly XapiVersion[];

export interface NewDestination {
  readonly name: string;
  /** Where its resources are: `…/statements` is below it. */
  readonly endpoint: string;
  readonly username: string;
  readonly password: string;
  readonly version: string;
  /** Verb IRIs; empty: all. */
  readonly verbs: readonly string[];
  /** Beginnings of activity IRIs; empty: all. */
  readonly activities: readonly string[];
  readonly pseudonymise: boolean;
  /** Everything that the ledger holds; else only what comes from now on. */
  readonly fromBeginning: boolean;
  readonly by: string;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const name = z
  .string()
  .trim()
  .min(1, "give it a name")
  .max(60, "at most 60 characters")
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, "begins with a letter or digit; then also spaces, . _ and -");

function newDestination(mode: Mode) {
  return z.object({
    name,
    endpoint: z.string().trim().transform(endpointOf(mode)),
    ...credentials,
    version: z.enum(DESTINATION_VERSIONS, `is ${DESTINATION_VERSIONS.join(" or ")}`),
    verbs: z.array(z.string().refine(isIri, "each is a verb's IRI")).max(100),
    activities: z
      .array(z.string().regex(/^[a-z][a-z0-9+.-]*:\S*$/i, "each is the beginning of an IRI"))
      .max(100),
  });
}

/** An address without a slash at its end, which the names of resources can follow. */
function endpointOf(mode: Mode) {
  return (text: string, issue: z.RefinementCtx): string => {
    const refuse = (message: string) => {
      issue.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url || !/^https?:$/.test(url.protocol)) return refuse("is an address, as https://lrs.example/xapi");
    if (url.username || url.password) return refuse("holds no user name; give it by itself");
    if (url.search || url.hash) return refuse("ends before any ? or #");
    const here = LOOPBACK.test(url.hostname);
    if (mode === "demo" && !here) return refuse("is on this machine: nothing leaves a demonstration");
    if (mode === "production" && url.protocol === "http:" && !here)
      return refuse("begins with https://, since what is sent names people");
    return url.href.replace(/\/+$/, "");
  };
}

/**
 * Adds a destination; it is sent to at once.
 * @throws AmendsError `bad-input`; `conflict` when the name is taken; `misconfigured` when there is no key for secrets.
 */
export async function createDestination(ctx: Context, input: NewDestination): Promise<void> {
  const values = parseInput(newDestination(ctx.config.mode), input, LABELS);
  const { verbs, activities, version } = values;
  const identity = { id: ctx.newOpaqueId(), endpoint: values.endpoint, username: values.username };
  const secret = sealSecret(ctx, values.password, bondOf(identity));
  await ctx.transact(async (trx) => {
    if (await destinationByName(trx, values.name)) {
      const text = `There is a destination called "${values.name}" already`;
      throw new AmendsError("conflict", text, "Choose another name.", [{ text, href: "#name" }]);
    }
    await insertDestination(trx, {
      ...identity,
      name: values.name,
      secret,
      version,
      verbs: JSON.stringify(verbs),
      activities: JSON.stringify(activities),
      pseudonym_salt: input.pseudonymise ? randomBytes(32).toString("base64url") : null,
      sent_seq: input.fromBeginning ? 0 : (await ledgerEnd(trx)).seq,
      attempts: 0,
      next_try_at: null,
      last_sent_at: null,
      last_problem: null,
      paused_at: null,
      created_at: ctx.now(),
      created_by: input.by,
    });
    await audit(ctx, trx, input.by, "destination.create", identity.id, {
      name: values.name,
      endpoint: identity.endpoint,
      username: identity.username,
      version,
      verbs,
      activities,
      pseudonymised: input.pseudonymise,
      fromBeginning: input.fromBeginning,
    });
  });
}
