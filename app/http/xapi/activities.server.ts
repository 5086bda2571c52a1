import { AmendsError } from "#app/domain/errors.ts";
import { mayUse, type Need } from "#app/domain/ledger/xapi/scopes.ts";
import { parseIriParameter } from "#app/domain/ledger/xapi/validate.ts";
import { readActivityByIri } from "#app/services/ledger/read-activity.server.ts";
import type { XapiRequest, XapiResponse } from "./exchange.ts";
import { refuseUnknown } from "./parameters.ts";

/** Any of these: to read what statements say, or to say it. */
const NEEDS: readonly Need[] = ["statements/read", "define", "profile"];

/** The Activities Resource: what statements say an activity is (xAPI 1.0.3 Part Three 2.5). */
export async function activities({ ctx, key, params }: XapiRequest): Promise<XapiResponse> {
  refuseUnknown(params, ["activityId"]);
  const text = params.get("activityId");
  if (text === undefined)
    throw new AmendsError(
      "bad-input",
      "parameter activityId: is required",
      "Say which activity, by its IRI.",
    );
  const id = parseIriParameter(text, "parameter activityId");
  if (!NEEDS.some((need) => mayUse(key.scopes, need)))
    throw new AmendsError(
      "not-allowed",
      "This key may not read activities",
      "Ask for one that may read statements.",
    );
  const activity = await readActivityByIri(ctx, id);
  return { status: 200, body: activity ?? { objectType: "Activity", id } };
}
