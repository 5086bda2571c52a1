import { AmendsError } from "#app/domain/errors.ts";
import { mayUse } from "#app/domain/ledger/xapi/scopes.ts";
import { parseAgentParameter } from "#app/domain/ledger/xapi/validate.ts";
import { readPerson } from "#app/services/ledger/read-person.server.ts";
import type { XapiRequest, XapiResponse } from "./exchange.ts";
import { refuseUnknown } from "./parameters.ts";

/** The Agents Resource: what statements call somebody (xAPI 1.0.3 Part Three 2.4). */
export async function agents({ ctx, key, params }: XapiRequest): Promise<XapiResponse> {
  refuseUnknown(params, ["agent"]);
  const agent = params.get("agent");
  if (agent === undefined)
    throw new AmendsError("bad-input", "parameter agent: is required", "Say whom, as a JSON Agent.");
  const parsed = parseAgentParameter(agent, "parameter agent");
  if (!mayUse(key.scopes, "statements/read") && !mayUse(key.scopes, "profile"))
    throw new AmendsError(
      "not-allowed",
      "This key may not read agents",
      "Ask for one that may read statements.",
    );
  return { status: 200, body: await readPerson(ctx, parsed) };
}
