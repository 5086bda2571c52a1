/** Versions, headers, methods and HEAD (xAPI 1.0.3 Part Three 1.1, 1.2, 3.2, 3.3; IEEE 9274.1.1, 4.1.1, 4.1.5, 4.1.7). */
import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { describe, expect, inject, it } from "vitest";
import { Lrs, onBothVersions, queryOf, VERSIONS, type Parameters, type Version } from "./lrs.ts";
import { ALLOWED_ORIGIN } from "./server.setup.ts";
import { agent, iri, statement } from "./statements.ts";

const VERSION = "X-Experience-API-Version";

/** Every resource that needs a version, with parameters by which it answers. */
const RESOURCES: Readonly<Record<string, () => Parameters>> = {
  "/statements": () => ({ limit: 1 }),
  "/activities": () => ({ activityId: iri("activity") }),
  "/agents": () => ({ agent: agent() }),
  "/activities/state": () => ({ activityId: iri("activity"), agent: agent() }),
  "/activities/profile": () => ({ activityId: iri("activity") }),
  "/agents/profile": () => ({ agent: agent() }),
};
const RESOURCE_ROWS = Object.entries(RESOURCES);
const SERVED: readonly (readonly [asked: string, served: Version])[] = [
  ["1.0", "1.0.3"],
  ["1.0.0", "1.0.3"],
  ["1.0.1", "1.0.3"],
  ["1.0.2", "1.0.3"],
  ["1.0.3", "1.0.3"],
  ["1.0.9", "1.0.3"],
  ["2.0", "2.0.0"],
  ["2.0.0", "2.0.0"],
  ["2.0.1", "2.0.0"],
];
const REFUSED = [
  "0.8",
  "0.9",
  "0.95",
  "1",
  "1.1",
  "1.1.0",
  "2",
  "2.1.0",
  "3.0.0",
  "10.0.3",
  "1.0.x",
  "v1.0.3",
  "latest",
  "",
];

describe("versions (3.3; 4.1.7)", () => {
  const lrs = new Lrs("1.0.3");

  describe.each(RESOURCE_ROWS)("%s", (path, params) => {
    it.each(SERVED)("asked for %s is served as %s, and says so", async (asked, served) => {
      const answer = (await lrs.get(path, params(), { [VERSION]: asked })).is(200);
      expect(answer.header(VERSION)).toBe(served);
    });

    it.each([null, ...REFUSED])("asked for %j is refused with 400 and why", async (asked) => {
      const answer = (await lrs.get(path, params(), { [VERSION]: asked })).is(400);
      expect(answer.text).toMatch(/version/i);
      expect(VERSIONS).toContain(answer.header(VERSION));
    });

    it("without a version and without a key is 400, as the specification names no other code", async () => {
      const answer = await lrs.withKey(null).get(path, params(), { [VERSION]: null });
      expect([400, 401]).toContain(answer.status);
    });
  });

  it.each(["PUT", "POST"])(
    "a statement by %s without a version is refused and not stored",
    async (method) => {
      const id = randomUUID();
      const params: Parameters = method === "PUT" ? { statementId: id } : {};
      const json = statement({ id });
      (await lrs.request(method, "/statements", { params, json, headers: { [VERSION]: null } })).is(400);
      (await lrs.get("/statements", { statementId: id })).is(404);
    },
  );

  it("a statement of one version is read in the other, unchanged", async () => {
    for (const [writer, reader] of [
      ["1.0.3", "2.0.0"],
      ["2.0.0", "1.0.3"],
    ] as const) {
      const sent = statement({ timestamp: "2018-06-04T09:14:00.000Z" });
      const [id = ""] = await new Lrs(writer).store(sent);
      const kept = await new Lrs(reader).read(id);
      expect(kept).toMatchObject(sent);
      expect(kept.version).toBe(writer === "1.0.3" ? "1.0.0" : "2.0.0");
    }
  });
});

onBothVersions("every answer names its version", (lrs) => {
  it.each([
    ["200", () => lrs.get("/statements", { limit: 1 })],
    ["204", () => lrs.put(randomUUID(), statement())],
    ["400", () => lrs.get("/statements", { foo: "bar" })],
    ["401", () => lrs.withKey(null).get("/statements")],
    ["404", () => lrs.get("/statements", { statementId: randomUUID() })],
    ["404 of no resource", () => lrs.get("/nowhere")],
    ["405", () => lrs.request("DELETE", "/statements")],
  ])("%s", async (_, ask) => {
    expect((await ask()).header(VERSION)).toBe(lrs.version);
  });
});

