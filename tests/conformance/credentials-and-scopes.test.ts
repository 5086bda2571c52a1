/** Credentials, scopes, limits of requests (xAPI 1.0.3 Part Three 3.2, 4.0; IEEE 9274.1.1, 4.1.5, 4.1.8). */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { onBothVersions, type Answer, type Lrs } from "./lrs.ts";
import { amends } from "./server.setup.ts";
import {
  activity,
  agent,
  altered,
  iri,
  statement,
  verb,
  voiding,
  type Json,
  type StoredStatement,
} from "./statements.ts";

interface Key {
  readonly name: string;
  readonly key: string;
  readonly secret: string;
  readonly authorization: string;
}

const SCOPES = [
  "statements/write",
  "statements/read/mine",
  "statements/read",
  "state",
  "define",
  "profile",
  "all/read",
  "all",
] as const;
type Scope = (typeof SCOPES)[number];

async function makeKey(...args: string[]): Promise<Key> {
  const name = `conformance ${randomUUID()}`;
  const made = await amends(
    inject("amendsEnvironment"),
    ...["lrs-key", "create", "--name", name, "--format", "json", ...args],
  );
  return JSON.parse(made) as Key;
}

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

/** One request of each kind, in a place of its own. */
const REQUESTS: Readonly<Record<string, (lrs: Lrs) => Promise<Answer>>> = {
  "POST statements": (lrs) => lrs.post(statement()),
  "PUT statements": (lrs) => lrs.put(randomUUID(), statement()),
  "GET statements": (lrs) => lrs.get("/statements", { limit: 1 }),
  "GET state": (lrs) => lrs.get("/activities/state", { activityId: iri(), agent: agent() }),
  "PUT state": (lrs) =>
    lrs.request("PUT", "/activities/state", {
      params: { activityId: iri(), agent: agent(), stateId: "a" },
      json: {},
    }),
  "DELETE state": (lrs) =>
    lrs.request("DELETE", "/activities/state", {
      params: { activityId: iri(), agent: agent(), stateId: "a" },
    }),
  "GET activity profiles": (lrs) => lrs.get("/activities/profile", { activityId: iri() }),
  "PUT activity profiles": (lrs) =>
    lrs.request("PUT", "/activities/profile", { params: { activityId: iri(), profileId: "a" }, json: {} }),
  "DELETE activity profiles": (lrs) =>
    lrs.request("DELETE", "/activities/profile", { params: { activityId: iri(), profileId: "a" } }),
  "GET agent profiles": (lrs) => lrs.get("/agents/profile", { agent: agent() }),
  "PUT agent profiles": (lrs) =>
    lrs.request("PUT", "/agents/profile", { params: { agent: agent(), profileId: "a" }, json: {} }),
  "DELETE agent profiles": (lrs) =>
    lrs.request("DELETE", "/agents/profile", { params: { agent: agent(), profileId: "a" } }),
  "GET agents": (lrs) => lrs.get("/agents", { agent: agent() }),
  "GET activities": (lrs) => lrs.get("/activities", { activityId: iri() }),
};

const writes = (name: string) => name.startsWith("P") || name.startsWith("DELETE");

/** What each scope lets through; the two that nobody says anything about are left out. */
const LETS: Readonly<Record<Scope, (name: string) => boolean>> = {
  "statements/write": (name) => writes(name) && name.endsWith("statements"),
  "statements/read/mine": (name) => name === "GET statements",
  "statements/read": (name) => name === "GET statements",
  state: (name) => name.endsWith("state"),
  define: () => false,
  profile: (name) => name.endsWith("profiles"),
  "all/read": (name) => !writes(name),
  all: () => true,
};
const UNSAID = ["GET agents", "GET activities"];

const keys = new Map<Scope, Key>();
beforeAll(async () => {
  for (const scope of SCOPES) keys.set(scope, await makeKey("--scope", scope));
});
const authorizationOf = (scope: Scope) => keys.get(scope)?.authorization ?? "";

