/** What a check asks beside answers: drafts as documents, what nobody may get wrong, waits, time and what was agreed. */
import { beforeEach, expect, it } from "vitest";
import { AmendsError } from "#app/domain/errors.ts";
import { activityIri } from "#app/domain/ledger/activities.ts";
import { addDays, instantAt, parseDay, type Day } from "#app/domain/time.ts";
import type { VersionId } from "#app/domain/ids.ts";
import type { Context } from "#app/services/context.server.ts";
import { abandonChecks } from "#app/services/learning/abandon-checks.server.ts";
import { listAdjustments, setAdjustment } from "#app/services/learning/adjust.server.ts";
import { beginCheck, readCheck, saveAnswer } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { readModule } from "#app/services/learning/read-module.server.ts";
import { readResult, readReview } from "#app/services/learning/read-check.server.ts";
import type { Learner } from "#app/services/learning/sitting.server.ts";
import { readDocument } from "#app/services/ledger/documents.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, formOf, learner, principal, responseTo, statements, verbs } from "./officer.ts";

const DAY = parseDay("2018-06-04");

async function refusal(work: Promise<unknown>): Promise<AmendsError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AmendsError) return error;
    throw error;
  }
  throw new Error("It was not refused");
}

/** The house on another day or at another hour. */
const on = (ctx: Context, day: Day, hour = 9, minute = 0): Context => ({
  ...ctx,
  now: () => instantAt(day, hour, minute),
});

onBothDatabases("a check's draft", (open) => {
  let ctx: Context;
  let who: Learner;
  beforeEach(async () => {
    ctx = on(await open({ force: true }), DAY);
    who = await learner(ctx, "constable");
  });

  const draft = (registration: string) =>
    readDocument(
      ctx,
      {
        kind: "state",
        activityId: activityIri(ctx.config.iriBase, { kind: "check", module: "safe-enough" }),
        agent: { objectType: "Agent", account: { homePage: ctx.config.iriBase, name: who.actor } },
        registration,
      },
      "draft",
    );

  it("is a state document of the attempt until the check is finished", async () => {
    const registration = await beginCheck(ctx, who, "safe-enough");
    expect(await draft(registration)).toBeNull();
    await answerCheck(ctx, who, registration, true, [1, 2]);
    const document = await draft(registration);
    expect(document?.contentType).toBe("application/json");
    const { answers } = JSON.parse(document?.content.toString() ?? "") as { answers: object };
    expect(Object.keys(answers).length).toBe(2);
    expect((await readCheck(ctx, who, registration)).sitting.draft.answers).toEqual(answers);

    await answerCheck(ctx, who, registration, true);
    await finishCheck(ctx, who, registration);
    expect(await draft(registration)).toBeNull();
    expect((await readResult(ctx, who, registration))?.right).toBe(8);
  });

  it("is given up after 90 days without an answer, and not before", async () => {
    const registration = await beginCheck(ctx, who, "safe-enough");
    await answerCheck(on(ctx, addDays(DAY, 10)), who, registration, true, [1]);
    expect(await abandonChecks(on(ctx, addDays(DAY, 99)))).toBe(0);
    expect((await readCheck(ctx, who, registration)).sitting.closed).toBe(false);

    const later = on(ctx, addDays(DAY, 101));
    expect(await abandonChecks(later)).toBe(1);
    expect(await abandonChecks(later)).toBe(0);
    expect(await verbs(ctx, registration)).toEqual(["launched", "initialized", "abandoned"]);
    expect(await draft(registration)).toBeNull();
    expect((await refusal(readResult(ctx, who, registration))).message).toContain("given up");
    const [first] = (await readCheck(ctx, who, registration)).questions;
    const answer = { registration, number: 1, entries: formOf(first!, "", responseTo(first!, true)) };
    expect((await refusal(saveAnswer(later, who, answer))).code).toBe("stale");
    expect(await beginCheck(later, who, "safe-enough")).not.toBe(registration);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });
});

