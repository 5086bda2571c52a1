/** One request to the endpoint, after its version, its body and its key are known, and what is answered. */
import type { XapiVersion } from "#app/domain/ledger/xapi/version.ts";
import type { Context } from "#app/services/context.server.ts";
import type { LrsKey } from "#app/services/ledger/keys.server.ts";

export interface XapiRequest {
  readonly ctx: Context;
  readonly key: LrsKey;
  readonly version: XapiVersion;
  /** HEAD comes as GET; the body is left out of its answer later. */
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  /** From the query, or from the form of the alternate request syntax. Each name once. */
  readonly params: ReadonlyMap<string, string>;
  /** A header by its lower-case name, the alternate request syntax's included. */
  header(name: string): string | undefined;
  /** Empty when there is none. */
  readonly body: Buffer;
}

export interface XapiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Left out: no content. An object is sent as JSON. */
  readonly body?: string | Buffer | object;
}