onBothVersions("credentials", (lrs) => {
  const secretText = randomUUID();
  const known = async () => lrs.store(statement({ result: { response: secretText } }));

  it.each(Object.entries(REQUESTS))(
    "%s without a key, and with one that there is not, is 401",
    async (_, ask) => {
      for (const authorization of [null, basic("foo", "bar")]) {
        const answer = (await ask(lrs.withKey(authorization))).is(401);
        expect(answer.header("www-authenticate")).toMatch(/^Basic realm=/);
      }
    },
  );

  it.each([
    ["a colon instead of a space", `Basic:${basic("foo", "bar").slice(6)}`],
    ["what is no base64", "Basic ???"],
    ["no secret", `Basic ${Buffer.from("foo").toString("base64")}`],
    ["an empty user and password", basic("", "")],
    ["another scheme", "Bearer abcdef"],
    ["nothing after the scheme", "Basic"],
  ])("an Authorization header with %s is 401", async (_, authorization) => {
    (await lrs.withKey(authorization).get("/statements")).is(401);
    (await lrs.withKey(authorization).put(randomUUID(), statement())).is(401);
  });

  it("the right key with a wrong secret is 401, and so is the secret of another key", async () => {
    const [one, two] = [keys.get("all"), keys.get("all/read")];
    for (const secret of [
      "",
      "wrong",
      `${one?.secret}x`,
      one?.secret.slice(0, -1),
      two?.secret,
      one?.secret.toUpperCase(),
    ])
      (await lrs.withKey(basic(one?.key ?? "", secret ?? "")).get("/statements")).is(401);
    (await lrs.withKey(basic(one?.key ?? "", one?.secret ?? "")).get("/statements", { limit: 1 })).is(200);
  });

  it("the scheme's name may be in any case", async () => {
    const [, encoded] = authorizationOf("all").split(" ");
    (await lrs.withKey(`basic ${encoded}`).get("/statements", { limit: 1 })).is(200);
  });

  it("nothing is revealed without a key, whether it is there or not", async () => {
    const [id] = await known();
    const nobody = lrs.withKey(null);
    const [there, not] = [
      (await nobody.get("/statements", { statementId: id })).is(401),
      (await nobody.get("/statements", { statementId: randomUUID() })).is(401),
    ];
    expect(there.text).toBe(not.text);
    expect(there.text).not.toContain(secretText);
    (await nobody.get("/statements", { statementId: "wrong" })).is(401);
    (
      await nobody.request("POST", "/statements", {
        body: "{",
        headers: { "Content-Type": "application/json" },
      })
    ).is(401);
  });

  it("nothing is stored without a key", async () => {
    const id = randomUUID();
    (await lrs.withKey(null).put(id, statement())).is(401);
    (await lrs.get("/statements", { statementId: id })).is(404);
  });
});

