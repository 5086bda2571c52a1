import { expect, it } from "vitest";
import { BRIDGED } from "#app/domain/coverage/bridge.ts";
import type { Figures } from "#app/domain/coverage/coverage.ts";
import { readBridge } from "#app/services/coverage/read-bridge.server.ts";
import { readTargetHistory } from "#app/services/coverage/read-targets-page.server.ts";
import { forceBySlug } from "#db/queries/account.ts";
import type { ForceId } from "#app/domain/ids.ts";
import {
  addDays,
  type Day,
  END_OF_DAYS,
  END_OF_TIME,
  type Instant,
  instantAt,
  parseDay,
} from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { readCoverage, type CoverageQuestion } from "#app/services/coverage/read-coverage.server.ts";
import { readTargets } from "#app/services/coverage/read-targets.server.ts";
import { endTarget, setTarget, type TargetInput } from "#app/services/coverage/set-target.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { readHome } from "#app/services/learning/read-home.server.ts";
import { onBothDatabases } from "./databases.ts";
import { principal } from "./officer.ts";

const TODAY = parseDay("2018-06-10");
const TARGET: TargetInput = {
  slug: "officer-core",
  title: "all officers hold the core programme by 30 June 2018",
  programme: "core",
  audience: [{ groups: ["officer"] }],
  dueOn: "2018-06-30",
  joiningDays: null,
  returningDays: null,
  graceLeavesNet: false,
  share: 1,
};

