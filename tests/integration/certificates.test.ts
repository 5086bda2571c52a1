/** Certificates of modules and of whole programmes, and the scenario that an award waits for. */
import { beforeEach, expect, it } from "vitest";
import { awardsOf } from "#db/queries/learning.ts";
import { parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { certificatePdf } from "#app/services/learning/certificate-pdf.server.ts";
import { correctAward } from "#app/services/learning/correct-award.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { liveModule } from "#app/services/learning/pinned.server.ts";
import {
  heldProgrammes,
  makeProgrammeCertificate,
} from "#app/services/learning/programme-certificates.server.ts";
import { readCertificate, readOwnCertificate } from "#app/services/learning/read-certificate.server.ts";
import { readResult } from "#app/services/learning/read-check.server.ts";
import { readHome } from "#app/services/learning/read-home.server.ts";
import { readModule } from "#app/services/learning/read-module.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import type { Learner } from "#app/services/learning/sitting.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { findForce } from "#app/services/roster/find-force.server.ts";
import { readDebrief } from "#app/services/scenarios/read-scenario.server.ts";
import { onBothDatabases } from "./databases.ts";
import {
  learner,
  passCheck,
  PEOPLE,
  playScenario,
  principal,
  readThrough,
  statements,
  verbs,
} from "./officer.ts";

const CORE = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];
const WAITS = "safe-enough";
const SCENARIO = "it-was-just-a-row";

onBothDatabases("a certificate", (open) => {
  let ctx: Context;
  let who: Learner;
  beforeEach(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
    who = await learner(ctx, "constable");
  });
  const codeOf = async (module: string) =>
    (await awardsOf(ctx.read, who.actor)).find((one) => one.module === module)?.code ?? "";
  const takeBack = async (code: string) =>
    correctAward(ctx, {
      force: await findForce(ctx, undefined),
      by: "test",
      values: { code, reason: "no-evidence", approver: PEOPLE.sergeant },
    });

  it("says that the module was completed only to whoever finished its lessons before", async () => {
    await passCheck(ctx, who, "what-rj-is");
    const lessons = await beginModule(ctx, who, "right-to-know");
    await readThrough(ctx, who, lessons);
    await passCheck(ctx, who, "right-to-know");
    const done = async (module: string) => (await readCertificate(ctx, await codeOf(module))).done;
    expect(await done("what-rj-is")).toBe("passed the check of the module What RJ is, and is not");
    expect(await done("right-to-know")).toBe(
      "completed the module The victim's right to know and passed its check",
    );
    // Lessons that are read afterwards change no certificate.
    await readThrough(ctx, who, await beginModule(ctx, who, "what-rj-is"));
    expect(await done("what-rj-is")).toBe("passed the check of the module What RJ is, and is not");
  });

  it("is held to the last day before the one on which it lapses, and not after", async () => {
    await passCheck(ctx, who, "what-rj-is");
    const code = await codeOf("what-rj-is");
    expect(await readCertificate(ctx, code)).toMatchObject({ until: null, lapsed: false });
    const ending = async (day: string) => {
      await ctx.db
        .updateTable("award")
        .set({ day_to: parseDay(day) })
        .where("code", "=", code)
        .execute();
      return readCertificate(ctx, code);
    };
    expect(await ending("2018-06-05")).toMatchObject({ until: "2018-06-04", lapsed: false });
    expect(await ending("2018-06-04")).toMatchObject({ until: "2018-06-03", lapsed: true });
  });

  it("is that of the check which earned it; a check taken by a holder names the one they had", async () => {
    const first = await passCheck(ctx, who, "what-rj-is");
    const code = await codeOf("what-rj-is");
    const again = await passCheck(ctx, who, "what-rj-is");
    expect((await readResult(ctx, who, first))?.award).toMatchObject({ code, already: false });
    expect((await readResult(ctx, who, again))?.award).toMatchObject({ code, already: true });
    await takeBack(code);
    const anew = await passCheck(ctx, who, "what-rj-is");
    const other = await codeOf("what-rj-is");
    expect(other).not.toBe(code);
    expect((await readResult(ctx, who, anew))?.award).toMatchObject({ code: other, already: false });
  });

  it("is there for a whole programme, with its modules, versions and days, and falls with one of them", async () => {
    const as = () => principal(ctx, "constable");
    for (const module of CORE) {
      await expect(makeProgrammeCertificate(ctx, await as(), "core")).rejects.toMatchObject({
        code: "not-found",
      });
      await passCheck(ctx, who, module);
    }
    await playScenario(ctx, who, SCENARIO, true);
    expect(await heldProgrammes(ctx, await as())).toMatchObject([{ slug: "core", code: null }]);
    const [code, same] = await Promise.all([
      makeProgrammeCertificate(ctx, await as(), "core"),
      makeProgrammeCertificate(ctx, await as(), "core"),
    ]);
    expect(same).toBe(code);
    expect((await readHome(ctx, await as())).certified).toMatchObject([{ slug: "core", code }]);

    const certificate = await readOwnCertificate(ctx, await as(), code);
    expect(certificate).toMatchObject({
      name: "Mair Halewood",
      title: "The core programme",
      done: "earned all parts of the core programme",
      from: "2018-06-04",
      until: null,
      withdrawn: null,
      inPerson: false,
    });
    const titles = await Promise.all(CORE.map(async (slug) => (await liveModule(ctx, slug)).title));
    expect(certificate.rows).toEqual(titles.map((module) => ({ module, from: "2018-06-04", version: "1" })));
    expect(
      (await certificatePdf(certificate, `https://amends.example/verify/${code}`)).length,
    ).toBeGreaterThan(10_000);
    await expect(readOwnCertificate(ctx, await principal(ctx, "second"), code)).rejects.toMatchObject({
      code: "not-found",
    });

    await takeBack(await codeOf("right-to-know"));
    expect(await readCertificate(ctx, code)).toMatchObject({ withdrawn: "2018-06-04" });
    await passCheck(ctx, who, "right-to-know");
    expect(await makeProgrammeCertificate(ctx, await as(), "core")).not.toBe(code);
  });
});

