/** What another system's statements give an officer, and what they never do. */
import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { activityIri } from "#app/domain/ledger/activities.ts";
import { ownExtensions, VERBS } from "#app/domain/ledger/vocabulary.ts";
import { parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { readCertificate } from "#app/services/learning/read-certificate.server.ts";
import { readRecord } from "#app/services/learning/read-record.server.ts";
import type { Learner } from "#app/services/learning/sitting.server.ts";
import { limitKey, revokeKey, trustKey, type LrsKey } from "#app/services/ledger/keys.server.ts";
import { mapActivity, matchAgents, unmapActivity } from "#app/services/ledger/map-activities.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";
import { learner } from "./officer.ts";

const COURSE = "https://lms.example/courses/77";
const LMS = "https://lms.example";

onBothDatabases("another system's statements", (open) => {
  let ctx: Context;
  let constable: Learner;
  let trusted: LrsKey;
  const us = () => ({ homePage: ctx.config.iriBase, name: constable.actor as string });
  const module = (slug = "safe-enough") => activityIri(ctx.config.iriBase, { kind: "module", module: slug });
  const done = (change: object = {}) => ({
    id: randomUUID(),
    actor: { account: us() },
    verb: { id: VERBS.completed.id },
    object: { id: module() },
    timestamp: "2018-05-01T10:00:00Z",
    ...change,
  });
  const awards = async () => (await readRecord(ctx, constable)).awards;
  const claims = async () => (await readRecord(ctx, constable)).elsewhere;

  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
    constable = await learner(ctx, "constable");
    trusted = await makeKey(ctx, { name: "Force LMS", trusted: true });
  });

  it("give the module when a trusted key says so of our own account, and name their source", async () => {
    await send(ctx, trusted, [done()]);
    expect(await awards()).toMatchObject([
      { from: "2018-05-01", until: null, how: "completed in another system, as Force LMS told us" },
    ]);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("change no award when the key is not trusted, however they are dressed", async () => {
    const key = await makeKey(ctx);
    const { iriBase } = ctx.config;
    await send(ctx, key, [
      done(),
      done({ authority: { account: { homePage: iriBase, name: "amends" } } }),
      done({
        verb: { id: VERBS.earned.id },
        object: { id: activityIri(iriBase, { kind: "award", module: "safe-enough" }) },
        authority: { account: { homePage: iriBase, name: "amends" } },
        context: {
          extensions: {
            [ownExtensions(iriBase).award]: {
              from: "2018-05-01",
              to: null,
              via: "check",
              code: "AMND-FAKE-FAKE",
            },
          },
        },
      }),
      done({
        verb: { id: VERBS.passed.id },
        object: { id: `${module()}/check` },
        context: { registration: randomUUID() },
      }),
    ]);
    expect(await awards()).toEqual([]);
    for (const table of ["award", "claim", "attempt", "progress", "answer", "decision"] as const)
      expect(await ctx.read.selectFrom(table).selectAll().execute(), table).toEqual([]);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("count once, and only what says that it was done", async () => {
    const not = [
      done({ verb: { id: VERBS.failed.id } }),
      done({ verb: { id: VERBS.progressed.id } }),
      done({ result: { completion: false } }),
      done({ verb: { id: VERBS.passed.id }, result: { success: false } }),
      done({ object: { id: `${module()}/lessons/why-officers` } }),
      done({ actor: { account: { ...us(), name: randomUUID() } } }),
      done({ actor: { mbox: "mailto:mair@marlshire.example" } }),
      done({ actor: { objectType: "Group", account: { homePage: LMS, name: "E1" } } }),
    ];
    await send(ctx, trusted, not);
    expect(await awards()).toEqual([]);
    const first = done({ verb: { id: VERBS.passed.id } });
    await send(ctx, trusted, [first, done({ timestamp: "2018-05-20T10:00:00Z" })]);
    await send(ctx, trusted, [first]);
    expect(await awards()).toHaveLength(1);
    await send(ctx, trusted, [done({ timestamp: "2018-04-01T10:00:00Z" })]);
    expect((await awards()).map((award) => award.from).sort()).toEqual(["2018-04-01", "2018-05-01"]);
  });

  it("know an officer by e-mail or employee number once an administrator says how, earlier ones too", async () => {
    const byMail = done({ actor: { mbox: "mailto:Mair@Marlshire.example" } });
    const byNumber = done({
      actor: { account: { homePage: LMS, name: "E2" } },
      object: { id: module("right-to-know") },
    });
    const elsewhere = done({ actor: { account: { homePage: "https://other.example", name: "E3" } } });
    await send(ctx, trusted, [byMail, byNumber, elsewhere]);
    expect(await awards()).toEqual([]);
    const rule = { force: "marlshire", by: "test" };
    expect(await matchAgents(ctx, { ...rule, kind: "email", homePage: null })).toBe(1);
    expect(await awards()).toHaveLength(1);
    expect(await matchAgents(ctx, { ...rule, kind: "employee-number", homePage: LMS })).toBe(1);
    expect((await readRecord(ctx, await learner(ctx, "second"))).awards).toHaveLength(1);
    expect((await readRecord(ctx, await learner(ctx, "pcso"))).awards).toEqual([]);
    await expect(
      matchAgents(ctx, { ...rule, kind: "employee-number", homePage: null }),
    ).rejects.toMatchObject({
      code: "bad-input",
    });
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("are about a module once their activity is mapped to it, earlier ones too, and no longer when it is not", async () => {
    await send(ctx, trusted, [done({ object: { id: COURSE } })]);
    expect(await awards()).toEqual([]);
    expect(await mapActivity(ctx, { iri: COURSE, module: "safe-enough", by: "test" })).toBe(1);
    expect(await awards()).toHaveLength(1);
    await unmapActivity(ctx, { iri: COURSE, by: "test" });
    const second = await learner(ctx, "second");
    await send(ctx, trusted, [
      done({ object: { id: COURSE }, actor: { account: { ...us(), name: second.actor as string } } }),
    ]);
    expect((await readRecord(ctx, second)).awards).toEqual([]);
    expect(await awards()).toHaveLength(1);
    for (const [iri, slug, code] of [
      ["no iri", "safe-enough", "bad-input"],
      [module(), "safe-enough", "bad-input"],
      [COURSE, "nowhere", "not-found"],
    ] as const)
      await expect(mapActivity(ctx, { iri, module: slug, by: "test" })).rejects.toMatchObject({ code });
    await expect(unmapActivity(ctx, { iri: COURSE, by: "test" })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("do not count when they are older than the programme allows, and the officer is told why", async () => {
    await ctx.db.updateTable("programme").set({ prior_learning_months: 24 }).execute();
    await send(ctx, trusted, [done({ timestamp: "2016-06-03T10:00:00Z" })]);
    expect(await awards()).toEqual([]);
    expect(await claims()).toMatchObject([
      {
        source: "Force LMS",
        day: "2016-06-03",
        reason:
          "It was done on 3 June 2016. The core programme takes training elsewhere that is at most 24 months old.",
      },
    ]);
    await send(ctx, trusted, [
      done({ timestamp: "2016-06-04T10:00:00Z", object: { id: module("right-to-know") } }),
    ]);
    expect(await awards()).toMatchObject([{ from: "2016-06-04" }]);
    await ctx.db.updateTable("programme").set({ prior_learning_months: 1 }).execute();
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("hold from no day that is still to come", async () => {
    await send(ctx, trusted, [done({ timestamp: "2018-06-09T10:00:00+01:00" })]);
    expect(await awards()).toMatchObject([{ from: "2018-06-04" }]);
  });

  it("take the award back when their sender voids them, and leave what was known before", async () => {
    const statement = done();
    await send(ctx, trusted, [statement]);
    const figure = async (knownAt: ReturnType<Context["now"]>) => {
      const read = await readCoverage(ctx, {
        forceId: (await findForce(ctx, "marlshire")).id,
        programme: "core",
        asOf: parseDay("2018-06-04"),
        knownAt,
      });
      return JSON.stringify(read);
    };
    for (const slug of ["what-rj-is", "right-to-know", "refer-record-share"])
      await send(ctx, trusted, [done({ object: { id: module(slug) } })]);
    const code = (await awards()).find((award) => award.title.startsWith("Safe enough"))?.code ?? "";
    expect(await readCertificate(ctx, code)).toMatchObject({ code, withdrawn: null });
    const before = ctx.now();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const trainedBefore = await figure(before);
    await send(ctx, trusted, [
      done({ verb: { id: VERBS.voided.id }, object: { objectType: "StatementRef", id: statement.id } }),
    ]);
    expect(await awards()).toHaveLength(3);
    expect(await readCertificate(ctx, code)).toMatchObject({ code, withdrawn: "2018-06-04" });
    expect(await figure(before)).toBe(trainedBefore);
    expect(await figure(ctx.now())).not.toBe(trainedBefore);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("cannot void what another wrote, least of all the ledger's own", async () => {
    const statement = done();
    await send(ctx, trusted, [statement]);
    const other = await makeKey(ctx);
    const earned = await ctx.read.selectFrom("award").select("statement_id").executeTakeFirstOrThrow();
    for (const [key, id] of [
      [other, statement.id],
      [trusted, earned.statement_id],
    ] as const)
      await expect(
        send(ctx, key, [done({ verb: { id: VERBS.voided.id }, object: { objectType: "StatementRef", id } })]),
      ).rejects.toMatchObject({ code: "not-allowed" });
    expect(await awards()).toHaveLength(1);
  });

  it("count from when their key is trusted, and never from a revoked one's name", async () => {
    const key = await makeKey(ctx, { name: "Later" });
    await send(ctx, key, [done()]);
    expect(await awards()).toEqual([]);
    await trustKey(ctx, "Later", true, "test");
    expect(await awards()).toHaveLength(1);
    await trustKey(ctx, "Later", false, "test");
    await send(ctx, { ...key, trusted: false }, [done({ object: { id: module("right-to-know") } })]);
    expect(await awards()).toHaveLength(1);
    await revokeKey(ctx, "Later", "test");
    for (const change of [
      () => limitKey(ctx, "Later", 5, "test"),
      () => trustKey(ctx, "Later", true, "test"),
      () => makeKey(ctx, { name: "Later" }),
    ])
      await expect(change()).rejects.toMatchObject({ code: "conflict" });
  });
});
