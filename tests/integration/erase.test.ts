/** Erasing somebody: who they are goes, and every figure stays. */
import { createHash, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeEach, expect, it } from "vitest";
import { activityIri } from "#app/domain/ledger/activities.ts";
import { VERBS } from "#app/domain/ledger/vocabulary.ts";
import { addDays, endOfDay, parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { beginCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { matchAgents } from "#app/services/ledger/map-activities.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { sealLedger } from "#app/services/ledger/seal.server.ts";
import { verifyLedger } from "#app/services/ledger/verify.server.ts";
import { erasePerson } from "#app/services/roster/erase-person.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { find, makeKey, send } from "./bearer.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, learner, principalNow, readThrough } from "./officer.ts";

const LMS = "https://lms.example";
const MAIR = { mbox: "mailto:Mair@marlshire.example", name: "Mair Halewood" };
const SUM = createHash("sha1").update("mailto:mair@marlshire.example").digest("hex");
/** What must stand nowhere afterwards. */
const NAMING = /halewood|mair@|constable@accounts|"E1"|6d616972/i;

onBothDatabases("erasing somebody", (open) => {
  let ctx: Context;
  const erase = (more: object = {}) =>
    erasePerson(ctx, { person: "E1", force: "marlshire", evenInPost: true, by: "test", ...more });

  /** Every text of every table, one after another. */
  async function everyText(): Promise<string> {
    const tables = await ctx.db.introspection.getTables();
    const texts = await Promise.all(
      tables.map(async ({ name }) => {
        const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(ctx.db);
        return rows.map((row) =>
          JSON.stringify(row, (_, value: unknown) =>
            Buffer.isBuffer(value) ? value.toString("latin1") : value,
          ),
        );
      }),
    );
    return texts.flat().join("\n");
  }

  async function figures(): Promise<string> {
    const { id: forceId } = await findForce(ctx, "marlshire");
    const told = [];
    for (const day of ["2018-05-01", "2018-06-04"].map(parseDay)) {
      for (const knownAt of [endOfDay(addDays(day, -1)), endOfDay(parseDay("2018-06-04"))])
        told.push(await readCoverage(ctx, { forceId, programme: "core", asOf: day, knownAt }));
    }
    return JSON.stringify(told);
  }

  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
    const who = await learner(ctx, "constable");
    await readThrough(ctx, who, await beginModule(ctx, who, "what-rj-is"));
    const check = await beginCheck(ctx, who, "what-rj-is");
    await answerCheck(ctx, who, check, true);
    await finishCheck(ctx, who, check);
    await matchAgents(ctx, { force: "marlshire", kind: "employee-number", homePage: LMS, by: "test" });
    const key = await makeKey(ctx, { name: "LMS", trusted: true });
    const statement = (change: object) => ({
      id: randomUUID(),
      actor: MAIR,
      verb: { id: VERBS.completed.id },
      object: { id: activityIri(ctx.config.iriBase, { kind: "module", module: "safe-enough" }) },
      ...change,
    });
    const first = statement({ actor: { account: { homePage: LMS, name: "E1" }, name: "M. Halewood" } });
    await send(ctx, key, [
      first,
      statement({}),
      statement({ actor: { mbox_sha1sum: SUM } }),
      statement({ actor: { mbox: "mailto:kofi@marlshire.example" }, context: { instructor: MAIR } }),
      statement({
        actor: { mbox: "mailto:kofi@marlshire.example" },
        object: { objectType: "StatementRef", id: first.id },
      }),
      statement({
        actor: {
          account: { homePage: ctx.config.iriBase, name: who.actor as string },
          name: "Mair Halewood",
        },
      }),
    ]);
    await sealLedger(ctx);
  });

  it("removes every name, address and number, and changes no figure", async () => {
    expect(await everyText()).toMatch(NAMING);
    const before = await figures();
    const plan = await erase();
    expect(await everyText()).not.toMatch(NAMING);
    expect(await figures()).toBe(before);
    expect(plan).toMatchObject({ redacted: 5 });
    expect(plan.removed).toMatchObject({ accounts: 1, names: 1, reflections: 1 });
    expect(await principalNow(ctx, "second")).not.toBeNull();
  });

  it("is told by verify as redacted, not as changed, and leaves readings that replay", async () => {
    const { erasure } = await erase();
    const report = await verifyLedger(ctx);
    expect(report.findings).toEqual([]);
    expect(report.redacted).toHaveLength(5);
    for (const one of report.redacted) expect(one).toMatchObject({ by: erasure });
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
    const row = await ctx.db
      .selectFrom("statement")
      .select(["seq", "body"])
      .where("redacted_by", "is not", null)
      .executeTakeFirstOrThrow();
    await ctx.db
      .updateTable("statement")
      .set({ body: row.body.replace("completed", "attempted") })
      .where("seq", "=", row.seq)
      .execute();
    expect((await verifyLedger(ctx)).findings).not.toEqual([]);
  });

  it("is found by no search any more, not by what refers to it either", async () => {
    const key = await makeKey(ctx);
    const asked = [
      { agent: { mbox: MAIR.mbox } },
      { agent: { account: { homePage: LMS, name: "E1" } } },
      { agent: { mbox: MAIR.mbox }, relatedAgents: true },
    ];
    for (const query of asked) expect((await find(ctx, key, query)).statements.length).toBeGreaterThan(0);
    await erase();
    for (const query of asked) expect((await find(ctx, key, query)).statements).toEqual([]);
    const kofi = { agent: { mbox: "mailto:kofi@marlshire.example" } };
    expect((await find(ctx, key, kofi)).statements).toHaveLength(2);
  });

  it("changes nothing when rehearsed, twice, of nobody, or in post", async () => {
    const before = await everyText();
    const rehearsed = await erase({ rehearse: true });
    expect(rehearsed).toMatchObject({ erasure: null, redacted: 5 });
    await expect(erase({ person: "E99" })).rejects.toMatchObject({ code: "not-found" });
    await expect(erase({ evenInPost: false })).rejects.toMatchObject({ code: "conflict" });
    expect(await everyText()).toBe(before);
    await erase();
    await expect(erase()).rejects.toMatchObject({ code: "not-found" });
  });
});
