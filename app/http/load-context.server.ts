/** What `server.ts` hands every loader and action. */
import type { AppLoadContext } from "@remix-run/node";
import type { Context } from "#app/services/context.server.ts";
import type { Principal } from "#app/services/identity/principal.server.ts";

declare module "@remix-run/node" {
  interface AppLoadContext {
    readonly amends: Context;
    readonly nonce: string;
    /** The address the request came from, for rate limits. */
    readonly address: string;
    /** Asked once a request, however many loaders run. */
    principal(): Promise<Principal | null>;
  }
}

export type { AppLoadContext };