onBothDatabases("a check's terms", (open) => {
  let ctx: Context;
  let who: Learner;
  beforeEach(async () => {
    ctx = on(await open({ force: true }), DAY);
    who = await learner(ctx, "constable");
  });

  /** A check in which only critical questions are wrong; null when the draw has none. */
  async function onlyCriticalWrong(registration: string): Promise<number> {
    const { questions, sitting } = await readCheck(ctx, who, registration);
    for (const [at, question] of questions.entries()) {
      const entries = formOf(question, sitting.seed, responseTo(question, !question.critical));
      await saveAnswer(ctx, who, { registration, number: at + 1, entries });
    }
    return questions.filter((question) => question.critical).length;
  }

  it("fail it for a critical question, whatever the score, and say so", async () => {
    for (let tries = 0; tries < 12; tries += 1) {
      const registration = await beginCheck(on(ctx, addDays(DAY, tries)), who, "safe-enough");
      const wrong = await onlyCriticalWrong(registration);
      await finishCheck(on(ctx, addDays(DAY, tries)), who, registration);
      if (wrong === 0 || wrong > 2) continue;
      const result = await readResult(ctx, who, registration);
      expect(result).toMatchObject({ passed: false, right: 8 - wrong, criticalMissed: wrong });
      expect(result!.right).toBeGreaterThanOrEqual(result!.needed);
      expect(await verbs(ctx, registration)).not.toContain("earned");
      const judged = (await statements(ctx, registration)).find((one) => one.verb.id.endsWith("/failed"));
      expect(Object.entries(judged?.context?.extensions ?? {})).toContainEqual([
        `${ctx.config.iriBase}/extensions/critical-missed`,
        wrong,
      ]);
      return;
    }
    throw new Error("No draw had a critical question");
  });

  it("ask to wait after a failed check, unless it is agreed that nobody waits", async () => {
    const registration = await beginCheck(ctx, who, "safe-enough");
    await answerCheck(ctx, who, registration, false);
    await finishCheck(ctx, who, registration);
    const refused = await refusal(beginCheck(ctx, who, "safe-enough"));
    expect([refused.code, refused.message]).toEqual([
      "conflict",
      "You can try this check again from 4 June 2018, 09:10",
    ]);
    const { check } = await readModule(ctx, await principal(ctx, "constable"), "safe-enough");
    expect(check.from).toBe(instantAt(DAY, 9, 10));
    expect(await beginCheck(ctx, who, "what-rj-is")).toBeTruthy();

    const agree = { forceId: (await principal(ctx, "constable")).force.id, employeeNumber: "E1", by: "test" };
    expect(await setAdjustment(ctx, { ...agree, kind: "no-wait", agreed: true })).toBe(true);
    expect(await setAdjustment(ctx, { ...agree, kind: "no-wait", agreed: true })).toBe(false);
    expect((await listAdjustments(ctx, agree.forceId)).map((one) => [one.name, one.kind])).toEqual([
      ["Mair Halewood", "no-wait"],
    ]);
    expect(await beginCheck(ctx, who, "safe-enough")).not.toBe(registration);
    await setAdjustment(ctx, { ...agree, kind: "no-wait", agreed: false });
    expect(await listAdjustments(ctx, agree.forceId)).toEqual([]);
    const wrong = await refusal(setAdjustment(ctx, { ...agree, kind: "a-tutor", agreed: true }));
    expect(wrong.problems[0]?.href).toBe("#kind");
    const nobody = await refusal(
      setAdjustment(ctx, { ...agree, employeeNumber: "E99", kind: "no-wait", agreed: true }),
    );
    expect([nobody.code, nobody.problems[0]?.href]).toEqual(["not-found", "#employee"]);
  });

  it("end a check that has a time limit, later for somebody with whom more time is agreed", async () => {
    const module = await ctx.db
      .selectFrom("content_live")
      .innerJoin("content_version", "content_version.id", "content_live.version_id")
      .selectAll("content_version")
      .where("content_live.kind", "=", "module")
      .where("content_live.slug", "=", "right-to-know")
      .executeTakeFirstOrThrow();
    const compiled = JSON.parse(module.compiled) as { document: { check: { minutes: number | null } } };
    compiled.document.check.minutes = 20;
    // A version of its own: what was read of the other is kept.
    const id = ctx.newId<VersionId>();
    await ctx.db
      .insertInto("content_version")
      .values({ ...module, id, number: 2, hash: "with-a-limit", compiled: JSON.stringify(compiled) })
      .execute();
    await ctx.db
      .updateTable("content_live")
      .set({ version_id: id })
      .where("slug", "=", "right-to-know")
      .execute();

    const registration = await beginCheck(ctx, who, "right-to-know");
    await answerCheck(ctx, who, registration, true, [1, 2, 3, 4, 5, 6]);
    const over = on(ctx, DAY, 9, 20);
    const late = await refusal(answerCheck(over, who, registration, true, [7]));
    expect(late.message).toContain("The time of this check is over");
    expect(await readReview(over, who, registration)).toMatchObject({ timeOver: true });

    const agree = { forceId: (await principal(ctx, "constable")).force.id, employeeNumber: "E1", by: "test" };
    await setAdjustment(ctx, { ...agree, kind: "extra-time-50", agreed: true });
    await answerCheck(over, who, registration, true, [7]);
    expect(await readReview(over, who, registration)).toMatchObject({
      timeOver: false,
      ends: instantAt(DAY, 9, 30),
    });
    await finishCheck(on(ctx, DAY, 9, 31), who, registration);
    // Seven right, one without an answer.
    const result = await readResult(ctx, who, registration);
    expect(result).toMatchObject({ passed: true, right: 7, of: 8 });
    expect(result?.questions.map((one) => one.feedback?.right ?? "not answered")).toEqual([
      ...Array.from({ length: 7 }, () => true),
      "not answered",
    ]);
    expect(result?.questions.at(-1)).toMatchObject({ number: 8, given: {}, feedback: null, facts: [] });
    expect((await verbs(ctx, registration)).filter((verb) => verb === "answered").length).toBe(7);
  });
});
