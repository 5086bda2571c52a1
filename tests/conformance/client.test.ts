/** The endpoint as a public client sees it: @xapi/xapi, with an adapter that keeps the status and the bytes. */
import { createHash, randomUUID } from "node:crypto";
import XAPI, { type Agent, type Statement } from "@xapi/xapi";
import { describe, expect, inject, it } from "vitest";
import { VERSIONS } from "./lrs.ts";
import { iri, mbox } from "./statements.ts";

interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers?: Record<string, string>;
  readonly data?: unknown;
}

class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What the client sends, over fetch; what is not 2xx is thrown with its status. */
async function adapter<T>({ url, method, headers = {}, data }: Asked) {
  const body =
    data === undefined || typeof data === "string" || data instanceof Blob ? data : JSON.stringify(data);
  const response = await fetch(url, { method, headers, body: body as BodyInit | undefined });
  const text = Buffer.from(await response.arrayBuffer()).toString("utf8");
  if (!response.ok) throw new Refused(response.status, text);
  const json = response.headers.get("content-type")?.startsWith("application/json");
  return {
    data: (json && text !== "" ? JSON.parse(text) : text) as T,
    headers: Object.fromEntries(response.headers),
    status: response.status,
  };
}

/** Without an adapter of its own it has the client's, which loses the status. */
function client(version: string, own: typeof adapter | "fetch" = adapter): XAPI {
  return new XAPI({
    endpoint: `${inject("xapiEndpoint")}/`,
    auth: inject("xapiAuthorization"),
    // The client's type ends with 1.0.3; what it sends is only this header.
    version: version as "1.0.3",
    adapter: own,
  });
}

const somebody = (): Agent => ({ objectType: "Agent", name: "Robin Vale", mbox: mbox() });

function met(changes: Partial<Statement> = {}): Statement {
  return {
    id: randomUUID(),
    actor: somebody(),
    verb: { id: iri("verb"), display: { en: "met" } },
    object: {
      objectType: "Activity",
      id: iri("activity"),
      definition: { name: { en: "A meeting" }, description: { en: "Both came." } },
    },
    ...changes,
  };
}

const statusOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 200,
    (error: unknown) => (error instanceof Refused ? error.status : String(error)),
  );

