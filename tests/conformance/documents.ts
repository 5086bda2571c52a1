/** What holds for all three kinds of document (xAPI 1.0.3 Part Three 2.2, 3.1; IEEE 9274.1.1, 4.1.4, 4.1.6). */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import type { Answer, Lrs, Parameters, Sending } from "./lrs.ts";

export interface Documents {
  readonly path: string;
  /** A context of its own, without the document's id. */
  readonly context: () => Parameters;
  /** `stateId` or `profileId`. */
  readonly idName: string;
  /** Values of parameters that are refused. */
  readonly wrongValues: readonly (readonly [name: string, value: unknown])[];
  /** Parameters of which none may be missing. */
  readonly required: readonly string[];
  /** Whether PUT over a document needs If-Match or If-None-Match. */
  readonly putNeedsPrecondition: boolean;
}

const READ = ["GET", "HEAD"];
const WRITTEN = ["PUT", "POST"];

export function describeDocuments(lrs: Lrs, kind: Documents): void {
  const { path, context, idName } = kind;
  const fresh = (id: string = randomUUID()): Parameters => ({ ...context(), [idName]: id });
  const put = (params: Parameters, sending: Sending) => lrs.request("PUT", path, { params, ...sending });
  const post = (params: Parameters, sending: Sending) => lrs.request("POST", path, { params, ...sending });
  const get = (params: Parameters, headers: Sending["headers"] = {}) => lrs.get(path, params, headers);
  const remove = (params: Parameters, headers: Sending["headers"] = {}) =>
    lrs.request("DELETE", path, { params, headers });
  const stored = async (json: unknown = { car: "Honda" }) => {
    const params = fresh();
    (await post(params, { json })).is(204);
    return params;
  };
  const etagOf = async (params: Parameters) => (await get(params)).is(200).header("etag") ?? "";

  describe("are stored and given back", () => {
    it.each(WRITTEN)("by %s, answered 204 without a body", async (method) => {
      const params = fresh();
      const json = { name: "Robin", location: { name: "Marlbridge" }, list: [1, null, "two"] };
      const answer = (await lrs.request(method, path, { params, json })).is(204);
      expect(answer.bytes).toHaveLength(0);
      const kept = (await get(params)).is(200);
      expect(kept.json).toEqual(json);
      expect(kept.header("content-type")).toMatch(/^application\/json/);
    });

    it.each([
      ["text/plain; charset=utf-8", Buffer.from("Llyfr nodiadau — ✓")],
      ["application/octet-stream", randomBytes(3_000)],
      ["image/svg+xml", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
      ["text/html", Buffer.from("<script>alert(1)</script>")],
      ["application/x-www-form-urlencoded", Buffer.from("a=1&b=2")],
      ["application/json", Buffer.from('{ "a" :\t1.0, "é": "\\u00e9" }')],
    ])("of type %s, byte for byte", async (type, body) => {
      const params = fresh();
      (await put(params, { body, headers: { "Content-Type": type } })).is(204);
      const kept = (await get(params)).is(200);
      expect(kept.bytes.equals(body)).toBe(true);
      expect(kept.header("content-type")).toBe(type);
    });

    it("JSON that is no object may be put", async () => {
      for (const json of [[1, 2], "text", 5, null, false]) {
        const params = fresh();
        (await put(params, { json })).is(204);
        expect((await get(params)).is(200).json).toEqual(json);
      }
    });

    it("an empty document is one", async () => {
      const params = fresh();
      (await put(params, { body: "", headers: { "Content-Type": "text/plain" } })).is(204);
      expect((await get(params)).is(200).bytes).toHaveLength(0);
    });

    it.each(["1", "true", "a b/c?d=é&e", "a".repeat(500), "https://example.org/bookmark#1", "李"])(
      "under the id %s",
      async (id) => {
        const params = fresh(id);
        (await post(params, { json: { id } })).is(204);
        expect((await get(params)).is(200).json).toEqual({ id });
        const { [idName]: _id, ...around } = params;
        expect((await get(around)).is(200).json).toEqual([id]);
      },
    );

    it("each in its own context", async () => {
      const id = randomUUID();
      const [one, two] = [fresh(id), fresh(id)];
      (await post(one, { json: { one: 1 } })).is(204);
      (await get(two)).is(404);
      (await post(two, { json: { two: 2 } })).is(204);
      expect((await get(one)).is(200).json).toEqual({ one: 1 });
      (await remove(one)).is(204);
      expect((await get(two)).is(200).json).toEqual({ two: 2 });
    });

    it("404 when there is none", async () => {
      (await get(fresh())).is(404);
    });
  });

  describe("DELETE", () => {
    it("is answered 204 without a body, and the document is gone", async () => {
      const params = await stored();
      expect((await remove(params)).is(204).bytes).toHaveLength(0);
      (await get(params)).is(404);
      (await post(params, { json: { again: true } })).is(204);
      expect((await get(params)).is(200).json).toEqual({ again: true });
    });

    it("of what is not there is 204 too", async () => {
      (await remove(fresh())).is(204);
    });
  });

  describe("POST merges (2.2)", () => {
    it("the top level of two JSON objects", async () => {
      const params = await stored({ car: "Honda", driver: { name: "Dale", age: 40 }, kept: [1] });
      (await post(params, { json: { type: "Civic", driver: { name: "Jeff" } } })).is(204);
      expect((await get(params)).is(200).json).toEqual({
        car: "Honda",
        driver: { name: "Jeff" },
        kept: [1],
        type: "Civic",
      });
    });

    it("with null as a value, and with names that JavaScript knows", async () => {
      const params = await stored({ a: 1, b: 2 });
      const body = '{"a":null,"__proto__":{"c":3},"constructor":4}';
      (await post(params, { body, headers: { "Content-Type": "application/json" } })).is(204);
      const { text } = (await get(params)).is(200);
      expect(Object.entries(JSON.parse(text) as object)).toEqual(
        expect.arrayContaining([
          ["a", null],
          ["b", 2],
          ["__proto__", { c: 3 }],
          ["constructor", 4],
        ]),
      );
    });

    it("whatever parameters the types have", async () => {
      const params = fresh();
      const type = "application/json; charset=utf-8";
      (await put(params, { body: '{"a":1}', headers: { "Content-Type": type } })).is(204);
      (await post(params, { json: { b: 2 } })).is(204);
      expect((await get(params)).is(200).json).toEqual({ a: 1, b: 2 });
    });

    const unlike: Readonly<Record<string, readonly [body: string, type: string]>> = {
      "a type that is not JSON": ["abcdefg", "not/json"],
      bytes: ["/ asdf / undefined", "application/octet-stream"],
      "a form": ["abc", "application/x-www-form-urlencoded"],
      "JSON that breaks off": ['{"car":', "application/json"],
      "JSON with something after it": ['{"car":1}{', "application/json"],
      "JSON that is a list": ["[1]", "application/json"],
      "JSON that is text": ['"car"', "application/json"],
      "JSON that is null": ["null", "application/json"],
      "JSON that is called text": ['{"car":1}', "text/plain"],
    };
    it.each(Object.entries(unlike))("%s is refused, and what is there stays", async (_, [body, type]) => {
      const params = await stored({ car: "Honda" });
      const etag = await etagOf(params);
      (await post(params, { body, headers: { "Content-Type": type } })).is(400);
      const kept = (await get(params)).is(200);
      expect(kept.json).toEqual({ car: "Honda" });
      expect(kept.header("etag")).toBe(etag);
    });

    it.each(Object.entries(unlike))("over %s is refused, and that stays", async (_, [body, type]) => {
      const params = fresh();
      const laid = await put(params, { body, headers: { "Content-Type": type } });
      // Whether a document that says it is JSON and is none may be put, the specification leaves open.
      if (laid.status !== 204) return;
      (await post(params, { json: { car: "Honda" } })).is(400);
      expect((await get(params)).is(200).text).toBe(body);
    });

    it("JSON that does not parse is refused for a new document too", async () => {
      const params = fresh();
      (await post(params, { body: '{"car":1}[', headers: { "Content-Type": "application/json" } })).is(400);
      (await get(params)).is(404);
    });
  });

  describe("the list of ids", () => {
    const listed = async (params: Parameters) => ((await get(params)).is(200).json as string[]).sort();

    it("holds those of the context, and is empty without any", async () => {
      const around = context();
      expect(await listed(around)).toEqual([]);
      const ids = [randomUUID(), randomUUID(), randomUUID()];
      for (const id of ids) (await post({ ...around, [idName]: id }, { json: {} })).is(204);
      expect(await listed(around)).toEqual([...ids].sort());
      (await remove({ ...around, [idName]: ids[0] })).is(204);
      expect(await listed(around)).toEqual(ids.slice(1).sort());
    });

    it("since is exclusive, by when a document was stored or changed last", async () => {
      const around = context();
      const [early, late] = ["early", "late"];
      (await post({ ...around, [idName]: early }, { json: { a: 1 } })).is(204);
      const before = new Date(Date.now() - 60_000).toISOString();
      expect(await listed({ ...around, since: before })).toEqual([early]);
      const between = new Date().toISOString();
      await vi.waitUntil(() => Date.now() > Date.parse(between));
      (await post({ ...around, [idName]: late }, { json: { a: 1 } })).is(204);
      expect(await listed({ ...around, since: between })).toEqual([late]);
      (await post({ ...around, [idName]: early }, { json: { a: 2 } })).is(204);
      expect(await listed({ ...around, since: between })).toEqual([early, late]);
      expect(await listed({ ...around, since: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    });

    it.each(["not a timestamp", "true", "2018-02-30T00:00:00Z"])("since %j is refused", async (since) => {
      (await get({ ...context(), since })).is(400);
    });
  });

  describe("parameters", () => {
    const methods = [...WRITTEN, "GET", "DELETE"];
    const ask = (method: string, params: Parameters) =>
      lrs.request(method, path, { params, ...(WRITTEN.includes(method) && { json: {} }) });

    describe.each(methods)("of %s", (method) => {
      it.each([...kind.required])("%s must be there", async (name) => {
        const { [name]: _left, ...params } = fresh();
        (await ask(method, params)).is(400);
      });
      it.each([...kind.wrongValues])("%s as %j is refused", async (name, value) => {
        (await ask(method, { ...fresh(), [name]: value })).is(400);
      });
      it("none beyond the specification, and none in another case", async () => {
        (await ask(method, { ...fresh(), foo: "bar" })).is(400);
        for (const name of [...kind.required, idName]) {
          const { [name]: value, ...params } = fresh();
          (await ask(method, { ...params, [name.toUpperCase()]: value })).is(400);
        }
      });
    });

    it.each(WRITTEN)(`${idName} must be there for %s`, async (method) => {
      (await ask(method, context())).is(400);
    });

    it("an agent whose JSON is encoded wrongly is refused", async () => {
      const { agent } = fresh();
      if (agent === undefined) return;
      const query = `${idName}=a&activityId=https%3A%2F%2Fexample.org%2Fa&agent=`;
      const json = encodeURIComponent(JSON.stringify(agent)).replace("%3A", "%22");
      (await lrs.request("GET", `${path}?${query}${json}`)).is(400);
    });
  });

  describe("ETag, If-Match and If-None-Match (3.1; 4.1.4)", () => {
    it("the ETag is a quoted SHA-1 of the content, and changes with it", async () => {
      const params = await stored({ a: 1 });
      const answer = (await get(params)).is(200);
      const etag = answer.header("etag") ?? "";
      expect(etag).toMatch(/^"[0-9a-fA-F]{40}"$/);
      expect(etag.slice(1, -1).toLowerCase()).toBe(createHash("sha1").update(answer.bytes).digest("hex"));
      (await post(params, { json: { a: 2 } })).is(204);
      expect(await etagOf(params)).not.toBe(etag);
    });

    const wrong = { "If-Match": '"1111111111111111111111111111111111111111"' };
    const changes: Readonly<
      Record<string, (params: Parameters, headers: Sending["headers"]) => Promise<Answer>>
    > = {
      PUT: (params, headers) => put(params, { json: { car: "Civic" }, headers }),
      POST: (params, headers) => post(params, { json: { car: "Civic" }, headers }),
      DELETE: (params, headers) => remove(params, headers),
    };
    describe.each(Object.entries(changes))("%s", (method, change) => {
      const changed = async (params: Parameters) => {
        const answer = await get(params);
        if (method === "DELETE") answer.is(404);
        else expect(answer.is(200).json).toEqual({ car: "Civic" });
      };

      it("with the current ETag is done", async () => {
        const params = await stored();
        (await change(params, { "If-Match": await etagOf(params) })).is(204);
        await changed(params);
      });

      it("with it among others, or with *, is done", async () => {
        const [among, any] = [await stored(), await stored()];
        (await change(among, { "If-Match": `${wrong["If-Match"]}, ${await etagOf(among)}` })).is(204);
        (await change(any, { "If-Match": "*" })).is(204);
        await changed(among);
        await changed(any);
      });

      it.each([wrong["If-Match"], '"1234"', "1234"])(
        "with the ETag %s is 412, and nothing changes",
        async (tag) => {
          const params = await stored();
          const answer = (await change(params, { "If-Match": tag })).is(412);
          expect(answer.text).not.toBe("");
          expect((await get(params)).is(200).json).toEqual({ car: "Honda" });
        },
      );

      it("with an ETag of before is 412", async () => {
        const params = await stored();
        const before = await etagOf(params);
        (await post(params, { json: { driver: "Dale" } })).is(204);
        (await change(params, { "If-Match": before })).is(412);
        expect((await get(params)).is(200).json).toEqual({ car: "Honda", driver: "Dale" });
      });

      it("with If-Match on what is not there is 412", async () => {
        const params = fresh();
        (await change(params, wrong)).is(412);
        (await change(params, { "If-Match": "*" })).is(412);
        (await get(params)).is(404);
      });
    });

    it.each(WRITTEN)("%s with If-None-Match: * makes a document, and is 412 over one", async (method) => {
      const params = fresh();
      const headers = { "If-None-Match": "*" };
      (await lrs.request(method, path, { params, json: { first: true }, headers })).is(204);
      (await lrs.request(method, path, { params, json: { second: true }, headers })).is(412);
      expect((await get(params)).is(200).json).toEqual({ first: true });
    });

    it("PUT makes a new document without either header", async () => {
      (await put(fresh(), { json: { a: 1 } })).is(204);
    });

    if (kind.putNeedsPrecondition) {
      it("PUT over a document without either header is 409, says why, and nothing changes", async () => {
        const params = await stored();
        const answer = (await put(params, { json: { car: "Civic" } })).is(409);
        expect(answer.text).toMatch(/If-Match/);
        expect((await get(params)).is(200).json).toEqual({ car: "Honda" });
      });
    } else {
      it("PUT over a document without either header replaces it", async () => {
        const params = await stored({ car: "Honda", driver: "Dale" });
        (await put(params, { json: { car: "Civic" } })).is(204);
        expect((await get(params)).is(200).json).toEqual({ car: "Civic" });
      });
    }

    it("POST and DELETE need neither header", async () => {
      const params = await stored();
      (await post(params, { json: { driver: "Dale" } })).is(204);
      (await remove(params)).is(204);
    });

    it("of many who put over one ETag at once, one wins", async () => {
      const params = await stored({ writer: null });
      const headers = { "If-Match": await etagOf(params) };
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, writer) => put(params, { json: { writer }, headers })),
      );
      const statuses = answers.map((answer) => answer.status);
      expect([...statuses].sort()).toEqual([204, ...Array<number>(9).fill(412)]);
      expect((await get(params)).is(200).json).toEqual({ writer: statuses.indexOf(204) });
    });

    it("of many who merge at once, none is lost", async () => {
      const params = await stored({});
      const names = Array.from({ length: 20 }, (_, number) => `property ${number}`);
      const answers = await Promise.all(names.map((name) => post(params, { json: { [name]: true } })));
      for (const answer of answers) answer.is(204);
      expect((await get(params)).is(200).json).toEqual(Object.fromEntries(names.map((name) => [name, true])));
    });
  });

  it("Last-Modified says when a document changed last (4.1.6)", async () => {
    const params = fresh();
    const before = Math.floor(Date.now() / 1000) * 1000;
    (await post(params, { json: { a: 1 } })).is(204);
    const answer = (await get(params)).is(200);
    const modified = Date.parse(answer.header("last-modified") ?? "");
    expect(modified).toBeGreaterThanOrEqual(before - 1000);
    expect(modified).toBeLessThanOrEqual(Date.now() + 1000);
  });

  it.each(READ)("%s of a document and of the ids has the same headers", async (method) => {
    const params = await stored();
    const { [idName]: _id, ...around } = params;
    for (const asked of [params, around]) {
      const answer = (await lrs.request(method, path, { params: asked })).is(200);
      const whole = (await get(asked)).is(200);
      for (const name of ["content-type", "etag", "last-modified", "content-length"])
        expect(answer.header(name)).toBe(whole.header(name));
      if (method === "HEAD") expect(answer.bytes).toHaveLength(0);
    }
  });
}
