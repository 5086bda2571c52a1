import { expect, it } from "vitest";
import { forceBySlug } from "#db/queries/account.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { instantAt, parseDay, type Day } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { freezeDay, freezeDue } from "#app/services/coverage/freeze.server.ts";
import { readFrozenPage } from "#app/services/coverage/read-frozen-page.server.ts";
import { readSnapshots } from "#app/services/coverage/read-snapshots.server.ts";
import { readTold } from "#app/services/coverage/read-told.server.ts";
import { setTarget } from "#app/services/coverage/set-target.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { onBothDatabases } from "./databases.ts";

const CORE = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];

onBothDatabases("snapshots", (open) => {
  const on = (ctx: Context, day: string): Context => ({ ...ctx, now: () => instantAt(day as Day, 9) });

  async function opened(): Promise<{ ctx: Context; forceId: ForceId }> {
    const ctx = on(await open({ now: instantAt(parseDay("2018-06-10"), 9), force: true }), "2018-06-10");
    const force = await forceBySlug(ctx.read, "marlshire");
    if (!force) throw new Error("The force is missing");
    await setTarget(ctx, {
      forceId: force.id,
      by: "test",
      target: {
        slug: "officer-core",
        title: "all officers hold the core programme",
        programme: "core",
        audience: [{ groups: ["officer"] }],
        dueOn: "2018-06-30",
        joiningDays: null,
        returningDays: null,
        graceLeavesNet: false,
        share: 1,
      },
    });
    return { ctx, forceId: force.id };
  }
  const train = (ctx: Context, number: string, day: string) =>
    importTraining(ctx, {
      fileName: "t.csv",
      bytes: Buffer.from(
        ["Employee Number,Module,Completed On,Outcome,Provider"]
          .concat(CORE.map((module) => `${number},${module},${day},Pass,College`))
          .join("\r\n"),
      ),
      by: "test",
    });

  it("freeze each month that has ended, once, and those that were missed", async () => {
    const { ctx, forceId } = await opened();
    const frozen = async (day: string) =>
      (await freezeDue(on(ctx, day), forceId, "test")).map((one) => one.day);
    expect(await frozen("2018-06-10")).toEqual(["2018-05-31"]);
    expect(await frozen("2018-06-30")).toEqual([]);
    expect(await frozen("2018-09-02")).toEqual(["2018-06-30", "2018-07-31", "2018-08-31"]);
    await expect(freezeDay(ctx, { forceId, day: parseDay("2018-06-30"), by: "test" })).rejects.toMatchObject({
      message: "30 June 2018 has not come yet",
    });
    // Five officers are too few to publish anything of: the frozen months are for the force alone.
    expect(await readTold(ctx, forceId)).toEqual([]);
    expect(await readSnapshots(on(ctx, "2018-09-02"), forceId, "officer-core")).toMatchObject([
      { day: "2018-08-31", figures: { in_post: 5 } },
      {},
      {},
      { day: "2018-05-31" },
    ]);
  });

  it("stay as they were, and say by a bridge what was learnt later", async () => {
    const { ctx, forceId } = await opened();
    await train(ctx, "E1", "05/05/2018");
    await freezeDue(ctx, forceId, "test");
    const [first] = await readSnapshots(ctx, forceId, "officer-core");
    expect(first).toMatchObject({ figures: { trained_net: 1, net: 4 }, holds: true, since: null });

    const later = on(ctx, "2018-06-12");
    await train(later, "E2", "20/05/2018");
    const [second] = await readSnapshots(later, forceId, "officer-core");
    expect(second).toMatchObject({
      figures: first?.figures,
      fingerprint: first?.fingerprint,
      holds: true,
      since: {
        after: { trained_net: 2 },
        rows: [{ cause: "completion", way: "in", trained_net: 1, net: 0 }],
      },
    });
    const page = await readFrozenPage(later, forceId, "officer-core", false);
    expect(page).toMatchObject({
      target: { name: "Officers" },
      months: [{ holds: true, now: { lines: [{ words: "Had finished already", people: 1 }] } }],
      more: false,
    });
    // Counts alone: not even an id of somebody.
    expect(JSON.stringify(page)).not.toContain(second?.since?.rows[0]?.people[0] ?? "none");
  });

  it("notice when what they were counted from is no longer in the record", async () => {
    const { ctx, forceId } = await opened();
    await freezeDue(ctx, forceId, "test");
    const { id } = await ctx.db
      .selectFrom("person")
      .select("id")
      .where("employee_number", "=", "E2")
      .executeTakeFirstOrThrow();
    await ctx.db.deleteFrom("posting").where("person_id", "=", id).execute();
    const [told] = await readSnapshots(ctx, forceId, "officer-core");
    expect(told).toMatchObject({ figures: { in_post: 5 }, holds: false });
    expect(await readFrozenPage(ctx, forceId, null, false)).toMatchObject({
      months: [{ day: "2018-05-31", holds: false, now: { figures: { in_post: 4 } } }],
    });
  });
});
