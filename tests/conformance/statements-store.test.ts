/** Storing statements (xAPI 1.0.3 Part Two 2.3, 2.4, Part Three 2.1.1, 2.1.2; IEEE 9274.1.1, 4.1.6.1, 4.2.4). */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { onBothVersions } from "./lrs.ts";
import {
  activity,
  agent,
  altered,
  fullStatement,
  iri,
  mbox,
  statement,
  subStatement,
  type Json,
} from "./statements.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3,}Z$/;

onBothVersions("statements are stored", (lrs) => {
  describe("by PUT (2.1.1)", () => {
    it("is answered 204 without a body", async () => {
      const id = randomUUID();
      const answer = (await lrs.put(id, statement({ id }))).is(204);
      expect(answer.bytes).toHaveLength(0);
      expect((await lrs.read(id)).id).toBe(id);
    });

    it("gives the statement the id of the parameter when it has none", async () => {
      const id = randomUUID();
      (await lrs.put(id, statement())).is(204);
      expect((await lrs.read(id)).id).toBe(id);
    });

    it("needs the parameter statementId", async () => {
      (await lrs.request("PUT", "/statements", { json: statement({ id: randomUUID() }) })).is(400);
    });

    it("refuses a statement of another id, a list, and an id that is no UUID", async () => {
      const id = randomUUID();
      (await lrs.put(id, statement({ id: randomUUID() }))).is(400);
      (await lrs.put(id, [statement({ id })])).is(400);
      (await lrs.put("should-fail", statement())).is(400);
      (await lrs.get("/statements", { statementId: id })).is(404);
    });

    it("takes an id in upper case for the same", async () => {
      const id = randomUUID();
      (await lrs.put(id.toUpperCase(), statement({ id }))).is(204);
      expect((await lrs.read(id)).id.toLowerCase()).toBe(id);
    });
  });

  describe("by POST (2.1.2)", () => {
    it("is answered with a list of the one id", async () => {
      const id = randomUUID();
      const answer = (await lrs.post(statement({ id }))).is(200);
      expect(answer.header("content-type")).toMatch(/^application\/json/);
      expect(answer.json).toEqual([id]);
    });

    it("is answered with the ids of a batch in its order", async () => {
      const ids = Array.from({ length: 20 }, () => randomUUID());
      expect((await lrs.post(ids.map((id) => statement({ id })))).is(200).json).toEqual(ids);
    });

    it("makes ids, of RFC 4122, for statements without one, also for equal ones (2.4.1)", async () => {
      const one = statement();
      const ids = await lrs.store(one, one);
      expect(new Set(ids).size).toBe(2);
      for (const id of ids) {
        expect(id).toMatch(UUID);
        expect((await lrs.read(id)).id).toBe(id);
      }
    });

    it("takes no parameter", async () => {
      const id = randomUUID();
      const params = { statementId: id };
      (await lrs.request("POST", "/statements", { params, json: statement({ id }) })).is(400);
    });

    it("stores all of a batch or nothing (3.2)", async () => {
      const [first, last] = [randomUUID(), randomUUID()];
      const bad = altered(statement(), "verb.id", "should fail");
      const answer = (await lrs.post([statement({ id: first }), bad, statement({ id: last })])).is(400);
      expect(answer.text).toContain("2");
      for (const id of [first, last]) (await lrs.get("/statements", { statementId: id })).is(404);
    });

    it("refuses one id twice in a batch, and stores none of it (4.1.6.1)", async () => {
      const [id, other] = [randomUUID(), randomUUID()];
      (await lrs.post([statement({ id: other }), statement({ id }), statement({ id })])).is(400);
      const same = statement({ id });
      (await lrs.post([same, same])).is(400);
      (await lrs.post([same, { ...same, id: id.toUpperCase() }])).is(400);
      for (const one of [id, other]) (await lrs.get("/statements", { statementId: one })).is(404);
    });
  });

  describe("what the LRS sets (2.4)", () => {
    it("stored is its own time, to the millisecond, whatever was sent", async () => {
      const sent = "2011-07-15T00:00:00.000Z";
      const [posted = ""] = await lrs.store(statement({ stored: sent }));
      const put = randomUUID();
      (await lrs.put(put, statement({ stored: sent }))).is(204);
      for (const id of [posted, put]) {
        const { stored } = await lrs.read(id);
        expect(stored).toMatch(INSTANT);
        expect(Date.parse(stored)).toBeGreaterThan(Date.parse(sent));
      }
    });

    it("timestamp is stored when the statement has none", async () => {
      const [id = ""] = await lrs.store(statement());
      const { timestamp, stored } = await lrs.read(id);
      expect(timestamp).toBe(stored);
    });

    it("authority is the key, whatever was sent, and always the same", async () => {
      const own = agent();
      const [one = "", two = ""] = await lrs.store(statement({ authority: own }), statement());
      const { authority } = await lrs.read(one);
      expect(authority).not.toEqual(own);
      expect(authority).toMatchObject({
        objectType: "Agent",
        account: { homePage: expect.stringMatching(/^https?:\/\//) as string, name: "conformance" },
      });
      expect((await lrs.read(two)).authority).toEqual(authority);
    });

    it("stored does not go back from one request to the next", async () => {
      const stored: string[] = [];
      for (let count = 0; count < 5; count += 1) {
        const [id = ""] = await lrs.store(statement());
        stored.push((await lrs.read(id)).stored);
      }
      expect(stored).toEqual([...stored].sort());
    });
  });

  describe("what is stored never changes (2.3.1)", () => {
    const base = (): Json => {
      const full = fullStatement(lrs.version);
      return altered(full, "actor", {
        objectType: "Group",
        mbox: mbox(),
        member: [agent(), { mbox: mbox() }, { openid: iri("openid") }],
      });
    };
    const reversed = (value: unknown) => [...(value as unknown[])].reverse();
    const same: Readonly<Record<string, (sent: Json) => Json>> = {
      "as it was": (sent) => sent,
      "with its members in another order": (sent) =>
        altered(sent, "actor.member", reversed((sent.actor as Json).member)),
      "with another activity definition": (sent) =>
        altered(sent, "object.definition", { name: { "en-GB": "Another name" } }),
      "without an activity definition": (sent) => altered(sent, "object.definition", undefined),
      "with another display of its verb": (sent) => altered(sent, "verb.display", { "en-GB": "greeted" }),
      "with a sole context activity outside a list": (sent) => {
        const { parent } = (sent.context as Json).contextActivities as { parent: unknown[] };
        return altered(sent, "context.contextActivities.parent", parent[0]);
      },
      "with stored and authority": (sent) => ({
        ...sent,
        stored: "2018-06-04T09:14:00Z",
        authority: agent(),
      }),
      "without version": (sent) => altered(sent, "version", undefined),
      "with a duration that differs beyond hundredths of a second": (sent) =>
        altered(sent, "result.duration", "PT4M10.504S"),
      "with its properties in another order": (sent) => Object.fromEntries(Object.entries(sent).reverse()),
    };
    it.each(Object.entries(same))("the same statement %s is accepted again", async (_, change) => {
      const sent = altered(base(), "result.duration", "PT4M10.50S");
      const id = sent.id as string;
      await lrs.store(sent);
      const before = await lrs.read(id);
      (await lrs.post(change(sent))).is(200);
      (await lrs.put(id, change(sent))).is(204);
      expect(await lrs.read(id)).toEqual(before);
    });

    const different: Readonly<Record<string, readonly [at: string, value: unknown]>> = {
      "another actor": ["actor", agent()],
      "another name of the actor's member": ["actor.member.0.mbox", mbox()],
      "another verb": ["verb.id", iri("verb")],
      "another object": ["object.id", iri("activity")],
      "another kind of object": ["object", { objectType: "StatementRef", id: randomUUID() }],
      "another score": ["result.score.raw", 6],
      "no result": ["result", undefined],
      "another response": ["result.response", "speak"],
      "another duration": ["result.duration", "PT5M"],
      "another extension": ["result.extensions", { "https://example.org/extension/tries": 3 }],
      "another registration": ["context.registration", randomUUID()],
      "another instructor": ["context.instructor", agent()],
      "another parent": ["context.contextActivities.parent", [activity()]],
      "another language": ["context.language", "cy-GB"],
    };
    it.each(Object.entries(different))("its id with %s is 409", async (_, [at, value]) => {
      const sent = altered(altered(base(), "context.platform", undefined), "context.revision", undefined);
      const id = sent.id as string;
      await lrs.store(sent);
      const before = await lrs.read(id);
      (await lrs.post(altered(sent, at, value))).is(409);
      (await lrs.put(id, altered(sent, at, value))).is(409);
      expect(await lrs.read(id)).toEqual(before);
    });

    it("a batch with one that conflicts stores none of it", async () => {
      const [taken = ""] = await lrs.store(statement());
      const fresh = randomUUID();
      (await lrs.post([statement({ id: fresh }), statement({ id: taken })])).is(409);
      (await lrs.get("/statements", { statementId: fresh })).is(404);
    });

    it("a batch in which one is there already stores the others", async () => {
      const known = statement({ id: randomUUID() });
      await lrs.store(known);
      const fresh = randomUUID();
      (await lrs.post([known, statement({ id: fresh })])).is(200);
      expect((await lrs.read(fresh)).id).toBe(fresh);
    });

    it("of many who send one id at once with different statements, one wins", async () => {
      const id = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => lrs.post(statement({ id, object: activity() }))),
      );
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
    });

    it("many who send the same statement at once are all accepted, and it is stored once", async () => {
      const sent = statement({ id: randomUUID() });
      const answers = await Promise.all(Array.from({ length: 10 }, () => lrs.post(sent)));
      for (const answer of answers) answer.is(200);
      expect(await lrs.found({ verb: (sent.verb as Json).id })).toEqual([sent.id]);
    });
  });

  describe("content types (1.5.1)", () => {
    const send = (headers: Record<string, string | null>) =>
      lrs.request("POST", "/statements", { body: JSON.stringify(statement()), headers });
    it.each(["application/json", "application/json; charset=utf-8", "APPLICATION/JSON;charset=UTF-8"])(
      "%s is taken",
      async (type) => {
        (await send({ "Content-Type": type })).is(200);
      },
    );
    it.each(["text/plain", "application/xml", "multipart/form-data; boundary=b", "application/jsonlines"])(
      "%s is refused",
      async (type) => {
        (await send({ "Content-Type": type })).is(400);
      },
    );
    it("an attachment without its content needs a fileUrl", async () => {
      const attachment = {
        usageType: "https://example.org/usage/notes",
        display: { "en-GB": "Notes" },
        contentType: "text/plain",
        length: 1,
        sha2: "a".repeat(64),
      };
      (await lrs.post(statement({ attachments: [attachment] }))).is(400);
      (await lrs.post(statement({ object: subStatement({ attachments: [attachment] }) }))).is(400);
      (await lrs.post(statement({ attachments: [{ ...attachment, fileUrl: iri("file") }] }))).is(200);
    });
  });

  it("a refusal says where and what (3.2)", async () => {
    const answer = (await lrs.post([statement(), altered(statement(), "actor.mbox", "robin")])).is(400);
    expect(answer.text).toMatch(/statement 2/);
    expect(answer.text).toMatch(/actor\.mbox/);
  });
});
