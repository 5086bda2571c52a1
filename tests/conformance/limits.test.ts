/** Large, deep and hostile input (xAPI 1.0.3 Part Three 3.2; IEEE 9274.1.1, 4.1.5, 4.2.4.1): taken or refused, never 500. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { onBothVersions } from "./lrs.ts";
import { attachedPart, attachment, multipartRequest, statementsPart } from "./multipart.ts";
import { BODY_LIMIT } from "./server.setup.ts";
import { activity, agent, iri, statement, verb, type Json } from "./statements.ts";

const JSON_TYPE = { "Content-Type": "application/json" };

onBothVersions("limits", (lrs) => {
  const send = (body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE) =>
    lrs.request("POST", "/statements", { body, headers });

  describe("what is larger than the LRS takes is 413", () => {
    const large = "a".repeat(BODY_LIMIT + 1);
    it("a statement", async () => {
      const sent = statement({ id: randomUUID(), result: { response: large } });
      (await lrs.post(sent)).is(413);
      (await lrs.get("/statements", { statementId: sent.id })).is(404);
    });
    it("an attachment", async () => {
      const { body, headers } = multipartRequest([
        statementsPart(statement({ attachments: [attachment(large)] })),
        attachedPart(large),
      ]);
      (await send(body, headers)).is(413);
    });
    it("a document", async () => {
      const params = { activityId: iri(), agent: agent(), stateId: "a" };
      const answer = await lrs.request("PUT", "/activities/state", {
        params,
        body: large,
        headers: { "Content-Type": "text/plain" },
      });
      answer.is(413);
      (await lrs.get("/activities/state", params)).is(404);
    });
    it("and the LRS goes on", async () => {
      await lrs.store(statement());
    });
  });

  describe("what is large but within it comes back whole", () => {
    it("text", async () => {
      const response = "Siân ".repeat(BODY_LIMIT / 10);
      const [id = ""] = await lrs.store(statement({ result: { response } }));
      expect((await lrs.read(id)).result).toEqual({ response });
    });
    it("an attachment", async () => {
      const content = Buffer.alloc(BODY_LIMIT - 5_000, 7);
      const sent = statement({ id: randomUUID(), attachments: [attachment(content)] });
      const { body, headers } = multipartRequest([statementsPart(sent), attachedPart(content)]);
      (await send(body, headers)).is(200);
      const answer = (await lrs.get("/statements", { statementId: sent.id, attachments: true })).is(200);
      expect(answer.bytes.includes(content)).toBe(true);
    });
    it("a document", async () => {
      const params = { activityId: iri(), agent: agent(), stateId: "a" };
      const body = Buffer.alloc(BODY_LIMIT - 1, 7);
      (
        await lrs.request("PUT", "/activities/state", {
          params,
          body,
          headers: { "Content-Type": "application/octet-stream" },
        })
      ).is(204);
      expect((await lrs.get("/activities/state", params)).is(200).bytes.equals(body)).toBe(true);
    });
    it("a batch of a thousand", async () => {
      const met = verb();
      const ids = await lrs.store(
        ...Array.from({ length: 1_000 }, () => ({
          actor: agent(),
          verb: met,
          object: { id: iri("activity") },
        })),
      );
      expect(new Set(ids).size).toBe(1_000);
      const page = await lrs.search({ verb: met.id, limit: 1_000 });
      expect(page.statements.length).toBeGreaterThan(0);
      expect(page.statements.length === 1_000 || page.more !== "").toBe(true);
    });
    it("a Group of a thousand", async () => {
      const member = Array.from({ length: 1_000 }, agent);
      const [id = ""] = await lrs.store(statement({ actor: { objectType: "Group", member } }));
      expect(await lrs.found({ agent: member[999] })).toEqual([id]);
    });
    it("an IRI of a few thousand characters", async () => {
      const id = `${iri("activity")}/${"a".repeat(4_000)}`;
      const [stored = ""] = await lrs.store(statement({ object: { id } }));
      expect(await lrs.found({ activity: id })).toEqual([stored]);
    });
    it("many attachments in one statement", async () => {
      const contents = Array.from({ length: 50 }, () => randomUUID());
      const sent = statement({
        id: randomUUID(),
        attachments: contents.map((content) => attachment(content)),
      });
      const { body, headers } = multipartRequest([
        statementsPart(sent),
        ...contents.map((content) => attachedPart(content)),
      ]);
      (await send(body, headers)).is(200);
    });
  });

  /** Taken with 200 or refused with 400. */
  const survives = async (body: string) => {
    expect([200, 400]).toContain((await send(body)).status);
    await lrs.store(statement());
  };
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  const extended = (json: string) =>
    JSON.stringify(
      statement({ result: { extensions: { "https://example.org/extension/a": "HERE" } } }),
    ).replace('"HERE"', json);

  it.each([30, 1_000, 100_000])("an extension %i levels deep does no harm", async (levels) => {
    await survives(extended(nested(levels)));
  });
  it.each([1_000, 100_000])("lists %i levels deep do no harm", async (levels) => {
    await survives("[".repeat(levels) + "]".repeat(levels));
  });
  it.each(["1e400", "-1e400", "9".repeat(400), "0.1e-400", "1E+2", "-0"])(
    "the number %s does no harm",
    async (number) => {
      await survives(extended(number.slice(0, 400)));
    },
  );
  it("a number beyond every bound is no score", async () => {
    (
      await send(JSON.stringify(statement({ result: { score: { raw: "HERE" } } })).replace('"HERE"', "1e400"))
    ).is(400);
  });
  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "a property called %s is as unknown as any",
    async (name) => {
      (
        await send(
          JSON.stringify(statement()).replace('"verb":', `"${name}":{"id":"https://example.org/a"},"verb":`),
        )
      ).is(400);
      (
        await send(JSON.stringify(statement()).replace('"objectType":"Activity"', `"objectType":"${name}"`))
      ).is(400);
    },
  );
  it.each([
    ["a language tag", "verb", (text: string) => ({ id: iri(), display: { [text]: "met" } })],
    ["an IRI", "verb", (text: string) => ({ id: `https://${text}` })],
    ["an address", "actor", (text: string) => ({ mbox: `mailto:${text}` })],
    ["a duration", "result", (text: string) => ({ duration: `PT${text}` })],
    ["a timestamp", "timestamp", (text: string) => `2018-06-04T09:14:00.${text}`],
  ])("%s that is very long and wrong is refused soon", async (_, name, make) => {
    for (const text of ["a- ".repeat(70_000), `${"1".repeat(200_000)} !`, "@ .".repeat(70_000)])
      (await lrs.post(statement({ [name]: make(text) }))).is(400);
  });
  it("text that is half a pair comes back or is refused", async () => {
    await survives(JSON.stringify(statement({ result: { response: "\ud800" } })));
    await survives(
      JSON.stringify(statement({ object: { ...activity(), definition: { name: { en: "\udc00" } } } })),
    );
  });
  it("a parameter that is very long does no harm", async () => {
    const answer = await lrs.get("/statements", {
      agent: { mbox: `mailto:${"a".repeat(10_000)}@example.org` },
    });
    expect([200, 400, 414, 431]).toContain(answer.status);
  });
  it.each([
    ["a part header that does not end", `--b\r\nContent-Type: ${"a".repeat(100_000)}`],
    ["thousands of boundaries", "--b\r\n\r\n".repeat(20_000)],
    ["boundaries without line breaks", "--b".repeat(50_000)],
    ["only line breaks", "\r\n".repeat(50_000)],
  ])("multipart with %s is refused", async (_, body) => {
    (await send(body, { "Content-Type": "multipart/mixed; boundary=b" })).is(400);
  });
  it.each([
    ["an empty boundary", "multipart/mixed; boundary="],
    ["a boundary that is too long", `multipart/mixed; boundary=${"b".repeat(71)}`],
    ["a boundary of characters that none has", "multipart/mixed; boundary=<b>"],
  ])("%s is refused", async (_, type) => {
    const { body } = multipartRequest([statementsPart(statement())]);
    (await send(body, { "Content-Type": type })).is(400);
  });

  it("eight clients at once lose nothing", async () => {
    const [met, what] = [verb(), activity()];
    const who: Json[] = [agent(), agent(), agent()];
    const clients = Array.from({ length: 8 }, async () => {
      const stored: string[] = [];
      for (let batch = 0; batch < 5; batch += 1)
        stored.push(
          ...(await lrs.store(
            ...Array.from({ length: 10 }, (_, at) =>
              statement({ actor: who[at % 3], verb: met, object: what }),
            ),
          )),
        );
      return stored;
    });
    const ids = (await Promise.all(clients)).flat();
    expect(new Set(ids).size).toBe(400);
    const found = await lrs.found({ verb: met.id, limit: 500 });
    expect(new Set(found)).toEqual(new Set(ids));
  });
});
