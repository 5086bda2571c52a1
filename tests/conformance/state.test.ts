/** The State Resource (xAPI 1.0.3 Part Three 2.3; IEEE 9274.1.1, 4.1.6.2). */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { describeDocuments } from "./documents.ts";
import { onBothVersions, type Parameters } from "./lrs.ts";
import { agent, IDENTIFIERS, iri, mbox } from "./statements.ts";

const PATH = "/activities/state";
const context = (): Parameters => ({ activityId: iri("activity"), agent: agent() });

onBothVersions("state documents", (lrs) => {
  describeDocuments(lrs, {
    path: PATH,
    context,
    idName: "stateId",
    required: ["activityId", "agent"],
    wrongValues: [
      ["activityId", "not.a.valid.iri.com/activity"],
      ["activityId", ""],
      ["agent", "not JSON"],
      ["agent", true],
      ["agent", {}],
      ["agent", { mbox: "robin@example.org" }],
      ["agent", { ...agent(), openid: iri() }],
      ["registration", "wrong"],
      ["registration", "true"],
    ],
    putNeedsPrecondition: lrs.version === "2.0.0",
  });

  const post = (params: Parameters, json: unknown = {}) => lrs.request("POST", PATH, { params, json });

  describe("registration", () => {
    it("is part of the context: with it, without it and with another are three", async () => {
      const around = { ...context(), stateId: randomUUID() };
      const [one, two] = [randomUUID(), randomUUID()];
      (await post(around, { a: 0 })).is(204);
      (await post({ ...around, registration: one }, { a: 1 })).is(204);
      (await lrs.get(PATH, { ...around, registration: two })).is(404);
      expect((await lrs.get(PATH, { ...around, registration: one })).is(200).json).toEqual({ a: 1 });
      expect((await lrs.get(PATH, around)).is(200).json).toEqual({ a: 0 });
      (await lrs.request("DELETE", PATH, { params: { ...around, registration: one } })).is(204);
      expect((await lrs.get(PATH, around)).is(200).json).toEqual({ a: 0 });
    });

    it("may be written in either case", async () => {
      const around = { ...context(), stateId: randomUUID() };
      const registration = randomUUID();
      (await post({ ...around, registration }, { a: 1 })).is(204);
      const upper = registration.toUpperCase();
      expect((await lrs.get(PATH, { ...around, registration: upper })).is(200).json).toEqual({ a: 1 });
    });

    it("limits the list of ids and what DELETE without stateId takes", async () => {
      const around = context();
      const registration = randomUUID();
      (await post({ ...around, registration, stateId: "with" })).is(204);
      (await post({ ...around, registration: randomUUID(), stateId: "with another" })).is(204);
      expect((await lrs.get(PATH, { ...around, registration })).is(200).json).toEqual(["with"]);
      (await lrs.request("DELETE", PATH, { params: { ...around, registration } })).is(204);
      expect((await lrs.get(PATH, { ...around, registration })).is(200).json).toEqual([]);
    });
  });

  it("DELETE without stateId takes all of the context, and nothing else's", async () => {
    const [around, other] = [context(), context()];
    for (const stateId of ["a", "b"]) (await post({ ...around, stateId })).is(204);
    (await post({ ...other, stateId: "a" })).is(204);
    (await post({ ...around, agent: other.agent, stateId: "a" })).is(204);
    expect((await lrs.request("DELETE", PATH, { params: around })).is(204).bytes).toHaveLength(0);
    expect((await lrs.get(PATH, around)).is(200).json).toEqual([]);
    expect((await lrs.get(PATH, other)).is(200).json).toEqual(["a"]);
    expect((await lrs.get(PATH, { ...around, agent: other.agent })).is(200).json).toEqual(["a"]);
    (await lrs.request("DELETE", PATH, { params: around })).is(204);
  });

  it.each(Object.entries(IDENTIFIERS))("an agent known by %s is the same under any name", async (_, make) => {
    const who = make();
    const around = { activityId: iri("activity"), stateId: randomUUID() };
    (await post({ ...around, agent: { objectType: "Agent", name: "Robin", ...who } }, { a: 1 })).is(204);
    expect((await lrs.get(PATH, { ...around, agent: who })).is(200).json).toEqual({ a: 1 });
    expect((await lrs.get(PATH, { ...around, agent: { name: "Vale", ...who } })).is(200).json).toEqual({
      a: 1,
    });
  });

  it("an identified Group may have state", async () => {
    const params = {
      activityId: iri("activity"),
      agent: { objectType: "Group", mbox: mbox() },
      stateId: "a",
    };
    (await post(params, { a: 1 })).is(204);
    expect((await lrs.get(PATH, params)).is(200).json).toEqual({ a: 1 });
  });

  if (lrs.version === "2.0.0") {
    it("since does not go with stateId (4.1.6.2)", async () => {
      const params = { ...context(), stateId: randomUUID() };
      (await post(params)).is(204);
      (await lrs.get(PATH, { ...params, since: "2018-06-04T09:14:00Z" })).is(400);
    });
  }
});
