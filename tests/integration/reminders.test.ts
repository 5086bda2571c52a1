/** A supervisor reminds people of their own unit, who read it on their start page and put it away. */
import { beforeEach, expect, it } from "vitest";
import { addDays, parseDay, type Day } from "#app/domain/time.ts";
import { unitAsked } from "#app/http/unit-query.ts";
import { readUnitPage } from "#app/services/coverage/read-unit-page.server.ts";
import type { Context } from "#app/services/context.server.ts";
import { readHome } from "#app/services/learning/read-home.server.ts";
import { dismissNotice } from "#app/services/notices/own-notices.server.ts";
import { planReminder, sendReminder } from "#app/services/notices/remind.server.ts";
import { erasePerson } from "#app/services/roster/erase-person.server.ts";
import { onBothDatabases } from "./databases.ts";
import { learner, passCheck, playScenario, principal, type Who } from "./officer.ts";

const TEXT = "Please finish this week.\nTell me if you cannot.";
const CORE = { programme: null, target: null };
const TODAY = parseDay("2018-06-04");

onBothDatabases("a reminder", (open) => {
  let ctx: Context;
  beforeEach(async () => {
    ctx = await open({ now: TODAY, force: true });
  });

  const on = (day: Day): Context => ({
    ...ctx,
    now: () => `${day}T08:00:00.000Z` as ReturnType<Context["now"]>,
  });
  const idOf = async (who: Who) => (await principal(ctx, who)).personId;
  const send = async (people: readonly string[], text = TEXT, day = TODAY, by: Who = "sergeant") =>
    sendReminder(on(day), await principal(on(day), by), { ...CORE, people, text });
  const home = async (who: Who) => (await readHome(ctx, await principal(ctx, who))).notices;
  const audits = () =>
    ctx.read.selectFrom("audit_event").select(["by", "detail"]).where("action", "=", "notice.send").execute();

  it("is shown first, then stands on the start page of those chosen and of nobody else", async () => {
    const [mair, kofi] = [await idOf("constable"), await idOf("second")];
    const sergeant = await principal(ctx, "sergeant");
    const plan = await planReminder(ctx, sergeant, { ...CORE, chosen: [mair] });
    expect(plan).toMatchObject({ people: [{ id: mair, name: "Mair Halewood" }], leftOut: [] });
    expect(plan.text).not.toBe("");
    expect(await home("constable")).toEqual([]);

    expect(await send([mair, mair])).toEqual({ sent: ["Mair Halewood"], leftOut: [] });
    expect(await home("constable")).toMatchObject([
      { text: TEXT, from: "Siobhan Brennigan", on: "4 June 2018" },
    ]);
    expect(await home("second")).toEqual([]);
    const written = await audits();
    expect(written.map((one) => [one.by, JSON.parse(one.detail) as unknown])).toEqual([
      [sergeant.personId, { count: 1, people: [mair] }],
    ]);

    const { people } = await readUnitPage(ctx, sergeant, unitAsked(new URL("http://localhost/unit")));
    const notNow = Object.fromEntries(people.map((one) => [one.id, one.notNow]));
    expect(notNow).toEqual({ [mair]: "Reminded on 4 June 2018", [kofi]: null, [sergeant.personId]: "" });
  });

  it("comes once in seven days, whoever sends it: the others of those chosen are reminded all the same", async () => {
    const [mair, kofi] = [await idOf("constable"), await idOf("second")];
    const twice = await Promise.all([send([mair]), send([mair])]);
    expect(twice.map((one) => one.sent.length).sort()).toEqual([0, 1]);
    expect(await home("constable")).toHaveLength(1);
    const leftOut = [{ name: "Mair Halewood", why: "Reminded on 4 June 2018" }];
    expect(await send([mair, kofi], TEXT, addDays(TODAY, 6))).toEqual({ sent: ["Kofi Okonkwo"], leftOut });
    expect(await send([mair], TEXT, addDays(TODAY, 6))).toEqual({ sent: [], leftOut });
    expect(await send([mair], "Again", addDays(TODAY, 7))).toEqual({ sent: ["Mair Halewood"], leftOut: [] });
    expect((await home("constable")).map((one) => one.text)).toEqual(["Again", TEXT]);
    // Nothing is written where nobody was reminded.
    expect(await audits()).toHaveLength(3);
  });

  it("is refused for another unit's people, and for whoever supervises nobody", async () => {
    const [mair, anya] = [await idOf("constable"), await idOf("pcso")];
    const refused = { code: "not-allowed" };
    await expect(send([mair, anya])).rejects.toMatchObject(refused);
    await expect(send([mair], TEXT, TODAY, "otherSergeant")).rejects.toMatchObject(refused);
    await expect(send([mair], TEXT, TODAY, "second")).rejects.toMatchObject(refused);
    const theirs = { ...CORE, chosen: [anya] };
    await expect(planReminder(ctx, await principal(ctx, "sergeant"), theirs)).rejects.toMatchObject(refused);
    await expect(send(["no-such-person"])).rejects.toMatchObject(refused);
    await expect(send([])).rejects.toMatchObject({ code: "bad-input" });
    expect(await home("constable")).toEqual([]);
    expect(await audits()).toEqual([]);
  });

  it("leaves out whoever is away, and the supervisor", async () => {
    const [erik, ada] = [await idOf("absent"), await idOf("otherSergeant")];
    const { sent, leftOut } = await send([erik, ada], TEXT, TODAY, "otherSergeant");
    expect(sent).toEqual([]);
    expect(leftOut.map((one) => one.name).sort()).toEqual(["Ada Quistgaard", "Erik Lundqvist"]);
    expect(JSON.stringify(leftOut)).not.toMatch(/sick/i);
  });

  it("leaves out whoever is done with the programme that it is about, and whoever is not asked", async () => {
    const later = on(TODAY);
    const [mair, kofi] = [await idOf("constable"), await idOf("second")];
    const officer = await learner(later, "constable");
    for (const module of ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"])
      await passCheck(later, officer, module);
    await playScenario(later, officer, "it-was-just-a-row", true);
    const leftOut = [{ name: "Mair Halewood", why: "Nothing to be reminded of now" }];
    expect(await send([mair, kofi])).toEqual({ sent: ["Kofi Okonkwo"], leftOut });
    expect(await home("constable")).toEqual([]);

    const sergeant = await principal(later, "sergeant");
    const plan = await planReminder(later, sergeant, {
      programme: "facilitator",
      target: null,
      chosen: [kofi],
    });
    expect(plan).toMatchObject({ people: [], leftOut: [{ name: "Kofi Okonkwo" }] });
  });

  it("says something, in 500 characters at most, a line's end counting as one", async () => {
    const mair = await idOf("constable");
    await expect(send([mair], " \r\n ")).rejects.toMatchObject({ code: "bad-input" });
    await expect(send([mair], "x".repeat(501))).rejects.toMatchObject({ code: "bad-input" });
    const text = `${"x".repeat(249)}\r\n${"y".repeat(250)}`;
    await send([mair], text);
    expect((await home("constable"))[0]?.text).toBe(text.replace("\r", ""));
  });

  it("is put away by whom it is for, and by nobody else", async () => {
    const [mair, kofi] = [await idOf("constable"), await idOf("second")];
    await send([mair]);
    const id = (await home("constable"))[0]?.id ?? "";
    await expect(dismissNotice(ctx, kofi, id)).rejects.toMatchObject({ code: "not-found" });
    expect(await home("constable")).toHaveLength(1);
    await dismissNotice(ctx, mair, id);
    await dismissNotice(ctx, mair, id);
    expect(await home("constable")).toEqual([]);
    // Putting it away does not make room for the next.
    expect((await send([mair])).sent).toEqual([]);
  });

  it("goes with whoever is erased: those to them, and those that they wrote", async () => {
    const [mair, kofi] = [await idOf("constable"), await idOf("second")];
    await send([mair, kofi]);
    const erase = (person: string) =>
      erasePerson(ctx, { person, force: "marlshire", evenInPost: true, by: "test" });
    expect((await erase("E1")).removed).toMatchObject({ notices: 1 });
    expect(await home("second")).toHaveLength(1);
    expect((await erase("E4")).removed).toMatchObject({ notices: 1 });
    expect(await home("second")).toEqual([]);
  });
});
