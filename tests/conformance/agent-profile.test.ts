/** The Agent Profile Resource (xAPI 1.0.3 Part Three 2.6; IEEE 9274.1.1, 4.1.6.5). */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { describeDocuments } from "./documents.ts";
import { onBothVersions } from "./lrs.ts";
import { agent, IDENTIFIERS, iri, mbox } from "./statements.ts";

const PATH = "/agents/profile";

onBothVersions("agent profiles", (lrs) => {
  describeDocuments(lrs, {
    path: PATH,
    context: () => ({ agent: agent() }),
    idName: "profileId",
    required: ["agent"],
    wrongValues: [
      ["agent", "not JSON"],
      ["agent", true],
      ["agent", {}],
      ["agent", { mbox: "robin@example.org" }],
      ["agent", { ...agent(), openid: iri() }],
      ["activityId", iri("activity")],
      ["registration", randomUUID()],
    ],
    putNeedsPrecondition: true,
  });

  it("DELETE needs profileId", async () => {
    const who = agent();
    const params = { agent: who, profileId: randomUUID() };
    (await lrs.request("POST", PATH, { params, json: {} })).is(204);
    (await lrs.request("DELETE", PATH, { params: { agent: who } })).is(400);
    (await lrs.get(PATH, params)).is(200);
  });

  it.each(Object.entries(IDENTIFIERS))("an agent known by %s is the same under any name", async (_, make) => {
    const who = make();
    const profileId = randomUUID();
    const params = { agent: { objectType: "Agent", name: "Robin", ...who }, profileId };
    (await lrs.request("POST", PATH, { params, json: { a: 1 } })).is(204);
    expect((await lrs.get(PATH, { agent: who, profileId })).is(200).json).toEqual({ a: 1 });
  });

  it("an identified Group may have profiles", async () => {
    const params = { agent: { objectType: "Group", mbox: mbox() }, profileId: "a" };
    (await lrs.request("POST", PATH, { params, json: { a: 1 } })).is(204);
    expect((await lrs.get(PATH, params)).is(200).json).toEqual({ a: 1 });
  });
});
