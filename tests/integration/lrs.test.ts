/** Storing and finding statements, at the services that the endpoint calls, on both databases. */
import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import type { Context } from "#app/services/context.server.ts";
import type { LrsKey } from "#app/services/ledger/keys.server.ts";
import { MORE_PATH, moreStatements, readStatement } from "#app/services/ledger/read-statements.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { find, makeKey, send, type Found } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";

const EXAMPLE = "https://example.org";
const SHOWN = { format: "exact", attachments: false, languages: [] } as const;
const ada = { mbox: "mailto:ada@example.org" };
const ben = { account: { homePage: EXAMPLE, name: "ben" } };

function statement(change: object = {}) {
  return {
    id: randomUUID(),
    actor: ada,
    verb: { id: VERBS.completed.id },
    object: { id: `${EXAMPLE}/activities/one` },
    timestamp: "2018-06-01T10:00:00.000Z",
    ...change,
  };
}
const about = (id: string, change: object = {}) =>
  statement({ object: { objectType: "StatementRef", id }, ...change });
const voiding = (id: string) => about(id, { verb: { id: VERBS.voided.id } });
const ids = (found: { statements: readonly Found[] }) => found.statements.map((one) => one.id);

onBothDatabases("the record store", (open) => {
  let ctx: Context;
  let key: LrsKey;
  const read = (id: string, voided = false) => readStatement(ctx, key, id, voided, SHOWN);
  const agrees = async () => expect((await replayCheck(ctx)).disagreements).toEqual([]);

  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04" });
    key = await makeKey(ctx);
  });

  it("takes a batch whole or not at all, and the same statement again", async () => {
    const [one, two] = [statement(), statement({ actor: ben })];
    expect(await send(ctx, key, [one, two])).toEqual([one.id, two.id]);
    expect(await send(ctx, key, [two, one])).toEqual([two.id, one.id]);
    for (const [batch, code] of [
      [[statement(), { ...one, verb: { id: VERBS.failed.id } }], "conflict"],
      [[statement(), { ...statement(), actor: {} }], "bad-input"],
      [[statement(), statement(), one, one], "bad-input"],
    ] as const)
      await expect(send(ctx, key, batch)).rejects.toMatchObject({ code });
    expect(ids(await find(ctx, key, {}))).toEqual([two.id, one.id]);
    await agrees();
  });

  it("sets what the sender may not, keeps what it said, and numbers without a gap", async () => {
    const { id, timestamp: _, ...rest } = statement({ stored: "2001-01-01T00:00:00Z", authority: ben });
    await send(ctx, key, [{ id, ...rest, context: { contextActivities: { parent: { id: EXAMPLE } } } }]);
    const stored = JSON.parse((await read(id))?.json ?? "{}") as Found & { timestamp: string };
    expect(stored).toMatchObject({
      id,
      version: "1.0.0",
      authority: {
        objectType: "Agent",
        account: { homePage: `${ctx.config.iriBase}/lrs-keys`, name: key.name },
      },
      context: { contextActivities: { parent: [{ id: EXAMPLE }] } },
    });
    expect(stored.stored > "2018-06-04").toBe(true);
    expect(stored.timestamp).toBe(stored.stored);
    await send(ctx, key, [statement()], "2.0.0");
    await expect(send(ctx, key, [statement({ actor: {} })])).rejects.toThrow();
    await send(ctx, key, [statement()]);
    const seqs = await ctx.read.selectFrom("statement").select("seq").orderBy("seq").execute();
    expect(seqs.map((row) => row.seq)).toEqual([1, 2, 3]);
  });

  it("finds by every parameter, and by all of them together", async () => {
    const registration = randomUUID();
    const team = { objectType: "Group", name: "Team", member: [ben] };
    const parent = `${EXAMPLE}/activities/parent`;
    const all = [
      statement(),
      statement({ actor: ben, verb: { id: VERBS.failed.id } }),
      statement({ context: { registration, team } }),
      statement({ actor: team, context: { contextActivities: { parent: [{ id: parent }] } } }),
      statement({ object: { objectType: "Agent", ...ben } }),
      statement({
        object: {
          objectType: "SubStatement",
          actor: ben,
          verb: { id: VERBS.failed.id },
          object: { objectType: "Activity", id: parent },
        },
      }),
    ];
    await send(ctx, key, all);
    const found = async (query: Parameters<typeof find>[2]) =>
      ids(await find(ctx, key, { ascending: true, ...query })).map((id) =>
        all.findIndex((one) => one.id === id),
      );
    const one = `${EXAMPLE}/activities/one`;
    expect(await found({})).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await found({ agent: ben })).toEqual([1, 3, 4]);
    expect(await found({ agent: ben, relatedAgents: true })).toEqual([1, 2, 3, 4, 5]);
    expect(await found({ agent: { mbox: "mailto:nobody@example.org" } })).toEqual([]);
    expect(await found({ activity: one })).toEqual([0, 1, 2, 3]);
    expect(await found({ activity: parent })).toEqual([]);
    expect(await found({ activity: parent, relatedActivities: true })).toEqual([3, 5]);
    expect(await found({ verb: VERBS.failed.id })).toEqual([1]);
    expect(await found({ registration })).toEqual([2]);
    expect(await found({ registration, agent: ben })).toEqual([]);
    expect(await found({ registration, agent: ben, relatedAgents: true, activity: one })).toEqual([2]);
    expect(await found({ agent: ben, activity: parent, relatedActivities: true })).toEqual([3]);
    expect(await found({ agent: ada, verb: VERBS.completed.id, activity: one, registration })).toEqual([2]);
    expect(await found({ limit: 2 })).toEqual([0, 1]);
    expect(await found({ limit: 2, ascending: false })).toEqual([5, 4]);
  });

  it("takes since without and until with its instant", async () => {
    const sent: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      sent.push(...(await send(ctx, key, [statement()])));
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    const stored = (await find(ctx, key, { ascending: true })).statements.map((one) => one.stored);
    expect(new Set(stored).size).toBe(3);
    const within = async (since: string | null, until: string | null) =>
      ids(await find(ctx, key, { since, until, ascending: true })).map((id) => sent.indexOf(id));
    expect(await within(stored[0] ?? "", null)).toEqual([1, 2]);
    expect(await within(null, stored[1] ?? "")).toEqual([0, 1]);
    expect(await within(stored[0] ?? "", stored[1] ?? "")).toEqual([1]);
    expect(await within("2018-06-05T00:00:00.000000001Z", null)).toEqual([]);
    expect(await within(null, "2018-06-03T00:00:00.000Z")).toEqual([]);
  });

  it("finds what refers to what is searched, however far, whichever came first", async () => {
    const target = statement({ actor: ben, verb: { id: VERBS.failed.id } });
    const first = about(target.id);
    const second = about(first.id);
    const other = statement();
    await send(ctx, key, [second]);
    expect(ids(await find(ctx, key, { agent: ben }))).toEqual([]);
    await send(ctx, key, [first, other]);
    await send(ctx, key, [target]);
    for (const query of [{ agent: ben }, { verb: VERBS.failed.id }, { agent: ben, verb: VERBS.failed.id }])
      expect(ids(await find(ctx, key, query)), JSON.stringify(query)).toEqual([
        target.id,
        first.id,
        second.id,
      ]);
    // The whole search must be met by one statement, not by several along the way.
    expect(ids(await find(ctx, key, { agent: ada, verb: VERBS.failed.id }))).toEqual([]);
    const circle = [randomUUID(), randomUUID()] as const;
    await send(ctx, key, [
      about(circle[1], { id: circle[0] }),
      about(circle[0], { id: circle[1], actor: ben }),
    ]);
    expect(ids(await find(ctx, key, { agent: ben, limit: 2 }))).toEqual([circle[1], circle[0]]);
    await agrees();
  });

  it("hides what is voided, before or after it came, and keeps what voids", async () => {
    const [early, late] = [statement(), statement()];
    await send(ctx, key, [early, voiding(early.id), voiding(late.id)]);
    await send(ctx, key, [late]);
    for (const one of [early, late]) {
      expect(await read(one.id)).toBeNull();
      expect(JSON.parse((await read(one.id, true))?.json ?? "{}")).toMatchObject({ id: one.id });
    }
    const { statements } = await find(ctx, key, {});
    expect(statements.map((one) => (one.verb as { id: string }).id)).toEqual([
      VERBS.voided.id,
      VERBS.voided.id,
    ]);
    const [voider] = statements;
    await send(ctx, key, [voiding(voider?.id ?? "")]);
    expect(await read(voider?.id ?? "")).not.toBeNull();
    expect(ids(await find(ctx, key, { activity: `${EXAMPLE}/activities/one` }))).toHaveLength(3);
    await agrees();
  });

  it("goes on page by page without moving while statements arrive", async () => {
    const first = await send(
      ctx,
      key,
      Array.from({ length: 25 }, () => statement()),
    );
    for (const ascending of [false, true]) {
      const pages = [await find(ctx, key, { agent: ada, limit: 10, ascending })];
      for (let more = pages[0]?.more ?? ""; more !== ""; more = pages.at(-1)?.more ?? "") {
        expect(more.startsWith(`${MORE_PATH}/`)).toBe(true);
        await send(ctx, key, [statement()]);
        const { json } = await moreStatements(ctx, key, more.slice(MORE_PATH.length + 1), []);
        pages.push(JSON.parse(json) as (typeof pages)[0]);
      }
      const seen = pages.flatMap(ids);
      expect(pages.map((page) => page.statements.length)).toEqual(ascending ? [10, 10, 7] : [10, 10, 5]);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(first));
    }
    for (const token of ["", "x", Buffer.from('{"limit":1}').toString("base64url")])
      await expect(moreStatements(ctx, key, token, [])).rejects.toMatchObject({ code: "bad-input" });
  });

  it("shows a key that may read only its own nothing of others'", async () => {
    const mine = await makeKey(ctx, { scopes: ["statements/write", "statements/read/mine"] });
    const blind = await makeKey(ctx, { scopes: ["statements/write", "state"] });
    const [own] = await send(ctx, mine, [statement()]);
    const [other] = await send(ctx, key, [statement()]);
    for (const query of [
      {},
      { agent: ada },
      { verb: VERBS.completed.id },
      { activity: `${EXAMPLE}/activities/one` },
    ])
      expect(ids(await find(ctx, mine, query))).toEqual([own]);
    expect(await readStatement(ctx, mine, other ?? "", false, SHOWN)).toBeNull();
    expect(await readStatement(ctx, key, own ?? "", false, SHOWN)).not.toBeNull();
    await expect(find(ctx, blind, {})).rejects.toMatchObject({ code: "not-allowed" });
  });

  it("learns what activities are from keys that may say so, and never what ours are", async () => {
    const quiet = await makeKey(ctx, { scopes: ["statements/write"] });
    const ours = `${ctx.config.iriBase}/activities/modules/safe-enough`;
    const theirs = `${EXAMPLE}/activities/told`;
    const telling = (id: string, definition: object) => statement({ object: { id, definition } });
    await send(ctx, quiet, [telling(theirs, { name: { en: "Not this" } })]);
    await send(ctx, key, [telling(ours, { name: { en: "Nor this" } })]);
    await send(ctx, key, [
      telling(theirs, { name: { en: "Told" } }),
      telling(theirs, { name: { cy: "Dywedwyd" } }),
    ]);
    const rows = await ctx.read.selectFrom("activity").selectAll().execute();
    expect(rows.map((row) => [row.iri, JSON.parse(row.definition) as unknown])).toEqual([
      [theirs, { name: { en: "Told", cy: "Dywedwyd" } }],
    ]);
    await agrees();
  });

  it("neither deadlocks nor loses a statement: 8 clients, each 50 batches of 20, on the same people and activities", async () => {
    const people = Array.from({ length: 10 }, (_, at) => ({ mbox: `mailto:person${at}@example.org` }));
    const batch = (client: number, at: number) =>
      Array.from({ length: 20 }, (_, i) => {
        const n = (client * 7 + at * 3 + i) % 10;
        return statement({
          actor: people[n],
          object: {
            id: `${EXAMPLE}/activities/${(n + i) % 10}`,
            definition: { name: { en: `Told ${client} ${at} ${i}` } },
          },
        });
      });
    await Promise.all(
      Array.from({ length: 8 }, async (_, client) => {
        for (let at = 0; at < 50; at += 1) await send(ctx, key, batch(client, at));
      }),
    );
    const { count, last } = await ctx.read
      .selectFrom("statement")
      .select((eb) => [eb.fn.countAll<number>().as("count"), eb.fn.max("seq").as("last")])
      .executeTakeFirstOrThrow();
    expect([count, last]).toEqual([8_000, 8_000]);
    const perPerson = await Promise.all(
      people.map(async (agent) => {
        let page = await find(ctx, key, { agent });
        let total = page.statements.length;
        while (page.more !== "") {
          const { json } = await moreStatements(ctx, key, page.more.slice(MORE_PATH.length + 1), []);
          page = JSON.parse(json) as typeof page;
          total += page.statements.length;
        }
        return total;
      }),
    );
    expect(perPerson.reduce((sum, one) => sum + one, 0)).toBe(8_000);
  }, 120_000);

  it("refuses one request alone, whoever shares its transaction", async () => {
    const known = statement();
    await send(ctx, key, [known]);
    const other = await makeKey(ctx);
    const outcomes = await Promise.allSettled([
      send(ctx, key, [statement()]),
      send(ctx, key, [statement(), { ...known, actor: ben }]),
      send(ctx, key, [statement()]),
      send(ctx, other, [voiding(known.id)]),
      send(ctx, key, [known]),
      send(ctx, other, [statement({ actor: { account: { homePage: EXAMPLE, name: "a\0b" } } })]),
    ]);
    expect(
      outcomes.map((one) => (one.status === "fulfilled" ? "taken" : (one.reason as { code: string }).code)),
    ).toEqual(["taken", "conflict", "taken", "not-allowed", "taken", "bad-input"]);
    expect(ids(await find(ctx, key, {}))).toHaveLength(3);
    await agrees();
  });

  it("orders stored as it orders seq", async () => {
    await Promise.all(Array.from({ length: 20 }, () => send(ctx, key, [statement()])));
    const rows = await ctx.read.selectFrom("statement").select(["seq", "stored"]).orderBy("seq").execute();
    const stored = rows.map((row) => row.stored);
    expect([...stored].sort()).toEqual(stored);
  });
});
