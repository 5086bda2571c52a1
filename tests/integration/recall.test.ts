/** Recall: what is asked after a module is held, what an answer does, and what it never touches. */
import { beforeEach, expect, it } from "vitest";
import { addDays, instantAt, parseDay, type Day } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import type { Principal } from "#app/services/identity/principal.server.ts";
import { beginCheck, readCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { readRecord } from "#app/services/learning/read-record.server.ts";
import { answerRecall, readRecall, type RecallQuestion } from "#app/services/learning/recall.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, principal, recallAnswer, statements } from "./officer.ts";

const DAY = parseDay("2018-06-04");
const MODULE = "right-to-know";

onBothDatabases("recall", (open) => {
  let house: Context;
  let drawn: readonly string[];
  const on = (day: Day): Context => ({ ...house, now: () => instantAt(day, 9) });
  const who = async (day: Day): Promise<Principal> => ({
    ...(await principal(house, "constable")),
    today: day,
  });

  beforeEach(async () => {
    house = await open({ now: "2018-06-04", force: true });
    const ctx = on(DAY);
    const learner = learnerOf(await who(DAY));
    const registration = await beginCheck(ctx, learner, MODULE);
    await answerCheck(ctx, learner, registration, true);
    drawn = (await readCheck(ctx, learner, registration)).sitting.drawn;
    await finishCheck(ctx, learner, registration);
  });

  const send = async (day: Day, asked: RecallQuestion, right: boolean) =>
    recallAnswer(on(day), await who(day), asked, right);

  it("asks what no check asked, three days after the award and not before", async () => {
    expect(await readRecall(on(addDays(DAY, 2)), await who(addDays(DAY, 2)))).toBeNull();
    const asked = await readRecall(on(addDays(DAY, 3)), await who(addDays(DAY, 3)));
    expect(asked?.module.slug).toBe(MODULE);
    expect(drawn).not.toContain(asked?.question.id);
    expect(JSON.stringify(asked)).not.toMatch(/"right"|"feedback"/);
  });

  it("writes one statement for an answer however often it is sent, and changes no award", async () => {
    const day = addDays(DAY, 3);
    const asked = await readRecall(on(day), await who(day));
    if (!asked) throw new Error("Nothing is asked");
    const before = await readRecord(house, learnerOf(await who(day)));
    const count = (await statements(house)).length;
    const first = await send(day, asked, false);
    expect(first.feedback.right).toBe(false);
    expect(await send(day, asked, false)).toEqual(first);
    const added = (await statements(house)).slice(count);
    expect(added.map((one) => one.verb.id)).toEqual(["http://adlnet.gov/expapi/verbs/answered"]);
    expect(added[0]?.context?.extensions).toMatchObject({
      [`${house.config.iriBase}/extensions/recall`]: true,
    });
    const after = await readRecord(house, learnerOf(await who(day)));
    expect(after.awards).toEqual(before.awards);
    expect(after.attempts).toEqual(before.attempts);

    // It comes back, and once it is known it stays away longer.
    const again = await readRecall(on(addDays(day, 1)), await who(addDays(day, 1)));
    expect(again).toMatchObject({ question: { id: asked.question.id }, ordinal: 1 });
    await send(addDays(day, 1), again!, true);
    expect((await readRecall(on(addDays(day, 2)), await who(addDays(day, 2))))?.question.id).not.toBe(
      asked.question.id,
    );
    const report = await replayCheck(house);
    expect([report.disagreements, report.rows.recall_answer]).toEqual([[], 2]);
  });

  it("refuses what it does not ask, and an answer that is none", async () => {
    const day = addDays(DAY, 3);
    const asked = await readRecall(on(day), await who(day));
    if (!asked) throw new Error("Nothing is asked");
    const answer = { module: MODULE, question: asked.question.id, ordinal: 0, entries: [] };
    await expect(answerRecall(on(day), await who(day), answer)).rejects.toMatchObject({ code: "bad-input" });
    for (const wrong of [{ question: drawn[0] ?? "" }, { ordinal: 1 }, { question: "nowhere" }])
      await expect(answerRecall(on(day), await who(day), { ...answer, ...wrong })).rejects.toMatchObject({
        code: "not-found",
      });
  });
});
