/** An officer's notes for a review: kept, changed, taken away, and nobody else's. */
import { beforeAll, expect, it } from "vitest";
import type { Context } from "#app/services/context.server.ts";
import { cpdText, keepCpd, readCpd, removeCpd } from "#app/services/learning/cpd.server.ts";
import { onBothDatabases } from "./databases.ts";
import { principal } from "./officer.ts";

const ENTRY = {
  id: "",
  day: "2018-06-01",
  activity: "Safe enough? Screening",
  learnt: "A quick yes tells me little.",
  difference: "I ask again, alone.",
};

onBothDatabases("notes for a review", (open) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });

  it("are kept, changed, written out and taken away by their owner alone", async () => {
    const { personId: mine } = await principal(ctx, "constable");
    const { personId: other } = await principal(ctx, "second");
    await keepCpd(ctx, mine, ENTRY);
    const [kept] = await readCpd(ctx, mine);
    expect(kept).toMatchObject({ day: ENTRY.day, learnt: ENTRY.learnt });
    expect(await readCpd(ctx, other)).toEqual([]);

    const id = kept?.id ?? "";
    await keepCpd(ctx, other, { ...ENTRY, id, learnt: "Written over" });
    expect((await readCpd(ctx, mine))[0]?.learnt).toBe(ENTRY.learnt);
    expect(await readCpd(ctx, other)).toEqual([]);
    await expect(removeCpd(ctx, other, id)).rejects.toMatchObject({ code: "not-found" });

    await keepCpd(ctx, mine, { ...ENTRY, id, difference: "I ask again the next day." });
    expect(await readCpd(ctx, mine)).toHaveLength(1);
    expect(await cpdText(ctx, mine)).toBe(
      "1 June 2018: Safe enough? Screening\n\nWhat I learnt\nA quick yes tells me little.\n\nWhat is different for it\nI ask again the next day.\n",
    );
    await removeCpd(ctx, mine, id);
    expect(await readCpd(ctx, mine)).toEqual([]);
  });

  it("name each field that is missing or wrong, and keep nothing", async () => {
    const { personId } = await principal(ctx, "constable");
    const wrong = { id: "", day: "2018-02-30", activity: " ", learnt: "", difference: "x".repeat(4_001) };
    await expect(keepCpd(ctx, personId, wrong)).rejects.toMatchObject({
      code: "bad-input",
      problems: ["#day", "#activity", "#learnt", "#difference"].map((href) => ({ href })),
    });
    await expect(keepCpd(ctx, personId, { ...ENTRY, day: "2018-06-05" })).rejects.toMatchObject({
      problems: [{ href: "#day" }],
    });
    expect(await readCpd(ctx, personId)).toEqual([]);
  });

  it("count once however often they are sent under one key, and ask about what looks like somebody's data", async () => {
    const { personId } = await principal(ctx, "sergeant");
    const sendKey = ctx.newId();
    await keepCpd(ctx, personId, ENTRY, { sendKey });
    await keepCpd(ctx, personId, ENTRY, { sendKey });
    await keepCpd(ctx, personId, { ...ENTRY, learnt: "Other words" }, { sendKey: `${sendKey}.1` });
    expect((await readCpd(ctx, personId)).map((one) => one.learnt)).toEqual(["Other words"]);

    const real = { ...ENTRY, learnt: "I rang 07700 900123.", difference: "I wrote to jo@force.example" };
    await expect(keepCpd(ctx, personId, real)).rejects.toMatchObject({
      code: "bad-input",
      problems: [{ href: "#learnt" }, { href: "#difference" }],
    });
    expect(await readCpd(ctx, personId)).toHaveLength(1);
    await keepCpd(ctx, personId, real, { sure: true });
    expect(await readCpd(ctx, personId)).toHaveLength(2);
  });
});
