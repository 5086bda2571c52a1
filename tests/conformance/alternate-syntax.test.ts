/** The alternate request syntax of 1.0.3 (Part Three 1.3), which 2.0.0 has no more. */
import { randomUUID } from "node:crypto";
import { describe, expect, inject, it } from "vitest";
import { Lrs, queryOf, type Answer, type Parameters } from "./lrs.ts";
import { agent, iri, statement, verb, type Json, type StatementResult } from "./statements.ts";

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const VERSION = "X-Experience-API-Version";

describe("the alternate request syntax, xAPI 1.0.3", () => {
  const lrs = new Lrs("1.0.3");
  const ask = (
    method: string,
    path: string,
    form: Parameters,
    headers: Record<string, string | null> = {},
  ): Promise<Answer> =>
    lrs.request("POST", path, { params: { method }, body: queryOf(form), headers: { ...FORM, ...headers } });
  const bare = { Authorization: null, [VERSION]: null };

  it("GET finds statements", async () => {
    const met = verb();
    const ids = await lrs.store(statement({ verb: met }), statement({ verb: met }));
    const answer = (await ask("GET", "/statements", { verb: met.id, limit: 1 })).is(200);
    const { statements, more } = answer.json as StatementResult;
    expect(statements.map((one) => one.id)).toEqual([ids[1]]);
    expect(more).not.toBe("");
  });

  it("GET reads one statement", async () => {
    const [statementId = ""] = await lrs.store(statement());
    expect((await ask("GET", "/statements", { statementId })).is(200).json).toMatchObject({
      id: statementId,
    });
  });

  it("PUT stores a statement, as JSON in content", async () => {
    const sent = statement();
    const statementId = randomUUID();
    (await ask("PUT", "/statements", { statementId, content: sent })).is(204);
    expect(await lrs.read(statementId)).toMatchObject(sent);
  });

  it("POST stores a statement or several", async () => {
    const ids = [randomUUID(), randomUUID()];
    const content = ids.map((id) => statement({ id }));
    expect((await ask("POST", "/statements", { content })).is(200).json).toEqual(ids);
  });

  it("text beyond ASCII in content comes back as it was", async () => {
    const id = randomUUID();
    const sent = statement({ result: { response: "a+b=c & 100% Siân 李 🙏🏽" } });
    (await ask("PUT", "/statements", { statementId: id, content: sent })).is(204);
    expect((await lrs.read(id)).result).toEqual(sent.result);
  });

  it("headers may stand in the form alone, in any case", async () => {
    const statementId = randomUUID();
    const form = {
      statementId,
      content: statement(),
      Authorization: inject("xapiAuthorization"),
      [VERSION]: "1.0.3",
    };
    (await ask("PUT", "/statements", form, bare)).is(204);
    const lower = Object.fromEntries(
      Object.entries({ ...form, statementId: randomUUID() }).map(([name, value]) => [
        name === "statementId" || name === "content" ? name : name.toLowerCase(),
        value,
      ]),
    );
    (await ask("PUT", "/statements", lower, bare)).is(204);
    (await lrs.get("/statements", { statementId })).is(200);
  });

  it("Accept-Language of the form or of the request is heard", async () => {
    const [statementId = ""] = await lrs.store(statement());
    const display = (answer: Answer) => (answer.is(200).json as { verb: { display: Json } }).verb.display;
    const form = { statementId, format: "canonical" };
    expect(display(await ask("GET", "/statements", form, { "Accept-Language": "cy-GB" }))).toEqual({
      "cy-GB": "cyfarfu",
    });
  });

  describe("documents", () => {
    const around = () => ({ activityId: iri("activity"), agent: agent(), stateId: randomUUID() });
    const path = "/activities/state";

    it("PUT, POST, GET and DELETE", async () => {
      const params = around();
      (await ask("PUT", path, { ...params, content: { a: 1 } })).is(204);
      (await ask("POST", path, { ...params, content: { b: 2 }, "Content-Type": "application/json" })).is(204);
      expect((await ask("GET", path, params)).is(200).json).toEqual({ a: 1, b: 2 });
      (await ask("DELETE", path, params)).is(204);
      (await lrs.get(path, params)).is(404);
    });

    it("Content-Type of the form is that of the content", async () => {
      const params = around();
      const type = "text/plain; charset=utf-8";
      (await ask("PUT", path, { ...params, content: "Nodiadau ✓", "Content-Type": type })).is(204);
      const kept = (await lrs.get(path, params)).is(200);
      expect(kept.text).toBe("Nodiadau ✓");
      expect(kept.header("content-type")).toBe(type);
    });

    it("If-Match and If-None-Match of the form are heard", async () => {
      const params = { activityId: iri("activity"), profileId: randomUUID() };
      const profile = "/activities/profile";
      (await ask("PUT", profile, { ...params, content: { a: 1 }, "If-None-Match": "*" })).is(204);
      (await ask("PUT", profile, { ...params, content: { a: 2 }, "If-None-Match": "*" })).is(412);
      (await ask("PUT", profile, { ...params, content: { a: 2 }, "If-Match": '"1234"' })).is(412);
      const etag = (await lrs.get(profile, params)).header("etag");
      (await ask("PUT", profile, { ...params, content: { a: 2 }, "If-Match": etag })).is(204);
      expect((await lrs.get(profile, params)).is(200).json).toEqual({ a: 2 });
    });
  });

  it("agents, activities and about", async () => {
    expect((await ask("GET", "/agents", { agent: agent() })).is(200).json).toMatchObject({
      objectType: "Person",
    });
    expect((await ask("GET", "/activities", { activityId: iri() })).is(200).json).toMatchObject({
      objectType: "Activity",
    });
    (await ask("GET", "/about", {}, bare)).is(200);
  });

  describe("is refused", () => {
    const form = () => ({ statementId: randomUUID(), content: statement() });
    it.each(["PUT", "GET", "DELETE"])("by %s instead of POST", async (method) => {
      const body = method === "PUT" ? queryOf(form()) : undefined;
      const answer = await lrs.request(method, "/statements", {
        params: { method: "POST" },
        body,
        headers: FORM,
      });
      expect([400, 405]).toContain(answer.status);
    });

    it("with any other parameter in the address", async () => {
      const { statementId, content } = form();
      const params = { method: "PUT", statementId };
      (
        await lrs.request("POST", "/statements", {
          params,
          body: queryOf({ statementId, content }),
          headers: FORM,
        })
      ).is(400);
      (await lrs.request("POST", "/statements", { params, body: queryOf({ content }), headers: FORM })).is(
        400,
      );
      (await lrs.get("/statements", { statementId })).is(404);
    });

    it("with an unknown parameter in the form", async () => {
      (await ask("PUT", "/statements", { ...form(), happy: "day" })).is(400);
      (await ask("GET", "/statements", { LIMIT: 1 })).is(400);
    });

    it.each(["0.8", "0.9", "1.1.0"])("with version %s in the form", async (version) => {
      (await ask("PUT", "/statements", { ...form(), [VERSION]: version })).is(400);
      (await ask("PUT", "/statements", { ...form(), [VERSION]: version }, { [VERSION]: null })).is(400);
    });

    it("without content", async () => {
      (await ask("PUT", "/statements", { statementId: randomUUID() })).is(400);
      (await ask("POST", "/statements", {})).is(400);
      (await lrs.request("POST", "/statements", { params: { method: "PUT" } })).is(400);
    });

    it("with JSON for a form", async () => {
      (
        await lrs.request("POST", "/statements", {
          params: { method: "PUT" },
          body: JSON.stringify(form()),
          headers: FORM,
        })
      ).is(400);
      (await lrs.request("POST", "/statements", { params: { method: "PUT" }, json: form() })).is(400);
    });

    it.each(["PATCH", "TRACE", "FETCH", ""])("for the method %j", async (method) => {
      const answer = await ask(method, "/statements", {});
      expect([400, 405]).toContain(answer.status);
    });

    it("with a name twice in the form", async () => {
      const body = `limit=1&limit=2`;
      (await lrs.request("POST", "/statements", { params: { method: "GET" }, body, headers: FORM })).is(400);
    });

    it("without a key, or with a wrong one in the form", async () => {
      (await ask("GET", "/statements", { limit: 1 }, { Authorization: null })).is(401);
      const wrong = `Basic ${Buffer.from("foo:bar").toString("base64")}`;
      (await ask("GET", "/statements", { limit: 1, Authorization: wrong }, { Authorization: null })).is(401);
    });
  });
});

describe("the alternate request syntax, xAPI 2.0.0", () => {
  const lrs = new Lrs("2.0.0");
  it.each(["GET", "PUT", "POST", "DELETE"])("is refused for %s, and nothing is stored", async (method) => {
    const statementId = randomUUID();
    const form = method === "GET" ? { limit: 1 } : { statementId, content: statement({ id: statementId }) };
    (await lrs.request("POST", "/statements", { params: { method }, body: queryOf(form), headers: FORM })).is(
      400,
    );
    (await lrs.get("/statements", { statementId })).is(404);
  });

  it("is refused when the form names 2.0.0", async () => {
    const form = { statementId: randomUUID(), content: statement(), [VERSION]: "2.0.0" };
    const answer = await lrs.request("POST", "/statements", {
      params: { method: "PUT" },
      body: queryOf(form),
      headers: { ...FORM, [VERSION]: null },
    });
    answer.is(400);
  });
});
