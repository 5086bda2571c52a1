/** A ledger that the version before wrote, brought to this one. */
import { expect, it } from "vitest";
import { beginCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { adoptStatements } from "#app/services/ledger/adopt-statements.server.ts";
import { leafOf } from "#app/services/ledger/digest.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { sealLedger } from "#app/services/ledger/seal.server.ts";
import { verifyLedger } from "#app/services/ledger/verify.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, learner } from "./officer.ts";

onBothDatabases("statements of the version before", (open) => {
  it("are found by every search and have their leaves after a migration, once", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await learner(ctx, "constable");
    const check = await beginCheck(ctx, who, "what-rj-is");
    await answerCheck(ctx, who, check, true);
    await finishCheck(ctx, who, check);
    // What the first migration had: no rows to search by, no leaves, no basis.
    for (const table of ["statement_agent", "statement_activity", "statement_target"] as const)
      await ctx.db.deleteFrom(table).execute();
    await ctx.db.updateTable("statement").set({ leaf: "" }).execute();
    await ctx.db.updateTable("award").set({ basis: null }).execute();
    // And a transaction that was given up left a gap.
    for (const { seq } of await ctx.db
      .selectFrom("statement")
      .select("seq")
      .where("seq", ">", 3)
      .orderBy("seq", "desc")
      .execute())
      await ctx.db
        .updateTable("statement")
        .set({ seq: seq + 5 })
        .where("seq", "=", seq)
        .execute();
    expect((await replayCheck(ctx)).disagreements).not.toEqual([]);

    const { length } = await ctx.read.selectFrom("statement").select("seq").execute();
    expect(await adoptStatements(ctx)).toBe(length);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
    for (const { body, leaf } of await ctx.read.selectFrom("statement").select(["body", "leaf"]).execute())
      expect(leaf).toBe(leafOf(body));
    expect(await adoptStatements(ctx)).toBe(0);
    await sealLedger(ctx);
    expect((await verifyLedger(ctx)).findings).toEqual([]);
  });
});