onBothDatabases("a required scenario", (open) => {
  it("is all that is left after the check, and brings the module by check without a completed lesson", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await learner(ctx, "constable");
    const as = await principal(ctx, "constable");
    // Lessons that were begun are not what comes next once the check is passed.
    await beginModule(ctx, who, WAITS);
    const check = await passCheck(ctx, who, WAITS);
    expect((await verbs(ctx, check)).slice(-2)).toEqual(["passed", "completed"]);
    expect(await awardsOf(ctx.read, who.actor)).toEqual([]);
    expect(await readResult(ctx, who, check)).toMatchObject({
      passed: true,
      award: null,
      scenario: { slug: SCENARIO, required: true },
    });
    expect((await readHome(ctx, as)).next).toMatchObject({
      to: `/scenarios/${SCENARIO}`,
      begins: false,
    });
    expect((await readHome(ctx, as)).practice[0]).toMatchObject({ slug: SCENARIO, required: true });
    expect((await readModule(ctx, as, WAITS)).scenarioLeft).toMatchObject({ slug: SCENARIO });

    const failed = await playScenario(ctx, who, SCENARIO, false);
    expect(await readDebrief(ctx, who, failed)).toMatchObject({
      passed: false,
      award: null,
      waiting: "Safe enough? Screening",
    });
    expect(await awardsOf(ctx.read, who.actor)).toEqual([]);

    const played = await playScenario(ctx, who, SCENARIO, true);
    const { hash } = await liveModule(ctx, WAITS);
    expect(await awardsOf(ctx.read, who.actor)).toMatchObject([
      { module: WAITS, via: "check", version: hash },
    ]);
    const [{ code } = { code: "" }] = await awardsOf(ctx.read, who.actor);
    expect(await readDebrief(ctx, who, played)).toMatchObject({ award: { code }, waiting: null });
    expect(await readResult(ctx, who, check)).toMatchObject({
      award: { code, already: false },
      // The other scenario of the module is offered now.
      scenario: { slug: "the-polite-yes", required: false },
    });
    const completed = (await statements(ctx)).filter((one) => one.verb.id.endsWith("/completed"));
    expect(completed.filter((one) => one.object.id.includes("/lessons/"))).toEqual([]);
    const { next, practice } = await readHome(ctx, as);
    expect(next?.to).not.toContain(WAITS);
    expect(practice.map((one) => one.slug)).toEqual(["the-polite-yes"]);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("brings the module with the check when it was played before", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await learner(ctx, "constable");
    await playScenario(ctx, who, SCENARIO, true);
    expect((await verbs(ctx, await passCheck(ctx, who, WAITS))).at(-1)).toBe("earned");
  });

  it("is asked of nobody who was trained in a classroom", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await learner(ctx, "constable");
    const file = `Employee Number,Module,Completed On,Outcome,Provider\nE1,${WAITS},01/05/2018,Pass,Trainer`;
    const training = { force: "marlshire", fileName: "t.csv", bytes: Buffer.from(file), by: "test" };
    expect(await importTraining(ctx, training)).toMatchObject({ settled: 1 });
    expect(await awardsOf(ctx.read, who.actor)).toMatchObject([{ module: WAITS, via: "register" }]);
    const { next, practice } = await readHome(ctx, await principal(ctx, "constable"));
    expect(next?.to).not.toContain("/scenarios/");
    expect(practice[0]).toMatchObject({ slug: SCENARIO, required: false });
  });
});