onBothVersions("HEAD is GET without its body (1.1)", (lrs) => {
  it.each([...RESOURCE_ROWS, ["/about", () => ({})] as const])("%s", async (path, params) => {
    const asked = params();
    const [head, whole] = [await lrs.request("HEAD", path, { params: asked }), await lrs.get(path, asked)];
    head.is(200);
    expect(head.bytes).toHaveLength(0);
    expect(head.header("content-type")).toBe(whole.header("content-type"));
    expect(head.header(VERSION)).toBe(whole.header(VERSION));
  });

  it("refuses what GET refuses, with the same status", async () => {
    expect((await lrs.request("HEAD", "/statements", { params: { foo: "bar" } })).status).toBe(400);
    expect((await lrs.request("HEAD", "/statements", { params: { statementId: randomUUID() } })).status).toBe(
      404,
    );
    expect((await lrs.withKey(null).request("HEAD", "/statements")).status).toBe(401);
    for (const path of ["/activities", "/agents"]) (await lrs.request("HEAD", path)).is(400);
  });

  it("answers for one statement as GET does", async () => {
    const [id = ""] = await lrs.store(statement());
    const [head, whole] = [
      await lrs.request("HEAD", "/statements", { params: { statementId: id } }),
      await lrs.get("/statements", { statementId: id }),
    ];
    expect(head.is(200).bytes).toHaveLength(0);
    expect(head.header("last-modified")).toBe(whole.header("last-modified"));
  });
});

/** What fetch does not send: a body with GET. */
function getWithBody(lrs: Lrs, path: string, params: Parameters, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      `${inject("xapiEndpoint")}${path}?${queryOf(params)}`,
      {
        method: "GET",
        headers: {
          Authorization: inject("xapiAuthorization"),
          [VERSION]: lrs.version,
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(body),
        },
      },
      (answer) => {
        answer.resume();
        answer.once("end", () => resolve(answer.statusCode ?? 0));
      },
    );
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

onBothVersions("requests", (lrs) => {
  it.each(RESOURCE_ROWS)("a body that comes with GET %s is passed over", async (path, params) => {
    expect(await getWithBody(lrs, path, params(), '{"any":"thing"}')).toBe(200);
  });

  it.each([
    ["/statements", ["DELETE", "PATCH"]],
    ["/activities", ["PUT", "POST", "DELETE"]],
    ["/agents", ["PUT", "POST", "DELETE"]],
    ["/about", ["PUT", "POST", "DELETE"]],
    ["/activities/state", ["PATCH"]],
  ])("%s is 405 for the methods that it has not, and says which it has (3.2)", async (path, methods) => {
    const params = RESOURCES[path]?.() ?? {};
    for (const method of methods) {
      const answer = (await lrs.request(method, path, { params })).is(405);
      expect(answer.header("allow")).toMatch(/GET/);
      expect(answer.header("allow")).not.toContain(method);
    }
  });

  it.each(["/nowhere", "/statements/nowhere", "/activities/nowhere", "/agents/profile/nowhere", "/"])(
    "%s is 404",
    async (path) => {
      (await lrs.get(path)).is(404);
    },
  );

  it("a parameter whose encoding is broken does no harm", async () => {
    const answer = await lrs.request("GET", "/statements?verb=%E0%A4%A");
    expect(answer.status).toBe(400);
  });

  it("a refusal is said in words, without a trace of the program", async () => {
    const answer = (await lrs.post({ actor: {} })).is(400);
    expect(answer.text).not.toMatch(/\bat .*\.(ts|js):\d+/);
    expect(answer.header("content-type")).toMatch(/^(application\/json|text\/plain)/);
  });
});

onBothVersions("other sites' pages (CORS)", (lrs) => {
  const preflight = (origin: string) =>
    lrs.withKey(null).request("OPTIONS", "/statements", {
      headers: {
        [VERSION]: null,
        Origin: origin,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "authorization,content-type,if-match,x-experience-api-version",
      },
    });

  it("may ask when their origin is configured", async () => {
    const answer = await preflight(ALLOWED_ORIGIN);
    expect(answer.status).toBe(204);
    expect(answer.header("access-control-allow-origin")).toBe(ALLOWED_ORIGIN);
    expect(answer.header("access-control-allow-methods")).toMatch(/PUT/);
    for (const name of ["authorization", "content-type", "if-match", "if-none-match", VERSION])
      expect(answer.header("access-control-allow-headers")?.toLowerCase()).toContain(name.toLowerCase());
    const real = await lrs.get("/statements", { limit: 1 }, { Origin: ALLOWED_ORIGIN });
    expect(real.is(200).header("access-control-allow-origin")).toBe(ALLOWED_ORIGIN);
    for (const name of ["etag", "last-modified", VERSION, "X-Experience-API-Consistent-Through"])
      expect(real.header("access-control-expose-headers")?.toLowerCase()).toContain(name.toLowerCase());
  });

  it("may not when it is another, nor may any bring cookies", async () => {
    const answer = await preflight("https://evil.example");
    expect(answer.header("access-control-allow-origin")).toBeNull();
    const real = await lrs.get("/statements", { limit: 1 }, { Origin: "https://evil.example" });
    expect(real.header("access-control-allow-origin")).toBeNull();
    expect((await preflight(ALLOWED_ORIGIN)).header("access-control-allow-credentials")).toBeNull();
  });

  it("see why they were refused", async () => {
    const refused = await lrs.withKey(null).get("/statements", {}, { Origin: ALLOWED_ORIGIN });
    expect(refused.is(401).header("access-control-allow-origin")).toBe(ALLOWED_ORIGIN);
  });
});
