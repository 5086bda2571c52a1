/** Documents, at the services that the endpoint calls, on both databases. */
import { beforeEach, expect, it, vi } from "vitest";
import type { Context } from "#app/services/context.server.ts";
import {
  listDocuments,
  mergeDocument,
  putDocument,
  readDocument,
  removeDocument,
  removeDocuments,
  type About,
  type Preconditions,
} from "#app/services/ledger/documents.server.ts";
import { onBothDatabases } from "./databases.ts";

const STATE: About = {
  kind: "state",
  activityId: "https://example.org/activity",
  agent: { mbox: "mailto:ada@example.org" },
  registration: null,
};
const REGISTRATION = "0f6a1a3e-7a45-4b3c-9a3f-2d4b5c6d7e8f";
const NONE: Preconditions = { ifMatch: null, ifNoneMatch: null };

onBothDatabases("documents", (open) => {
  let ctx: Context;
  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04" });
  });
  const json = (value: unknown) => ({
    contentType: "application/json",
    content: Buffer.from(JSON.stringify(value)),
  });
  const change = (documentId: string, preconditions = NONE, about = STATE, version = "1.0.3" as const) => ({
    about,
    documentId,
    version,
    preconditions,
  });
  const read = async (id: string, about = STATE) => {
    const found = await readDocument(ctx, about, id);
    return found && (JSON.parse(found.content.toString("utf8")) as Record<string, unknown>);
  };

  it("come back byte for byte, with their type and the tag of their content", async () => {
    const content = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
    await putDocument(ctx, change("bytes"), { contentType: "image/png; odd=yes", content });
    const found = await readDocument(ctx, STATE, "bytes");
    expect(found?.content.equals(content)).toBe(true);
    expect(found).toMatchObject({
      contentType: "image/png; odd=yes",
      etag: "4916d6bdb7f78e6803698cab32d1586ea457dfc8",
    });
  });

  it("lose nothing when twenty merge at once", async () => {
    await putDocument(ctx, change("shared"), json({ first: true }));
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => mergeDocument(ctx, change("shared"), json({ [`by${at}`]: at }))),
    );
    expect(Object.keys((await read("shared")) ?? {})).toHaveLength(21);
  });

  it("are made by one of twenty who each want to be first", async () => {
    const first = { ifMatch: null, ifNoneMatch: "*" } as const;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) => putDocument(ctx, change("once", first), json({ at }))),
    );
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of outcomes)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "precondition-failed" });
  });

  it("are replaced only by whoever has read what is there", async () => {
    await putDocument(ctx, change("count"), json({ count: 0 }));
    const countUp = async (): Promise<void> => {
      const found = await readDocument(ctx, STATE, "count");
      const { count } = JSON.parse(found?.content.toString("utf8") ?? "{}") as { count: number };
      const precondition = { ifMatch: [found?.etag ?? ""], ifNoneMatch: null };
      try {
        await putDocument(ctx, change("count", precondition), json({ count: count + 1 }));
      } catch (error) {
        if ((error as { code?: string }).code !== "precondition-failed") throw error;
        await countUp();
      }
    };
    await Promise.all(Array.from({ length: 20 }, countUp));
    expect(await read("count")).toEqual({ count: 20 });
  });

  it("must be named by their tag where the version demands it", async () => {
    const profile: About = { ...STATE, kind: "agent-profile", activityId: null };
    for (const [about, version, demanded] of [
      [STATE, "1.0.3", false],
      [STATE, "2.0.0", true],
      [profile, "1.0.3", true],
      [profile, "2.0.0", true],
    ] as const) {
      const id = `demanded ${version}`;
      const asked = { ...change(id, NONE, about), version };
      await putDocument(ctx, asked, json({ a: 1 }));
      const again = putDocument(ctx, asked, json({ a: 2 }));
      if (demanded) await expect(again).rejects.toMatchObject({ code: "conflict" });
      else await again;
      expect(await read(id, about)).toEqual({ a: demanded ? 1 : 2 });
    }
  });

  it("are merged only as JSON objects, and stay as they were otherwise", async () => {
    const text = { contentType: "text/plain", content: Buffer.from("words") };
    await putDocument(ctx, change("object"), json({ a: 1, b: { c: 1 } }));
    await putDocument(ctx, change("text"), text);
    await mergeDocument(ctx, change("object"), json({ b: { d: 2 } }));
    expect(await read("object")).toEqual({ a: 1, b: { d: 2 } });
    for (const [id, document] of [
      ["object", text],
      ["object", json([1])],
      ["object", { contentType: "application/json", content: Buffer.from("{") }],
      ["text", json({ a: 1 })],
      ["new", json("a string")],
    ] as const)
      await expect(mergeDocument(ctx, change(id), document), id).rejects.toMatchObject({ code: "bad-input" });
    expect(await read("object")).toEqual({ a: 1, b: { d: 2 } });
    expect(await readDocument(ctx, STATE, "new")).toBeNull();
  });

  it("are gone or new when all are deleted while one is merged, and never what they were", async () => {
    for (let round = 0; round < 20; round += 1) {
      await putDocument(ctx, change("merged"), json({ old: round }));
      await Promise.all([
        mergeDocument(ctx, change("merged"), json({ fresh: round })),
        removeDocuments(ctx, STATE),
      ]);
      expect([null, { fresh: round }]).toContainEqual(await read("merged"));
    }
  });

  it("are merged however deep they are, or refused and left as they were", async () => {
    const deep = `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const document = { contentType: "application/json", content: Buffer.from(deep) };
    await mergeDocument(ctx, change("deep"), document);
    await expect(mergeDocument(ctx, change("deep"), json({ b: 1 }))).rejects.toMatchObject({
      code: "bad-input",
    });
    expect((await readDocument(ctx, STATE, "deep"))?.content.toString("utf8")).toBe(deep);
  });

  it("are listed by what they belong to, since when they changed, and deleted one or all", async () => {
    const registered: About = { ...STATE, registration: REGISTRATION };
    const other: About = { ...STATE, agent: { mbox: "mailto:ben@example.org" } };
    await putDocument(ctx, change("early"), json({}));
    const since = ctx.now();
    await vi.waitUntil(() => ctx.now() > since);
    await putDocument(ctx, change("late"), json({}));
    await putDocument(ctx, change("registered", NONE, registered), json({}));
    await putDocument(ctx, change("other", NONE, other), json({}));
    const ids = async (about: About, from: string | null = null) =>
      (await listDocuments(ctx, about, from)).ids;
    expect(await ids(STATE)).toEqual(["early", "late", "registered"]);
    expect(await ids(registered)).toEqual(["registered"]);
    expect(await ids(STATE, since)).toEqual(["late", "registered"]);
    await removeDocument(ctx, change("late"));
    await removeDocument(ctx, change("never there"));
    expect(await ids(STATE)).toEqual(["early", "registered"]);
    await removeDocuments(ctx, registered);
    expect(await ids(STATE)).toEqual(["early"]);
    await removeDocuments(ctx, STATE);
    expect(await ids(STATE)).toEqual([]);
    expect(await ids(other)).toEqual(["other"]);
  });
});
