/** The Activity Profile Resource (xAPI 1.0.3 Part Three 2.7; IEEE 9274.1.1, 4.1.6.6). */
import { randomUUID } from "node:crypto";
import { it } from "vitest";
import { describeDocuments } from "./documents.ts";
import { onBothVersions } from "./lrs.ts";
import { agent, iri } from "./statements.ts";

const PATH = "/activities/profile";

onBothVersions("activity profiles", (lrs) => {
  describeDocuments(lrs, {
    path: PATH,
    context: () => ({ activityId: iri("activity") }),
    idName: "profileId",
    required: ["activityId"],
    wrongValues: [
      ["activityId", "not.a.valid.iri.com/activity"],
      ["activityId", ""],
      ["agent", agent()],
      ["registration", randomUUID()],
    ],
    putNeedsPrecondition: true,
  });

  it("DELETE needs profileId", async () => {
    const activityId = iri("activity");
    const params = { activityId, profileId: randomUUID() };
    (await lrs.request("POST", PATH, { params, json: {} })).is(204);
    (await lrs.request("DELETE", PATH, { params: { activityId } })).is(400);
    (await lrs.get(PATH, params)).is(200);
  });
});