onBothDatabases("targets", (open) => {
  async function opened(): Promise<{ ctx: Context; forceId: ForceId }> {
    const ctx = await open({ now: instantAt(TODAY, 9), force: true });
    const force = await forceBySlug(ctx.read, "marlshire");
    if (!force) throw new Error("The force is missing");
    return { ctx, forceId: force.id };
  }
  const set = (ctx: Context, forceId: ForceId, change: Partial<TargetInput> = {}) =>
    setTarget(ctx, { forceId, by: "test", target: { ...TARGET, ...change } });
  const ask = (ctx: Context, forceId: ForceId, more: Partial<CoverageQuestion> = {}) =>
    readCoverage(ctx, { forceId, target: "officer-core", asOf: TODAY, knownAt: ctx.now(), ...more });

  it("give the figure from everyone in post down to those who are trained", async () => {
    const { ctx, forceId } = await opened();
    expect([await set(ctx, forceId), await set(ctx, forceId)]).toEqual([true, false]);
    const rows = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"]
      .flatMap((module) => ["E1", "E5"].map((number) => `${number},${module},05/06/2018,Pass,College`))
      .join("\r\n");
    await importTraining(ctx, {
      fileName: "t.csv",
      bytes: Buffer.from(`Employee Number,Module,Completed On,Outcome,Provider\r\n${rows}\r\n`),
      by: "test",
    });
    const whole = await ask(ctx, forceId);
    expect(whole).toMatchObject({
      notInAudience: 2,
      figures: { in_post: 5, absent: 1, exempt: 0, net: 4, trained_in_post: 2, trained_net: 1 },
    });
    expect(whole.children.map((unit) => [unit.name, unit.figures.in_post])).toEqual([["North", 5]]);
    const north = whole.children[0];
    const down = await ask(ctx, forceId, { unit: north?.id });
    expect(down.children.map((unit) => [unit.code, unit.figures.in_post])).toEqual([
      ["N1", 3],
      ["N2", 2],
    ]);
    const leaf = await ask(ctx, forceId, { unit: "N2" });
    expect(leaf.above.map((unit) => unit.name)).toEqual(["North"]);
    expect((await ask(ctx, forceId, { rank: "sergeant" })).figures.in_post).toBe(2);
    expect((await ask(ctx, forceId, { role: "supervisor", unit: "N1" })).figures.in_post).toBe(1);
    expect((await ask(ctx, forceId, { service: "1-to-4" })).figures.in_post).toBe(3);
  });

  it("see what another process has written since the last question", async () => {
    const { ctx, forceId } = await opened();
    await set(ctx, forceId);
    expect((await ask(ctx, forceId)).figures).toMatchObject({ exempt: 0, net: 4 });
    const { id } = await ctx.db
      .selectFrom("person")
      .select("id")
      .where("employee_number", "=", "E2")
      .executeTakeFirstOrThrow();
    await ctx.db
      .insertInto("exemption")
      .values({
        id: ctx.newId(),
        force_id: forceId,
        person_id: id,
        kind: "deferral",
        reason: "operational",
        approver: "test",
        valid_from: "2018-06-09" as Day,
        valid_to: END_OF_DAYS,
        known_from: ctx.now(),
        known_to: END_OF_TIME,
      })
      .execute();
    const { figures, exemptions } = await ask(ctx, forceId);
    expect(figures).toMatchObject({ in_post: 5, absent: 1, exempt: 1, net: 3 });
    expect(exemptions).toEqual([
      { kind: "exemption", count: 0 },
      { kind: "deferral", count: 1 },
    ]);
    expect((await ask(ctx, forceId, { asOf: parseDay("2018-06-08") })).figures.exempt).toBe(0);
  });

  it("are several at once, each with its own audience and day, and an officer sees their own day", async () => {
    const { ctx, forceId } = await opened();
    await set(ctx, forceId);
    await set(ctx, forceId, {
      slug: "pcso-core",
      audience: [{ groups: ["pcso"] }],
      dueOn: null,
      joiningDays: 3650,
    });
    expect((await readTargets(ctx.read, forceId)).map((one) => one.slug).sort()).toEqual([
      "officer-core",
      "pcso-core",
    ]);
    expect((await ask(ctx, forceId, { target: "pcso-core" })).figures.in_post).toBe(2);
    const dueOn = async (who: "constable" | "pcso") =>
      (await readHome(ctx, await principal(ctx, who))).target?.dueOn;
    expect(await dueOn("constable")).toBe("2018-06-30");
    expect(await dueOn("pcso")).toBe("2025-12-29");
    await endTarget(ctx, { forceId, slug: "pcso-core", by: "test" });
    expect(await dueOn("pcso")).toBeUndefined();
    const audit = await ctx.read.selectFrom("audit_event").select("action").execute();
    expect(audit.map((one) => one.action).filter((action) => action.startsWith("target."))).toEqual([
      "target.set",
      "target.set",
      "target.end",
    ]);
  });

  it("count as they were known, however they are changed or ended later; a bridge says who counts otherwise", async () => {
    const { ctx, forceId } = await opened();
    const at = (day: number): Context => ({ ...ctx, now: () => instantAt(addDays(TODAY, day), 10) });
    const changes: Partial<TargetInput>[] = [
      {},
      { audience: [{ groups: ["pcso"] }] },
      { audience: [{ groups: ["officer"], ranks: ["sergeant"] }], share: 0.9 },
      { audience: "everyone", joiningDays: 3650, graceLeavesNet: true },
    ];
    const said = new Map<Instant, unknown>();
    const asKnown = (knownAt: Instant) => ask(at(9), forceId, { knownAt, asOf: TODAY });
    for (const [day, change] of changes.entries()) {
      await set(at(day), forceId, change);
      const known = instantAt(addDays(TODAY, day), 11);
      said.set(known, await asKnown(known));
    }
    await endTarget(at(5), { forceId, slug: TARGET.slug, by: "test" });
    expect(await set(at(6), forceId, { audience: [{ groups: ["officer"] }] })).toBe(true);
    for (const [known, answer] of said) expect(await asKnown(known)).toEqual(answer);
    const inPost = [...said.values()].map((one) => (one as { figures: Figures }).figures.in_post);
    expect(inPost).toEqual([5, 2, 2, 7]);
    // Before it was set, what was known then is counted by what it was first.
    expect((await asKnown(instantAt(TODAY, 9))).figures.in_post).toBe(5);
    expect(await readTargetHistory(ctx, forceId, TARGET.slug)).toMatchObject([
      { who: "Officers", endedAt: null, knownTo: null },
      { who: "Everyone in post", endedAt: at(5).now() },
      { who: "Everyone in post", endedAt: null },
      { share: 0.9 },
      { who: "PCSOs" },
      { who: "Officers", knownFrom: at(0).now(), knownTo: at(1).now() },
    ]);

    const moments = [...said.keys()].map((known) => ({ day: TODAY, known }));
    for (const from of moments)
      for (const to of moments) {
        const bridge = await readBridge(at(9), { forceId, target: TARGET.slug, from, to });
        for (const name of BRIDGED)
          expect(bridge.rows.reduce((sum, row) => sum + row[name], bridge.before[name])).toBe(
            bridge.after[name],
          );
        expect(bridge.rows.every((row) => row.cause === "target")).toBe(true);
        expect(bridge.rows.length > 0).toBe(from !== to);
      }
  });

  it("are refused where they say nothing, or name what is not there", async () => {
    const { ctx, forceId } = await opened();
    await expect(set(ctx, forceId, { dueOn: "2018-02-31" })).rejects.toThrow('"2018-02-31" is not a day');
    await expect(set(ctx, forceId, { dueOn: null })).rejects.toThrow("give a due day");
    await expect(set(ctx, forceId, { programme: "cor" })).rejects.toThrow('No programme is called "cor"');
    await expect(set(ctx, forceId, { audience: [{ units: ["N9"] }] })).rejects.toThrow(
      'No unit has the code "N9"',
    );
    await expect(ask(ctx, forceId, { target: "none" })).rejects.toMatchObject({
      code: "not-found",
      wayOut: "None is set: amends target set.",
    });
  });

  it("give no figure for a day that has not come", async () => {
    const { ctx, forceId } = await opened();
    await set(ctx, forceId);
    await expect(ask(ctx, forceId, { asOf: parseDay("2018-06-11") })).rejects.toMatchObject({
      code: "bad-input",
      message: "11 June 2018 has not come yet",
    });
  });
});
