import type { XapiResponse } from "./exchange.ts";

/** The About Resource: what anyone may know (xAPI 1.0.3 Part Three 2.8). */
export function about(): Promise<XapiResponse> {
  return Promise.resolve({ status: 200, body: { version: ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"] } });
}
