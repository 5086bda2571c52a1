/** Requests for documents, agents, activities and about, at the handlers that the endpoint asks, on both databases. */
import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { AmendsError } from "#app/domain/errors.ts";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import { SCOPES, type Scope } from "#app/domain/ledger/xapi/scopes.ts";
import type { XapiVersion } from "#app/domain/ledger/xapi/version.ts";
import { about } from "#app/http/xapi/about.server.ts";
import { activities } from "#app/http/xapi/activities.server.ts";
import { agents } from "#app/http/xapi/agents.server.ts";
import { activityProfile, agentProfile, state } from "#app/http/xapi/documents.server.ts";
import type { XapiRequest, XapiResponse } from "#app/http/xapi/exchange.ts";
import { statusOf } from "#app/http/errors.server.ts";
import type { Context } from "#app/services/context.server.ts";
import type { LrsKey } from "#app/services/ledger/keys.server.ts";
import { makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";

type Parameters = Readonly<Record<string, string>>;
type Handler = (request: XapiRequest) => Promise<XapiResponse>;

interface Asking {
  readonly params?: Parameters;
  readonly body?: string | Buffer;
  readonly headers?: Parameters;
  readonly version?: XapiVersion;
  readonly scopes?: readonly Scope[];
}

const ACTIVITY = "https://example.org/activities/one";
const ADA = { mbox: "mailto:ada@example.org" };
const ADA_TEXT = JSON.stringify(ADA);
const REGISTRATION = "0f6a1a3e-7a45-4b3c-9a3f-2d4b5c6d7e8f";
const JSON_TYPE = { "content-type": "application/json" };

const KINDS: readonly (readonly [name: string, Handler, idName: string, owner: Parameters])[] = [
  ["state", state, "stateId", { activityId: ACTIVITY, agent: ADA_TEXT }],
  ["agent profile", agentProfile, "profileId", { agent: ADA_TEXT }],
  ["activity profile", activityProfile, "profileId", { activityId: ACTIVITY }],
];

onBothDatabases("requests for documents", (open) => {
  let ctx: Context;
  let key: LrsKey;
  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04" });
    key = await makeKey(ctx);
  });

  /** The answer, or the refusal as the endpoint would give it. */
  const ask = async (
    handler: Handler,
    method: XapiRequest["method"],
    { params = {}, body = "", headers = {}, version = "1.0.3", scopes = ["all"] }: Asking = {},
  ): Promise<XapiResponse & { readonly text: string }> => {
    try {
      const answer = await handler({
        ctx,
        key: { ...key, scopes },
        version,
        method,
        params: new Map(Object.entries(params)),
        header: (name) => headers[name],
        body: Buffer.from(body),
      });
      return { ...answer, text: Buffer.isBuffer(answer.body) ? answer.body.toString("utf8") : "" };
    } catch (error) {
      if (!(error instanceof AmendsError)) throw error;
      return { status: statusOf(error.code), text: error.message };
    }
  };

  describe.each(KINDS)("%s", (name, handler, idName, owner) => {
    const fresh = { ...owner, [idName]: "bookmark" };
    const put = (asking: Asking) => ask(handler, "PUT", { params: fresh, ...asking });
    const read = (params: Parameters = fresh) => ask(handler, "GET", { params });

    it("is written, read with its headers, listed and deleted", async () => {
      expect(await read(owner)).toMatchObject({ status: 200, headers: {}, body: [] });
      expect(await read()).toMatchObject({ status: 404 });
      const body = Buffer.from([0, 255, 10]);
      expect(await put({ body, headers: { "content-type": "image/png" } })).toEqual({
        status: 204,
        text: "",
      });
      const found = await read();
      expect(found).toMatchObject({
        status: 200,
        headers: {
          "Content-Type": "image/png",
          ETag: '"78a56a7f152106db79c791d3cbd88fcb33a425cb"',
          "Last-Modified": expect.stringMatching(/^Mon, 04 Jun 2018 08:0\d:\d\d GMT$/) as string,
        },
        body,
      });
      expect(await read(owner)).toMatchObject({
        headers: { "Last-Modified": found.headers?.["Last-Modified"] },
        body: ["bookmark"],
      });
      expect(await ask(handler, "DELETE", { params: fresh })).toMatchObject({ status: 204 });
      expect(await read()).toMatchObject({ status: 404 });
    });

    it("is bytes when nothing says what it is", async () => {
      for (const headers of [{}, { "content-type": " " }] as Parameters[]) {
        await put({ body: "x", headers: { ...headers, "if-none-match": '"other"' } });
        expect((await read()).headers).toMatchObject({ "Content-Type": "application/octet-stream" });
      }
    });

    it("is refused when what it is called cannot be sent back", async () => {
      for (const type of ["text/plain\r\nSet-Cookie: a=b", "text/\u674e", "text/\0plain"])
        expect(await put({ body: "x", headers: { "content-type": type } })).toMatchObject({
          status: 400,
          text: "header Content-Type: holds a character that no header can",
        });
      expect(await read()).toMatchObject({ status: 404 });
    });

    it("has an id of at most 2,000 bytes", async () => {
      // Text that no database can make shorter.
      const text = Array.from({ length: 50 }, (_, at) =>
        createHash("sha256").update(String(at)).digest("base64url"),
      ).join("");
      const longest = { ...owner, [idName]: text.slice(0, 1_994) + "\u674e\u674e" };
      const over = { ...owner, [idName]: text.slice(0, 2_001) };
      for (const method of ["PUT", "POST"] as const) {
        expect(await ask(handler, method, { params: over, body: "{}", headers: JSON_TYPE })).toMatchObject({
          status: 400,
          text: `parameter ${idName}: 2001 bytes long; the most are 2000`,
        });
      }
      expect(await put({ params: longest, body: "{}", headers: JSON_TYPE })).toMatchObject({ status: 204 });
      expect(await read(longest)).toMatchObject({ status: 200 });
      expect(await read(over)).toMatchObject({ status: 404 });
      expect(await ask(handler, "DELETE", { params: over })).toMatchObject({ status: 204 });
    });

    it("is changed only when its preconditions hold, however the tag is written", async () => {
      await put({ body: '{"a":1}', headers: JSON_TYPE });
      const etag = (await read()).headers?.ETag ?? "";
      const bare = etag.slice(1, -1);
      for (const header of ['"other"', "other", `"${bare}x"`, '"*"'])
        expect(await put({ body: "{}", headers: { ...JSON_TYPE, "if-match": header } })).toMatchObject({
          status: 412,
        });
      for (const header of ["*", etag, `W/${etag}`, bare, `"other", ${etag}`])
        expect(await put({ body: "{}", headers: { ...JSON_TYPE, "if-none-match": header } })).toMatchObject({
          status: 412,
        });
      expect((await read()).text).toBe('{"a":1}');
      for (const header of ["*", etag, `W/${etag}`, bare, `"other", ${etag}`])
        expect(await put({ body: '{"a":1}', headers: { ...JSON_TYPE, "if-match": header } })).toMatchObject({
          status: 204,
        });
    });

    it("is not changed by a precondition that says nothing", async () => {
      await put({ body: '{"a":1}', headers: JSON_TYPE });
      for (const header of ["if-match", "if-none-match"])
        for (const version of ["1.0.3", "2.0.0"] as const)
          expect(await put({ body: "{}", headers: { ...JSON_TYPE, [header]: "" }, version })).toMatchObject({
            status: 400,
          });
      expect((await read()).text).toBe('{"a":1}');
    });

    it("is replaced without a tag where the version allows it", async () => {
      for (const version of ["1.0.3", "2.0.0"] as const) {
        const params = { ...owner, [idName]: version };
        await put({ params, body: '{"a":1}', headers: JSON_TYPE, version });
        const allowed = name === "state" && version === "1.0.3";
        expect(await put({ params, body: '{"a":2}', headers: JSON_TYPE, version })).toMatchObject({
          status: allowed ? 204 : 409,
        });
        expect((await read(params)).text).toBe(allowed ? '{"a":2}' : '{"a":1}');
        for (const method of ["POST", "DELETE"] as const)
          expect(
            await ask(handler, method, { params, body: "{}", headers: JSON_TYPE, version }),
          ).toMatchObject({
            status: 204,
          });
      }
    });

    it("asks for each parameter and takes no other", async () => {
      const refused = async (
        method: XapiRequest["method"],
        params: Parameters,
        version: XapiVersion = "1.0.3",
      ) =>
        expect(
          await ask(handler, method, { params, body: "{}", headers: JSON_TYPE, version }),
          `${method} ${JSON.stringify(params)}`,
        ).toMatchObject({ status: 400 });
      for (const method of ["GET", "PUT", "POST", "DELETE"] as const) {
        for (const left of Object.keys(owner)) {
          const { [left]: _, ...params } = fresh as Record<string, string>;
          await refused(method, params);
        }
        await refused(method, { ...fresh, other: "1" });
        await refused(method, { ...fresh, [idName.toLowerCase()]: "1" });
        if (name !== "state") await refused(method, { ...fresh, registration: REGISTRATION });
        if (name === "agent profile") await refused(method, { ...fresh, activityId: ACTIVITY });
        if (name === "activity profile") await refused(method, { ...fresh, agent: ADA_TEXT });
      }
      for (const method of ["PUT", "POST"] as const) await refused(method, owner);
      if (name !== "state") await refused("DELETE", owner);
      await refused("DELETE", { ...fresh, since: "2018-06-04T08:00:00Z" });
      await refused("GET", { ...owner, since: "yesterday" });
      await refused("GET", { ...fresh, since: "2018-06-04T08:00:00Z" }, "2.0.0");
    });

    it("is listed when it changed after the instant that is asked, in any offset", async () => {
      await put({ body: "early" });
      const since = ctx.now();
      await vi.waitUntil(() => ctx.now() > since);
      await put({ params: { ...owner, [idName]: "late" }, body: "late" });
      const inParis = `${new Date(Date.parse(since) + 2 * 3_600_000).toISOString().slice(0, -1)}+02:00`;
      for (const [asked, ids] of [
        ["2018-06-04T07:59:59Z", ["bookmark", "late"]],
        [since, ["late"]],
        [inParis, ["late"]],
        ["2018-06-05T00:00:00Z", []],
      ] as const)
        expect(await read({ ...owner, since: asked }), asked).toMatchObject({ status: 200, body: ids });
    });

    it("is for keys with its scope, and for readers to read", async () => {
      await put({ body: "{}", headers: JSON_TYPE });
      const scope = name === "state" ? "state" : "profile";
      for (const held of SCOPES) {
        for (const method of ["GET", "PUT", "POST", "DELETE"] as const) {
          const headers = { ...JSON_TYPE, "if-match": '"never"' };
          const may = held === "all" || held === scope || (held === "all/read" && method === "GET");
          const { status } = await ask(handler, method, {
            params: fresh,
            body: "{}",
            headers,
            scopes: [held],
          });
          expect([held, method, status]).toEqual([held, method, may ? (method === "GET" ? 200 : 412) : 403]);
        }
      }
    });
  });

  it("the three kinds, and documents with and without a registration, are apart", async () => {
    for (const [name, handler, idName, owner] of KINDS)
      await ask(handler, "PUT", { params: { ...owner, [idName]: "one" }, body: name });
    const registered = { activityId: ACTIVITY, agent: ADA_TEXT, stateId: "one", registration: REGISTRATION };
    await ask(state, "PUT", { params: registered, body: "registered" });
    for (const [name, handler, idName, owner] of KINDS)
      expect((await ask(handler, "GET", { params: { ...owner, [idName]: "one" } })).text).toBe(name);
    expect((await ask(state, "GET", { params: registered })).text).toBe("registered");

    const { stateId: _, registration: __, ...around } = registered;
    expect((await ask(state, "GET", { params: around })).body).toEqual(["one"]);
    expect(await ask(state, "DELETE", { params: around })).toMatchObject({ status: 204 });
    expect(await ask(state, "GET", { params: registered })).toMatchObject({ status: 404 });
    for (const [, handler, , owner] of KINDS.slice(1))
      expect((await ask(handler, "GET", { params: owner })).body).toEqual(["one"]);
  });

  const statement = (change: object) => ({
    actor: { ...ADA, name: "Ada" },
    verb: { id: VERBS.completed.id },
    object: { id: ACTIVITY },
    ...change,
  });

  it("a person is what the newest fifty statements call them, wherever they stand in them", async () => {
    const person = (agent: object, scopes: readonly Scope[] = ["all"]) =>
      ask(agents, "GET", { params: { agent: JSON.stringify(agent) }, scopes });
    expect(await person({ ...ADA, name: "Asked" })).toMatchObject({
      status: 200,
      body: { objectType: "Person", name: ["Asked"], mbox: [ADA.mbox] },
    });
    const other = { account: { homePage: "https://example.org", name: "ben" }, name: "Ben" };
    const ids = await send(ctx, key, [
      statement({}),
      statement({ actor: other, object: { objectType: "Agent", ...ADA, name: "Ada L." } }),
      statement({ actor: other, context: { instructor: { ...ADA, name: "Sergeant Ada" } } }),
      statement({ actor: { ...ADA, name: "Mistaken" } }),
      statement({ actor: { objectType: "Group", member: [{ ...ADA, name: "A. Lovelace" }, other] } }),
    ]);
    const names = async () => {
      const { body } = await person(ADA);
      const { name = [], ...rest } = body as { name?: string[] };
      expect(rest).toEqual({ objectType: "Person", mbox: [ADA.mbox] });
      return [...name].sort();
    };
    expect(await names()).toEqual(["A. Lovelace", "Ada", "Ada L.", "Mistaken", "Sergeant Ada"]);

    await send(ctx, key, [
      statement({ verb: { id: VERBS.voided.id }, object: { objectType: "StatementRef", id: ids[3] } }),
    ]);
    expect(await names()).toEqual(["A. Lovelace", "Ada", "Ada L.", "Sergeant Ada"]);

    await send(
      ctx,
      key,
      Array.from({ length: 50 }, () => statement({ actor: { ...ADA, name: "Ada now" } })),
    );
    expect(await names()).toEqual(["Ada now"]);

    expect(await person(other)).toMatchObject({ body: { name: ["Ben"], account: [other.account] } });
    expect(await person({})).toMatchObject({ status: 400 });
    expect(await person({ objectType: "Group", member: [ADA] })).toMatchObject({ status: 400 });
    expect(await ask(agents, "GET", {})).toMatchObject({ status: 400 });
    for (const held of SCOPES) {
      const may = ["statements/read", "profile", "all/read", "all"].includes(held);
      expect([held, (await person(ADA, [held])).status]).toEqual([held, may ? 200 : 403]);
    }
  });

  it("an activity is what statements say it is, or its id alone", async () => {
    const activity = (activityId: string, scopes: readonly Scope[] = ["all"]) =>
      ask(activities, "GET", { params: { activityId }, scopes });
    expect(await activity(ACTIVITY)).toEqual({
      status: 200,
      body: { objectType: "Activity", id: ACTIVITY },
      text: "",
    });
    const defined = (name: object) => statement({ object: { id: ACTIVITY, definition: { name } } });
    await send(ctx, key, [defined({ "en-GB": "One" }), defined({ cy: "Un" })]);
    expect((await activity(ACTIVITY)).body).toEqual({
      objectType: "Activity",
      id: ACTIVITY,
      definition: { name: { "en-GB": "One", cy: "Un" } },
    });
    expect(await activity("not an IRI")).toMatchObject({ status: 400 });
    expect(await ask(activities, "GET", {})).toMatchObject({ status: 400 });
    for (const held of SCOPES) {
      const may = ["statements/read", "define", "profile", "all/read", "all"].includes(held);
      expect([held, (await activity(ACTIVITY, [held])).status]).toEqual([held, may ? 200 : 403]);
    }
  });
});

it("about names the versions that are served, to anyone", async () => {
  expect(await about()).toEqual({
    status: 200,
    body: { version: ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"] },
  });
});