onBothVersions("scopes", (lrs) => {
  describe.each([...SCOPES])("%s", (scope) => {
    const said = Object.entries(REQUESTS).filter(
      ([name]) => !UNSAID.includes(name) || scope.startsWith("all"),
    );
    it.each(said)("%s", async (name, ask) => {
      const { status, text } = await ask(lrs.withKey(authorizationOf(scope)));
      if (LETS[scope](name)) expect([200, 204]).toContain(status);
      else expect(status, text).toBe(403);
    });
  });

  it("what is refused with 403 reveals nothing and stores nothing", async () => {
    const [id] = await lrs.store(statement());
    const writer = lrs.withKey(authorizationOf("statements/write"));
    const [there, not] = [
      (await writer.get("/statements", { statementId: id })).is(403),
      (await writer.get("/statements", { statementId: randomUUID() })).is(403),
    ];
    expect(there.text).toBe(not.text);
    const other = randomUUID();
    (await lrs.withKey(authorizationOf("all/read")).put(other, statement())).is(403);
    (await lrs.get("/statements", { statementId: other })).is(404);
  });

  describe("statements/read/mine", () => {
    let both: Lrs;
    beforeAll(async () => {
      both = lrs.withKey((await makeKey("--scope", "statements/write,statements/read/mine")).authorization);
    });

    it("reads what the key brought and nothing else", async () => {
      const met = verb();
      const [own = ""] = await both.store(statement({ verb: met }));
      const [others = ""] = await lrs.store(statement({ verb: met }));
      expect(await both.found({ verb: met.id })).toEqual([own]);
      expect((await both.read(own)).id).toBe(own);
      (await both.get("/statements", { statementId: others })).is(404);
      expect(await lrs.found({ verb: met.id })).toEqual([others, own]);
    });

    it("also on further pages, and through another's more", async () => {
      const met = verb();
      const own = await both.store(...Array.from({ length: 3 }, () => statement({ verb: met })));
      const others = await lrs.store(...Array.from({ length: 3 }, () => statement({ verb: met })));
      const { more } = await both.search({ verb: met.id, limit: 1 });
      const next = (await both.more(more)).is(200).json as { statements: StoredStatement[] };
      expect(next.statements.map((one) => one.id)).toEqual([own[1]]);
      const wide = await lrs.search({ verb: met.id, limit: 1 });
      const through = (await both.more(wide.more)).is(200).json as { statements: StoredStatement[] };
      for (const one of through.statements) expect(others).not.toContain(one.id);
    });

    it("a conflict with another's statement does not show it", async () => {
      const [taken = ""] = await lrs.store(statement({ result: { response: "hidden" } }));
      const answer = (await both.post(statement({ id: taken }))).is(409);
      expect(answer.text).not.toContain("hidden");
    });
  });

  describe("authority and voiding", () => {
    it("authority is the key that brought the statement", async () => {
      const { authorization, name } = keys.get("all") ?? { authorization: "", name: "" };
      const [id = ""] = await lrs.withKey(authorization).store(statement());
      expect((await lrs.read(id)).authority).toMatchObject({ account: { name } });
    });

    it("only who brought a statement may void it", async () => {
      const other = lrs.withKey(authorizationOf("all"));
      const [id = ""] = await lrs.store(statement());
      (await other.post(voiding(id))).is(403);
      (await lrs.get("/statements", { statementId: id })).is(200);
      await lrs.store(voiding(id));
      (await lrs.get("/statements", { statementId: id })).is(404);
    });
  });

  it("define: without it, what statements say of activities changes no definition", async () => {
    const what = activity();
    await lrs.store(statement({ object: what }));
    const other = altered(what, "definition.name", { "en-GB": "Another name" });
    await lrs.withKey(authorizationOf("statements/write")).store(statement({ object: other }));
    const read = async () => (await lrs.get("/activities", { activityId: what.id })).is(200).json as Json;
    expect(await read()).toEqual(what);
    const definer = lrs.withKey(
      (await makeKey("--scope", "statements/write", "--scope", "define")).authorization,
    );
    await definer.store(statement({ object: other }));
    expect(((await read()).definition as { name: Json }).name).toMatchObject({ "en-GB": "Another name" });
  });
});

onBothVersions("an administrator", (lrs) => {
  const command = (...args: string[]) => amends(inject("amendsEnvironment"), "lrs-key", ...args);

  it("revokes a key at once, and its statements stay", async () => {
    const { name, authorization } = await makeKey("--scope", "all");
    const mine = lrs.withKey(authorization);
    const [id = ""] = await mine.store(statement());
    await command("revoke", name);
    (await mine.get("/statements", { statementId: id })).is(401);
    expect((await lrs.read(id)).authority).toMatchObject({ account: { name } });
  });

  it("limits a key's requests, which then say when to try again, and lifts the limit", async () => {
    const { name, authorization } = await makeKey("--scope", "all", "--per-minute", "3");
    const mine = lrs.withKey(authorization);
    for (let count = 0; count < 3; count += 1) (await mine.get("/statements", { limit: 1 })).is(200);
    const answer = (await mine.get("/statements", { limit: 1 })).is(429);
    expect(Number(answer.header("retry-after"))).toBeGreaterThan(0);
    expect(Number(answer.header("retry-after"))).toBeLessThanOrEqual(60);
    (await lrs.get("/statements", { limit: 1 })).is(200);
    await command("limit", name, "none");
    for (let count = 0; count < 10; count += 1) (await mine.get("/statements", { limit: 1 })).is(200);
  });

  it("is shown the names, never the secrets", async () => {
    const { name, secret } = await makeKey("--scope", "state");
    const listed = await command("list", "--format", "json");
    expect(listed).toContain(name);
    expect(listed).not.toContain(secret);
  });
});
