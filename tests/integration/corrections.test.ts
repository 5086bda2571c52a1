/** Awards taken back and put right by statements; exemptions and deferrals that nothing overwrites. */
import { expect, it } from "vitest";
import { END_OF_TIME, instantAt, parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { correctAward } from "#app/services/learning/correct-award.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { readCertificate } from "#app/services/learning/read-certificate.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { endExemption, grantExemption, readExemptions } from "#app/services/roster/exemptions.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { readPersonLife } from "#app/services/roster/read-people.server.ts";
import { onBothDatabases } from "./databases.ts";
import { NAMING, PEOPLE, statements } from "./officer.ts";

const CORE = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];
const DAY = parseDay("2018-06-04");
const on = (ctx: Context, hour: number): Context => ({ ...ctx, now: () => instantAt(DAY, hour) });
const APPROVER = PEOPLE.sergeant;

onBothDatabases("corrections", (open) => {
  async function trained(): Promise<{ ctx: Context; code: string }> {
    const ctx = await open({ now: "2018-06-04", force: true });
    const rows = CORE.map((module) => `${PEOPLE.constable},${module},01/05/2018,Pass,College`);
    const text = ["Employee Number,Module,Completed On,Outcome,Provider", ...rows].join("\n");
    await importTraining(on(ctx, 9), { fileName: "t.csv", bytes: Buffer.from(text), by: "test" });
    const { code } = await ctx.read
      .selectFrom("award")
      .select("code")
      .where("module", "=", "safe-enough")
      .executeTakeFirstOrThrow();
    return { ctx, code };
  }
  async function trainedAt(ctx: Context, asOf: string, hour: number): Promise<number> {
    const force = await findForce(ctx, undefined);
    const question = {
      forceId: force.id,
      programme: "core",
      asOf: parseDay(asOf),
      knownAt: instantAt(DAY, hour),
    };
    return (await readCoverage(ctx, question)).figures.trained_in_post;
  }
  async function awardsOnTimeline(ctx: Context, hour = 12): Promise<string[]> {
    const force = await findForce(ctx, undefined);
    const { id } = await ctx.read
      .selectFrom("person")
      .select("id")
      .where("employee_number", "=", PEOPLE.constable)
      .executeTakeFirstOrThrow();
    const { entries } = await readPersonLife(ctx, force, id, {
      by: "test",
      knownAt: instantAt(DAY, hour),
    });
    return entries.filter((one) => one.kind === "award").map((one) => one.detail);
  }
  const correct = async (ctx: Context, values: object) =>
    correctAward(on(ctx, 11), { force: await findForce(ctx, undefined), by: "test", values });

  it("take an award back from now on, with a reason and an approver, and leave what was known", async () => {
    const { ctx, code } = await trained();
    const values = { code: code.toLowerCase(), reason: "no-evidence", approver: APPROVER };
    await expect(correct(ctx, { ...values, approver: PEOPLE.constable })).rejects.toMatchObject({
      code: "bad-input",
    });
    await expect(correct(ctx, { ...values, approver: "E99", reason: "x" })).rejects.toMatchObject({
      problems: [{ href: "#reason" }],
    });
    expect(await correct(ctx, values)).toEqual({ code: null });
    await expect(correct(ctx, values)).rejects.toMatchObject({ code: "conflict" });
    expect([await trainedAt(ctx, "2018-06-01", 10), await trainedAt(ctx, "2018-06-01", 12)]).toEqual([1, 0]);
    expect((await readCertificate(ctx, code)).withdrawn).toBe(DAY);
    expect((await awardsOnTimeline(ctx, 10)).join()).not.toContain("taken back");
    expect(await awardsOnTimeline(ctx)).toContainEqual(
      expect.stringContaining(
        `${code} · taken back on 4 June 2018: there is no evidence of it, agreed by Siobhan Brennigan`,
      ),
    );
    const said = JSON.stringify((await statements(ctx)).at(-1));
    expect(said).toContain("no-evidence");
    expect(said).not.toMatch(NAMING);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("put an award's days right under a new code", async () => {
    const { ctx, code } = await trained();
    const values = { code, reason: "wrong-day", approver: APPROVER, from: "2018-05-20", to: null };
    await expect(correct(ctx, { ...values, from: "2018-07-01" })).rejects.toMatchObject({
      problems: [{ href: "#from" }],
    });
    const done = await correct(ctx, values);
    expect(await readCertificate(ctx, done.code ?? "")).toMatchObject({
      from: "2018-05-20",
      withdrawn: null,
    });
    const why = "its days were wrong, agreed by Siobhan Brennigan";
    const told = await awardsOnTimeline(ctx);
    expect(told).toHaveLength(CORE.length + 1);
    expect(told.filter((detail) => detail.includes(why))).toHaveLength(2);
    for (const line of [
      `${code} · taken back on 4 June 2018: ${why}`,
      `${done.code ?? ""} · corrected: ${why}`,
    ])
      expect(told).toContainEqual(expect.stringContaining(line));
    const on15May = [await trainedAt(ctx, "2018-05-15", 10), await trainedAt(ctx, "2018-05-15", 12)];
    const on1June = [await trainedAt(ctx, "2018-06-01", 10), await trainedAt(ctx, "2018-06-01", 12)];
    expect([on15May, on1June]).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("exempt somebody for a time, end it earlier, and keep what was believed", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const force = await findForce(ctx, undefined);
    const values = {
      person: PEOPLE.second,
      kind: "deferral",
      reason: "operational-need",
      from: "2018-06-01",
      lastDay: "2018-08-31",
      approver: APPROVER,
    };
    const grant = (more: object) =>
      grantExemption(on(ctx, 9), { force, by: "test", values: { ...values, ...more } });
    for (const [wrong, href] of [
      [{ person: "E99" }, "#person"],
      [{ approver: PEOPLE.second }, "#approver"],
      [{ lastDay: "2018-05-31" }, "#lastDay"],
      [{ reason: "broken leg" }, "#reason"],
    ] as const)
      await expect(grant(wrong)).rejects.toMatchObject({ problems: [{ href }] });
    const id = await grant({});
    await expect(grant({ from: "2018-08-31", lastDay: "2018-09-30" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await readExemptions(ctx, force, "test")).toMatchObject([
      {
        name: "Kofi Okonkwo",
        kind: "deferral",
        approver: "Siobhan Brennigan",
        lastDay: "2018-08-31",
        over: false,
      },
    ]);
    const lists = await ctx.read
      .selectFrom("audit_event")
      .select(["by", "subject", "detail"])
      .where("action", "=", "exemption.list")
      .execute();
    const kofi = await ctx.read
      .selectFrom("person")
      .select("id")
      .where("employee_number", "=", PEOPLE.second)
      .executeTakeFirstOrThrow();
    expect(lists).toEqual([{ by: "test", subject: force.id, detail: JSON.stringify({ people: [kofi.id] }) }]);

    // Whoever agreed, agreed to a time: ending it makes it no longer.
    for (const lastDay of ["2018-09-01", "2019-08-31", "2018-05-31"])
      await expect(endExemption(on(ctx, 10), { force, id, lastDay, by: "test" })).rejects.toMatchObject({
        code: "bad-input",
        problems: [{ href: `#lastDay-${id}` }],
      });
    await endExemption(on(ctx, 11), { force, id, lastDay: "2018-06-30", by: "test" });
    const rows = await ctx.read
      .selectFrom("exemption")
      .select(["valid_to as to", "known_from as since", "known_to as until"])
      .orderBy("known_from")
      .execute();
    expect(rows).toEqual([
      { to: "2018-09-01", since: instantAt(DAY, 9), until: instantAt(DAY, 11) },
      { to: "2018-07-01", since: instantAt(DAY, 11), until: END_OF_TIME },
    ]);
    const [left] = await readExemptions(ctx, force, "test");
    await endExemption(on(ctx, 12), { force, id: left?.id ?? "", lastDay: null, by: "test" });
    expect(await readExemptions(ctx, force, "test")).toEqual([]);
    expect(await ctx.read.selectFrom("exemption").select("id").execute()).toHaveLength(2);
    await expect(endExemption(ctx, { force, id, lastDay: null, by: "test" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