describe.each(VERSIONS)("@xapi/xapi, xAPI %s", (version) => {
  const xapi = client(version);

  it("reads about", async () => {
    const { data } = await xapi.getAbout();
    expect(data.version).toContain(version);
  });

  describe("statements", () => {
    it("sends one and reads it", async () => {
      const sent = met({ result: { score: { scaled: 0.5 }, success: true, duration: "PT4M" } });
      expect((await xapi.sendStatement({ statement: sent })).data).toEqual([sent.id]);
      const { data } = await xapi.getStatement({ statementId: sent.id ?? "" });
      expect(data).toMatchObject(sent);
    });

    it("sends several, and finds them by each filter", async () => {
      const [one, two] = [met(), met()];
      const registration = randomUUID();
      const sent = [
        { ...one, context: { registration } },
        { ...two, verb: one.verb },
      ] as Statement[];
      expect((await xapi.sendStatements({ statements: sent })).data).toEqual([one.id, two.id]);
      const found = async (params: Parameters<XAPI["getStatements"]>[0]) =>
        (await xapi.getStatements({ ...params, attachments: false })).data.statements.map(({ id }) => id);
      expect(await found({ verb: one.verb.id, ascending: true })).toEqual([one.id, two.id]);
      expect(await found({ verb: one.verb.id, limit: 1 })).toEqual([two.id]);
      expect(await found({ agent: one.actor as Agent })).toEqual([one.id]);
      expect(await found({ activity: (two.object as { id: string }).id })).toEqual([two.id]);
      expect(await found({ registration })).toEqual([one.id]);
      const { data } = await xapi.getStatement({ statementId: one.id ?? "" });
      expect(await found({ verb: one.verb.id, until: data.stored as string })).toContain(one.id);
      expect(await found({ agent: one.actor as Agent, since: data.stored as string })).toEqual([]);
    });

    it("follows more", async () => {
      const first = met();
      const all = [first, ...Array.from({ length: 4 }, () => met({ verb: first.verb }))];
      await xapi.sendStatements({ statements: all });
      const page = (await xapi.getStatements({ verb: first.verb.id, limit: 2, ascending: true })).data;
      const ids = page.statements.map(({ id }) => id);
      for (let { more } = page; more !== "";) {
        const next = (await xapi.getMoreStatements({ more })).data as typeof page;
        ids.push(...next.statements.map(({ id }) => id));
        more = next.more;
      }
      expect(ids).toEqual(all.map(({ id }) => id));
    });

    it("sends an attachment and reads it back", async () => {
      const content = new TextEncoder().encode("here is a simple attachment").buffer;
      const sent = met({
        attachments: [
          {
            usageType: "https://example.org/usage/notes",
            display: { en: "Notes" },
            contentType: "text/plain",
            length: content.byteLength,
            sha2: createHash("sha256").update(new Uint8Array(content)).digest("hex"),
          },
        ],
      });
      expect((await xapi.sendStatement({ statement: sent, attachments: [content] })).data).toEqual([sent.id]);
      const { data } = await xapi.getStatement({ statementId: sent.id ?? "", attachments: true });
      expect(data[0]).toMatchObject(sent);
      expect(data[1]).toBe("here is a simple attachment");
    });

    it("voids one", async () => {
      const sent = met();
      await xapi.sendStatement({ statement: sent });
      await xapi.voidStatement({ actor: somebody(), statementId: sent.id ?? "" });
      expect(await statusOf(xapi.getStatement({ statementId: sent.id ?? "" }))).toBe(404);
      const { data } = await xapi.getVoidedStatement({ voidedStatementId: sent.id ?? "" });
      expect(data).toMatchObject(sent);
    });

    it("voids several", async () => {
      const sent = [met(), met()];
      await xapi.sendStatements({ statements: sent });
      const statementIds = sent.map(({ id }) => id ?? "");
      await xapi.voidStatements({ actor: somebody(), statementIds });
      for (const statementId of statementIds)
        expect(await statusOf(xapi.getStatement({ statementId }))).toBe(404);
    });

    it("hears of a conflict and of a statement that is not one", async () => {
      const sent = met();
      await xapi.sendStatement({ statement: sent });
      expect(await statusOf(xapi.sendStatement({ statement: sent }))).toBe(200);
      expect(await statusOf(xapi.sendStatement({ statement: met({ id: sent.id }) }))).toBe(409);
      expect(await statusOf(xapi.sendStatement({ statement: met({ verb: { id: "met" } }) }))).toBe(400);
    });
  });

  it("reads an agent and an activity", async () => {
    const sent = met();
    await xapi.sendStatement({ statement: sent });
    const person = (await xapi.getAgent({ agent: sent.actor as Agent })).data;
    expect(person).toMatchObject({ objectType: "Person", name: ["Robin Vale"] });
    const activityId = (sent.object as { id: string }).id;
    expect((await xapi.getActivity({ activityId })).data).toEqual(sent.object);
  });

  describe("documents", () => {
    it("keeps state", async () => {
      const around = { agent: somebody(), activityId: iri("activity") };
      const state = { ...around, stateId: "bookmark" };
      await xapi.createState({ ...state, state: { page: 1, seen: ["a"] } });
      await xapi.createState({ ...state, state: { page: 2 } });
      const kept = await xapi.getState(state);
      expect(kept.data).toEqual({ page: 2, seen: ["a"] });
      const etag = String(kept.headers.etag);
      await xapi.setState({ ...state, state: { page: 3 }, etag, matchHeader: "If-Match" });
      const late = { etag, matchHeader: "If-Match" } as const;
      expect(await statusOf(xapi.setState({ ...state, state: { page: 4 }, ...late }))).toBe(412);
      expect((await xapi.getState(state)).data).toEqual({ page: 3 });
      expect((await xapi.getStates(around)).data).toEqual(["bookmark"]);
      await xapi.deleteState(state);
      expect(await statusOf(xapi.getState(state))).toBe(404);
      await xapi.createState({ ...state, state: {} });
      await xapi.deleteStates(around);
      expect((await xapi.getStates(around)).data).toEqual([]);
    });

    it("keeps state for a registration apart", async () => {
      const state = { agent: somebody(), activityId: iri("activity"), stateId: "bookmark" };
      const registration = randomUUID();
      await xapi.createState({ ...state, registration, state: { page: 1 } });
      expect(await statusOf(xapi.getState(state))).toBe(404);
      expect((await xapi.getState({ ...state, registration })).data).toEqual({ page: 1 });
    });

    it("keeps profiles of agents", async () => {
      const agent = somebody();
      const profile = { agent, profileId: "wishes" };
      await xapi.createAgentProfile({ ...profile, profile: { language: "cy" } });
      await xapi.createAgentProfile({ ...profile, profile: { large: true } });
      const kept = await xapi.getAgentProfile(profile);
      expect(kept.data).toEqual({ language: "cy", large: true });
      const match = { etag: String(kept.headers.etag), matchHeader: "If-Match" } as const;
      await xapi.setAgentProfile({ ...profile, profile: { language: "en" }, ...match });
      expect(await statusOf(xapi.setAgentProfile({ ...profile, profile: {}, ...match }))).toBe(412);
      const first = { etag: "*", matchHeader: "If-None-Match" } as const;
      expect(await statusOf(xapi.setAgentProfile({ ...profile, profile: {}, ...first }))).toBe(412);
      expect((await xapi.getAgentProfiles({ agent })).data).toEqual(["wishes"]);
      await xapi.deleteAgentProfile(profile);
      expect((await xapi.getAgentProfiles({ agent })).data).toEqual([]);
    });

    it("keeps profiles of activities", async () => {
      const activityId = iri("activity");
      const profile = { activityId, profileId: "settings" };
      const first = { etag: "*", matchHeader: "If-None-Match" } as const;
      await xapi.setActivityProfile({ ...profile, profile: "text", contentType: "text/plain", ...first });
      expect((await xapi.getActivityProfile(profile)).data).toBe("text");
      expect(await statusOf(xapi.createActivityProfile({ ...profile, profile: { a: 1 } }))).toBe(400);
      const since = new Date(Date.now() - 60_000).toISOString();
      expect((await xapi.getActivityProfiles({ activityId, since })).data).toEqual(["settings"]);
      await xapi.deleteActivityProfile(profile);
      expect(await statusOf(xapi.getActivityProfile(profile))).toBe(404);
    });
  });

  it("its own fetch adapter works too", async () => {
    const own = client(version, "fetch");
    const sent = met();
    expect((await own.sendStatement({ statement: sent })).data).toEqual([sent.id]);
    expect((await own.getStatement({ statementId: sent.id ?? "" })).data).toMatchObject(sent);
    await expect(own.getStatement({ statementId: randomUUID() })).rejects.toBeDefined();
  });
});
