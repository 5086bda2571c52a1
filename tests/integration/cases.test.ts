/** A check that nobody can have read, or that went back and forth with another's, is a question and no more. */
import { beforeEach, expect, it } from "vitest";
import { toInstant } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { abandonChecks } from "#app/services/learning/abandon-checks.server.ts";
import {
  countCasesFor,
  forgetOldCases,
  listCases,
  ownCase,
  ownCases,
  settleCase,
  writeAccount,
} from "#app/services/learning/cases.server.ts";
import { beginCheck, readCheck, saveAnswer } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { formValues } from "#app/domain/learning/marking.ts";
import { erasePerson } from "#app/services/roster/erase-person.server.ts";
import { onBothDatabases } from "./databases.ts";
import { learner, playScenario, principal, responseTo, type Who } from "./officer.ts";

const MODULE = "what-rj-is";
const DESK = "a mark of the desk at Northgate";

onBothDatabases("a case about a check", (open) => {
  let ctx: Context;
  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });

  const on = (minute: number, day = 4): Context => ({
    ...ctx,
    now: () => toInstant(new Date(Date.UTC(2018, 5, day, 9, minute))),
  });

  /** Somebody at a check, who answers each question at a minute and finishes. */
  async function taking(who: Who, at: number) {
    const officer = await learner(ctx, who);
    const registration = await beginCheck(on(at), officer, MODULE);
    const { questions, sitting } = await readCheck(ctx, officer, registration);
    const answer = (number: number, minute: number, right = true, computer: string | null = DESK) => {
      const question = questions[number - 1];
      if (!question) throw new Error(`no question ${number}`);
      const values = formValues(question, responseTo(question, right), sitting.seed);
      const entries = Object.entries(values).flatMap(([name, all]) =>
        all.map((value) => [name, value] as const),
      );
      return saveAnswer(on(minute), officer, { registration, number, entries, computer });
    };
    const all = async (minute: number, right = true, computer: string | null = DESK) => {
      for (let number = 1; number <= questions.length; number++)
        await answer(number, minute, right, computer);
    };
    return {
      registration,
      of: questions.length,
      answer,
      all,
      finish: (m: number) => finishCheck(on(m), officer, registration),
    };
  }
  const cases = async (who: Who) => ownCases(ctx, await principal(ctx, who));

  it("is opened when reading alone takes longer, for what was passed, and changes nothing", async () => {
    const quick = await taking("constable", 0);
    await quick.all(0);
    await quick.finish(0);
    const wrong = await taking("second", 0);
    await wrong.all(0, false);
    await wrong.finish(0);
    const slow = await taking("pcso", 0);
    await slow.all(9);
    await slow.finish(9);

    expect(await cases("second")).toEqual([]);
    expect(await cases("pcso")).toEqual([]);
    const [one, ...more] = await cases("constable");
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      state: "open",
      module: "What RJ is, and is not",
      account: null,
      closed: null,
    });
    expect(one?.noticed).toMatch(
      /^The check was passed 0 seconds after it was begun\. To read its questions takes \d+ (seconds|minutes) or more\.$/,
    );
    const attempt = await ctx.read
      .selectFrom("attempt")
      .select("outcome")
      .where("registration", "=", quick.registration)
      .executeTakeFirstOrThrow();
    expect(attempt.outcome).toBe("passed");
  });

  it("is opened for both whose checks went back and forth on one computer, and for nobody who came after", async () => {
    const first = await taking("constable", 0);
    const second = await taking("second", 0);
    await first.answer(1, 1);
    await second.answer(1, 2);
    await first.all(5);
    await second.all(6);
    await first.finish(7);
    await second.finish(8);
    const later = await taking("pcso", 10);
    await later.all(20);
    await later.finish(21);
    const elsewhere = await taking("sergeant", 0);
    await elsewhere.all(5, true, "another computer");
    await elsewhere.finish(9);

    for (const who of ["constable", "second"] as const) {
      expect(await cases(who)).toMatchObject([
        { noticed: expect.stringContaining("in turn with another person’s check") as string },
      ]);
    }
    expect(await cases("pcso")).toEqual([]);
    expect(await cases("sergeant")).toEqual([]);
    const told = JSON.stringify([await cases("constable"), await cases("second")]);
    expect(told).not.toMatch(/Okonkwo|Halewood/);
  });

  it("is opened for both when only one of two such checks was passed, and for nobody when both failed", async () => {
    const [probe, passed] = [await taking("constable", 0), await taking("second", 0)];
    await probe.answer(1, 1, false);
    await passed.answer(1, 2);
    await probe.all(5, false);
    await passed.all(6);
    await probe.finish(7);
    expect(await cases("constable")).toEqual([]);
    await passed.finish(8);
    for (const who of ["constable", "second"] as const) expect(await cases(who)).toHaveLength(1);

    const [one, other] = [await taking("sergeant", 10), await taking("otherSergeant", 10)];
    const elsewhere = "a computer at Southgate";
    await one.answer(1, 11, false, elsewhere);
    await other.answer(1, 12, false, elsewhere);
    await one.all(15, false, elsewhere);
    await other.all(16, false, elsewhere);
    await one.finish(17);
    await other.finish(18);
    expect([...(await cases("sergeant")), ...(await cases("otherSergeant"))]).toEqual([]);
  });

  it("is opened for the first pass of a required scenario that nobody can have read, and for no other play", async () => {
    const mair = await learner(ctx, "constable");
    await playScenario(on(0), mair, "it-was-just-a-row", true);
    const [one, ...more] = await cases("constable");
    expect(more).toEqual([]);
    expect(one).toMatchObject({ what: "scenario", state: "open" });
    expect(one?.noticed).toMatch(/^The scenario was played to its end 0 seconds after it was begun\. /);
    // Once more, by somebody who has read it; for practice; and not passed.
    await playScenario(on(9), mair, "it-was-just-a-row", true);
    const kofi = await learner(ctx, "second");
    await playScenario(on(0), kofi, "the-polite-yes", true);
    await playScenario(on(0), kofi, "it-was-just-a-row", false);
    expect([...(await cases("constable")), ...(await cases("second"))]).toHaveLength(1);
  });

  it("has room for the officer's account, and is closed with a reason by a trainer whom it is not about", async () => {
    const quick = await taking("constable", 0);
    await quick.all(0);
    await quick.finish(0);
    const mair = await principal(ctx, "constable");
    const [{ id } = { id: "" }] = await ownCases(ctx, mair);
    const kofi = await principal(ctx, "second");
    await expect(writeAccount(ctx, kofi, { id, account: "Mine" })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(ownCase(ctx, kofi, id)).rejects.toMatchObject({ code: "not-found" });
    await expect(writeAccount(ctx, mair, { id, account: "  " })).rejects.toMatchObject({
      problems: [{ text: "Your account: write what happened", href: "#account" }],
    });
    await writeAccount(ctx, mair, { id, account: "I taught this for two years." });

    const sergeant = await principal(ctx, "otherSergeant");
    const trainer = { ...sergeant, roles: [...sergeant.roles, { role: "trainer" as const, unitId: null }] };
    expect(await countCasesFor(ctx, mair)).toBeNull();
    expect(await countCasesFor(ctx, trainer)).toBe(1);
    expect(await listCases(ctx, trainer)).toMatchObject([
      { id, name: "Mair Halewood", account: "I taught this for two years.", own: false },
    ]);
    const elsewhere = { ...trainer, force: { ...trainer.force, id: "another" as typeof trainer.force.id } };
    expect(await listCases(ctx, elsewhere)).toEqual([]);
    for (const not of [elsewhere, { ...mair, roles: trainer.roles }])
      await expect(settleCase(ctx, not, { id, reason: "Fine" })).rejects.toMatchObject({ code: "not-found" });
    await expect(settleCase(ctx, trainer, { id, reason: "" })).rejects.toMatchObject({ code: "bad-input" });
    await settleCase(ctx, trainer, { id, reason: "She did teach it." });
    await expect(writeAccount(ctx, mair, { id, account: "More" })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await ownCase(ctx, mair, id)).toMatchObject({
      state: "closed",
      closed: { reason: "She did teach it.", on: "4 June 2018" },
    });
    const audit = await ctx.read.selectFrom("audit_event").select(["action", "subject"]).execute();
    expect(audit).toContainEqual({ action: "case.close", subject: id });
  });

  it("goes when its time is over, and with whoever is erased", async () => {
    const first = await taking("constable", 0);
    await first.all(0);
    await first.finish(0);
    const second = await taking("second", 0);
    await second.all(0);
    await second.finish(0);
    const sergeant = await principal(ctx, "sergeant");
    const [one] = await cases("constable");
    await settleCase(ctx, sergeant, { id: one?.id ?? "", reason: "Fine" });
    const rows = async () => ({
      cases: (await ctx.read.selectFrom("integrity_case").select("id").execute()).length,
      devices: (await ctx.read.selectFrom("attempt_device").select("device").execute()).length,
    });
    await forgetOldCases(on(0, 34));
    expect(await rows()).toEqual({ cases: 2, devices: 2 });
    await forgetOldCases(on(1, 34));
    expect(await rows()).toEqual({ cases: 2, devices: 0 });
    await forgetOldCases(on(1, 4 + 365));
    // Kofi's is still open.
    expect(await rows()).toEqual({ cases: 1, devices: 0 });
    await erasePerson(ctx, { person: "E2", force: "marlshire", evenInPost: true, by: "test" });
    expect(await rows()).toEqual({ cases: 0, devices: 0 });
    expect(await abandonChecks(ctx)).toBe(0);
  });
});
