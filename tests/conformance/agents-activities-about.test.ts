/** The Agents, Activities and About Resources (xAPI 1.0.3 Part Three 2.4, 2.5, 2.8; IEEE 9274.1.1, 4.1.6.3, 4.1.6.4, 4.1.6.7). */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { onBothVersions } from "./lrs.ts";
import {
  activity,
  agent,
  altered,
  IDENTIFIERS,
  iri,
  mbox,
  statement,
  subStatement,
  type Json,
} from "./statements.ts";

onBothVersions("agents", (lrs) => {
  const personOf = async (who: unknown) => (await lrs.get("/agents", { agent: who })).is(200).json as Json;

  it.each(Object.entries(IDENTIFIERS))(
    "somebody known by %s is a Person, each of whose properties is a list",
    async (name, make) => {
      const who = { objectType: "Agent", name: "Robin Vale", ...make() };
      await lrs.store(statement({ actor: who }));
      const person = await personOf(who);
      expect(person).toEqual({
        objectType: "Person",
        name: ["Robin Vale"],
        [name]: [(who as Json)[name]],
      });
    },
  );

  it("all names that statements used are there, each once", async () => {
    const who = { mbox: mbox() };
    await lrs.store(
      statement({ actor: { ...who, name: "Robin Vale" } }),
      statement({ actor: { ...who, name: "R. Vale" } }),
      statement({ object: { objectType: "Agent", ...who, name: "Robin Vale" } }),
    );
    const { name } = (await personOf(who)) as { name: string[] };
    expect([...name].sort()).toEqual(["R. Vale", "Robin Vale"]);
  });

  it("somebody unknown is a Person of what was asked (2.4)", async () => {
    const who = { objectType: "Agent", account: { homePage: "https://hr.example.org", name: randomUUID() } };
    expect(await personOf(who)).toEqual({ objectType: "Person", account: [who.account] });
    const { name, ...named } = await personOf(agent());
    expect(named).toEqual({ objectType: "Person", mbox: [expect.stringMatching(/^mailto:/)] });
    if (name !== undefined) expect(name).toEqual(["Robin Vale"]);
  });

  it.each<[string, Json]>([
    ["no agent", {}],
    ["an agent that is no JSON", { agent: "robin" }],
    ["an agent without an identifier", { agent: { objectType: "Agent", name: "Robin" } }],
    ["an agent with two identifiers", { agent: { ...agent(), openid: iri() } }],
    ["an agent of another type", { agent: { ...agent(), objectType: "Person" } }],
    ["an unsound mbox", { agent: { mbox: "robin" } }],
    ["a parameter beyond the specification", { agent: agent(), foo: "bar" }],
    ["a parameter in another case", { Agent: agent() }],
  ])("%s is refused", async (_, params) => {
    (await lrs.get("/agents", params)).is(400);
  });
});

onBothVersions("activities", (lrs) => {
  const read = async (activityId: unknown) =>
    (await lrs.get("/activities", { activityId })).is(200).json as Json;

  it("an activity comes back whole, as a statement gave it", async () => {
    const what = {
      objectType: "Activity",
      id: iri("activity"),
      definition: {
        name: { "en-GB": "Which comes first?" },
        description: { "en-GB": "One answer." },
        type: "http://adlnet.gov/expapi/activities/cmi.interaction",
        moreInfo: "https://example.org/more",
        interactionType: "choice",
        correctResponsesPattern: ["listen"],
        choices: [{ id: "listen", description: { "en-GB": "Listen", cy: "Gwrando" } }],
        extensions: { "https://example.org/extension/level": { a: [1, null] } },
      },
    };
    await lrs.store(statement({ object: what }));
    expect(await read(what.id)).toEqual(what);
  });

  it("the languages of several statements come together", async () => {
    const id = iri("activity");
    const of = (name: Json) =>
      statement({ object: { id, definition: { name, type: "https://example.org/type/a" } } });
    await lrs.store(of({ "en-US": "example meeting" }), of({ "fr-FR": "réunion" }));
    expect(await read(id)).toMatchObject({
      definition: {
        name: { "en-US": "example meeting", "fr-FR": "réunion" },
        type: "https://example.org/type/a",
      },
    });
  });

  it("what a later statement leaves out stays", async () => {
    const what = activity();
    await lrs.store(statement({ object: what }));
    await lrs.store(statement({ object: { id: what.id } }));
    await lrs.store(
      statement({ object: altered(what, "definition", { moreInfo: "https://example.org/more" }) }),
    );
    expect(await read(what.id)).toEqual(altered(what, "definition.moreInfo", "https://example.org/more"));
  });

  it.each<[string, (what: Json) => Json]>([
    ["a context activity", (what) => ({ context: { contextActivities: { grouping: what } } })],
    ["a SubStatement's object", (what) => ({ object: subStatement({ object: what }) })],
  ])("%s is defined too", async (_, changes) => {
    const what = activity();
    await lrs.store(statement(changes(what)));
    expect(await read(what.id)).toEqual(what);
  });

  it("one that no statement defines is an Activity with its id (2.5; 4.1.6.4)", async () => {
    const id = iri("activity");
    expect(await read(id)).toEqual({ objectType: "Activity", id });
    await lrs.store(statement({ object: { id } }));
    expect(await read(id)).toEqual({ objectType: "Activity", id });
  });

  it("IRIs are compared character by character (4.2.7)", async () => {
    const base = `https://example.org/a/${randomUUID()}`;
    const ids = [
      base,
      `${base}/`,
      `${base}?a=1`,
      `${base}#1`,
      base.toUpperCase(),
      `${base}/é`,
      `${base}/%C3%A9`,
    ];
    await lrs.store(...ids.map((id) => statement({ object: { id, definition: { name: { en: id } } } })));
    for (const id of ids) expect(await read(id)).toMatchObject({ id, definition: { name: { en: id } } });
    for (const id of ids) expect(await lrs.found({ activity: id })).toHaveLength(1);
  });

  it.each<[string, Json]>([
    ["no activityId", {}],
    ["one without a scheme", { activityId: "example.org/activity" }],
    ["an empty one", { activityId: "" }],
    ["a parameter beyond the specification", { activityId: iri(), foo: "bar" }],
    ["a parameter in another case", { activityid: iri() }],
  ])("%s is refused", async (_, params) => {
    (await lrs.get("/activities", params)).is(400);
  });
});

describe("about", () => {
  onBothVersions("is for everyone", (lrs) => {
    const nobody = lrs.withKey(null);
    it.each<[string, Record<string, string | null>]>([
      ["with a version", {}],
      ["without a version", { "X-Experience-API-Version": null }],
      ["with a version that is not served", { "X-Experience-API-Version": "0.9" }],
      ["with a version that there is not", { "X-Experience-API-Version": "99" }],
    ])("%s", async (_, headers) => {
      const answer = (await nobody.get("/about", {}, headers)).is(200);
      expect(answer.header("content-type")).toMatch(/^application\/json/);
      const { version } = answer.json as { version: string[] };
      expect(version).toEqual(expect.arrayContaining(["1.0.3", "2.0.0"]));
      for (const one of version) expect(["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"]).toContain(one);
    });

    it("extensions, when there are any, are an object by IRIs", async () => {
      const { extensions = {} } = (await nobody.get("/about")).is(200).json as { extensions?: Json };
      for (const key of Object.keys(extensions)) expect(key).toMatch(/^https?:/);
    });

    it("answers HEAD", async () => {
      expect((await nobody.request("HEAD", "/about")).is(200).bytes).toHaveLength(0);
    });
  });
});
