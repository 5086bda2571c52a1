/** A reflection is its writer's alone until they share it, and again when they take it back. */
import { beforeAll, expect, it } from "vitest";
import type { Context } from "#app/services/context.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { answerQuestion } from "#app/services/learning/answer-question.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import {
  countSharedFor,
  listShared,
  shareReflection,
  takeReflectionBack,
} from "#app/services/learning/share-reflection.server.ts";
import { onBothDatabases } from "./databases.ts";
import { learner, NAMING, principal, statements, verbs, type Who } from "./officer.ts";

const QUESTION = "reflect-evidence";
const WORDS = "I used to say that it settles things.";

onBothDatabases("a reflection", (open) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });

  /** Somebody who has written something, and what they may do with it. */
  async function writer(who: Who) {
    const officer = await learner(ctx, who);
    const registration = await beginModule(ctx, officer, "what-rj-is");
    const where = { registration, question: QUESTION };
    let ordinal = 0;
    return {
      registration,
      write: (text: string) =>
        answerQuestion(ctx, officer, { ...where, ordinal: ordinal++, entries: [["text", text]] }),
      share: (named: boolean) => shareReflection(ctx, officer, { ...where, named }),
      takeBack: () => takeReflectionBack(ctx, officer, where),
    };
  }
  const read = async () => listShared(ctx, await principal(ctx, "sergeant"));

  it("is read by trainers once it is shared, without a name, until it is taken back", async () => {
    const { write, share, takeBack, registration } = await writer("constable");
    await expect(share(false)).rejects.toMatchObject({ code: "not-found" });
    await write(WORDS);
    expect(await read()).toEqual([]);

    await Promise.all([share(false), share(false)]);
    await share(false);
    expect(await read()).toMatchObject([
      { module: "What RJ is, and is not", text: WORDS, name: null, on: "4 June 2018" },
    ]);
    expect(JSON.stringify(await read())).not.toMatch(NAMING);
    await takeBack();
    await takeBack();
    expect(await read()).toEqual([]);

    expect((await verbs(ctx, registration)).slice(2)).toEqual(["answered", "shared"]);
    const written = await statements(ctx);
    const [answered, shared] = written.filter((one) => one.context?.registration === registration).slice(2);
    expect(shared?.context?.statement?.id).toBe(answered?.id);
    expect(written.at(-1)).toMatchObject({
      verb: { display: { "en-GB": "voided" } },
      object: { id: shared?.id },
    });
    expect(JSON.stringify(written)).not.toContain(WORDS);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("shows the name of whoever agreed, and is private again with other words", async () => {
    const { write, share, registration } = await writer("second");
    await write(WORDS);
    await share(false);
    await share(true);
    expect(await read()).toMatchObject([{ text: WORDS, name: "Kofi Okonkwo" }]);
    // The same words kept again are the same reflection.
    await write(WORDS);
    expect(await read()).toHaveLength(1);
    await write("Something that nobody else should read.");
    expect(await read()).toEqual([]);
    expect((await statements(ctx, registration)).filter((one) => NAMING.test(JSON.stringify(one)))).toEqual(
      [],
    );
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("is shared by nobody but its writer, and counted for trainers alone", async () => {
    const { write, share, registration } = await writer("pcso");
    await write(WORDS);
    const other = await learner(ctx, "constable");
    const where = { registration, question: QUESTION };
    await expect(shareReflection(ctx, other, { ...where, named: false })).rejects.toMatchObject({
      code: "not-found",
    });
    await share(false);
    await expect(takeReflectionBack(ctx, other, where)).rejects.toMatchObject({ code: "not-found" });
    expect(await countSharedFor(ctx, await principal(ctx, "sergeant"))).toBeNull();
    const trainer = await principal(ctx, "otherSergeant");
    const roles = [...trainer.roles, { role: "trainer" as const, unitId: null }];
    expect(await countSharedFor(ctx, { ...trainer, roles })).toBe(1);
    const elsewhere = { ...trainer.force, id: "another" as typeof trainer.force.id };
    expect(await listShared(ctx, { ...trainer, force: elsewhere })).toEqual([]);
  });
});
