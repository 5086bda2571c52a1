/** What is required of whom, and what training makes of somebody. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { beginTargetVersion } from "#db/queries/targets.ts";
import { parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { forgetRecords } from "#app/services/coverage/force-record.server.ts";
import { readCoverage } from "#app/services/coverage/read-coverage.server.ts";
import { beginCheck } from "#app/services/learning/check-sitting.server.ts";
import { ensureProgrammes } from "#app/services/learning/ensure-programmes.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { importTraining } from "#app/services/learning/import-training.server.ts";
import { readAttainments } from "#app/services/learning/read-attainments.server.ts";
import { readHome } from "#app/services/learning/read-home.server.ts";
import { readProgrammes } from "#app/services/learning/read-programmes.server.ts";
import { readRecord } from "#app/services/learning/read-record.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, learner, PEOPLE, principal, type Who } from "./officer.ts";

const CORE = ["what-rj-is", "right-to-know", "safe-enough", "refer-record-share"];

async function home(ctx: Context, who: Who) {
  const page = await readHome(ctx, await principal(ctx, who));
  const kinds = (slug: string) =>
    [...page.programmes, ...page.open].find((one) => one.slug === slug)?.parts.map((part) => part.kind);
  return { page, required: page.programmes.map((one) => one.slug), kinds };
}

/** One line a name: whether it is held, and since when. */
async function attained(ctx: Context, who: Who): Promise<Record<string, string | null>> {
  const { today } = await principal(ctx, who);
  const lines = await readAttainments(ctx, await learner(ctx, who), today);
  return Object.fromEntries(lines.map((one) => [one.name, one.from]));
}

async function pass(ctx: Context, who: Who, module: string): Promise<void> {
  const as = await learner(ctx, who);
  const registration = await beginCheck(ctx, as, module);
  await answerCheck(ctx, as, registration, true);
  await finishCheck(ctx, as, registration);
}

function register(ctx: Context, ...rows: string[]) {
  const head = "Employee Number,Module,Completed On,Outcome,Provider";
  return importTraining(ctx, {
    force: "marlshire",
    fileName: "register.csv",
    bytes: Buffer.from([head, ...rows].join("\n")),
    by: "test",
  });
}

/** Other programmes in place of ours. */
async function programmes(ctx: Context, yaml: string): Promise<void> {
  const root = await mkdtemp(path.join(tmpdir(), "amends-programmes-"));
  try {
    await mkdir(path.join(root, "content"));
    await writeFile(path.join(root, "content/programmes.yaml"), yaml);
    await ensureProgrammes(ctx, root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** A facilitator's programme that is whole: one module and a course in person. */
const FACILITATOR = `
- slug: core
  title: The core programme
  attainment: aware
  modules: [{ module: what-rj-is, requiredFrom: "2017-09-01" }]
- slug: facilitator
  title: The facilitator programme
  attainment: facilitator
  audience: [{ ranks: [sergeant] }]
  includes: [core]
  inPerson:
    - { course: facilitator-course, title: "Facilitator course in person", requiredFrom: "2017-09-01" }
`;

onBothDatabases("programmes", (open) => {
  it("are required by group, rank and role; what is still being written is asked of nobody", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const constable = await home(ctx, "constable");
    expect(constable.required).toEqual(["core"]);
    expect(constable.page.open.map((one) => one.slug)).toEqual([
      "neighbourhood",
      "supervisor",
      "facilitator",
      "sensitive",
    ]);
    expect((await home(ctx, "pcso")).required).toEqual(["core", "neighbourhood"]);
    // A constable whose team works a neighbourhood is asked too, by the name of the unit.
    const unit = ctx.db.updateTable("unit_version").set({ name: "Northgate Neighbourhood" });
    await unit.where("name", "=", "Northgate").execute();
    expect((await home(ctx, "constable")).required).toEqual(["core", "neighbourhood"]);
    const back = ctx.db.updateTable("unit_version").set({ name: "Northgate" });
    await back.where("name", "=", "Northgate Neighbourhood").execute();
    const sergeant = await home(ctx, "sergeant");
    expect(sergeant.required).toEqual(["core", "supervisor"]);
    expect(sergeant.kinds("supervisor")).toEqual(["coming", "coming", "coming"]);
    expect(sergeant.kinds("facilitator")).toEqual(["coming", "in-person"]);
    for (const { page } of [constable, sergeant]) {
      expect(page.required.map((one) => one.slug)).toEqual(CORE);
      expect(page.inPerson).toEqual([]);
      expect(page.programme).toBe("The core programme");
      expect(page.next?.to).toBe("/modules/what-rj-is");
    }
  });

  it("give one attainment each: the core makes a sergeant aware, and nothing more", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    await register(ctx, ...CORE.map((module) => `E4,${module},01/03/2018,Pass,Restorative Marlshire`));
    expect(await attained(ctx, "sergeant")).toEqual({
      Aware: "2018-03-01",
      "Level 1 ready": null,
      Supervisor: null,
      Facilitator: null,
      "Sensitive and complex": null,
    });
    const { page } = await home(ctx, "sergeant");
    expect(page.next).toBeNull();
    expect(page.programmes.map((one) => one.held)).toEqual([true, false]);
  });

  it("make nobody a facilitator by e-learning alone, in the record or in the figure", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    await programmes(ctx, FACILITATOR);
    await pass(ctx, "sergeant", "what-rj-is");
    expect(await attained(ctx, "sergeant")).toEqual({ Aware: "2018-06-04", Facilitator: null });
    const before = await home(ctx, "sergeant");
    expect(before.page.next).toBeNull();
    expect(before.page.inPerson).toEqual(["Facilitator course in person"]);
    await expect(beginCheck(ctx, await learner(ctx, "sergeant"), "facilitator-course")).rejects.toThrow();

    const trained = async () => {
      const { force, today } = await principal(ctx, "sergeant");
      const asked = { forceId: force.id, programme: "facilitator", asOf: today, knownAt: ctx.now() };
      const { required, figures } = await readCoverage(ctx, asked);
      expect(required).toEqual(["facilitator-course", "what-rj-is"]);
      return figures.trained_in_post;
    };
    expect(await trained()).toBe(0);
    // As if another way of giving awards had given the course: it counts for nothing.
    await register(ctx, `${PEOPLE.sergeant},facilitator-course,01/05/2018,Attended,Restorative Marlshire`);
    await ctx.db
      .updateTable("award")
      .set({ via: "check" })
      .where("module", "=", "facilitator-course")
      .execute();
    forgetRecords(ctx.read);
    expect(await attained(ctx, "sergeant")).toMatchObject({ Facilitator: null });
    expect(await trained()).toBe(0);
    await ctx.db
      .updateTable("award")
      .set({ via: "register" })
      .where("module", "=", "facilitator-course")
      .execute();
    forgetRecords(ctx.read);
    expect(await attained(ctx, "sergeant")).toMatchObject({ Facilitator: "2018-06-04" });
    expect(await trained()).toBe(1);

    const { page } = await home(ctx, "sergeant");
    expect(page.inPerson).toEqual([]);
    expect(page.programmes.every((one) => one.held)).toBe(true);
    const { awards } = await readRecord(ctx, await learner(ctx, "sergeant"));
    expect(awards.map((one) => one.title)).toContain("Facilitator course in person");
  });

  it("go when the file names them no more, unless a target rests on one", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const { force } = await principal(ctx, "sergeant");
    const core = (await readProgrammes(ctx.read)).map((one) => one.slug);
    expect(core).toEqual(["core", "neighbourhood", "supervisor", "facilitator", "sensitive"]);
    await programmes(ctx, FACILITATOR);
    expect((await readProgrammes(ctx.read)).map((one) => one.slug)).toEqual(["core", "facilitator"]);
    const { id } = await ctx.db
      .selectFrom("programme")
      .select("id")
      .where("slug", "=", "core")
      .executeTakeFirstOrThrow();
    await beginTargetVersion(ctx.db, {
      id: ctx.newId(),
      force_id: force.id,
      slug: "officer-core",
      title: "all officers",
      programme_id: id,
      due_on: parseDay("2018-06-30"),
      grace_leaves_net: 0,
      share: 1,
      created_at: ctx.now(),
      known_from: ctx.now(),
    });
    const other = `- { slug: other, title: Other, modules: [{ module: what-rj-is, requiredFrom: "2017-09-01" }] }`;
    await expect(programmes(ctx, other)).rejects.toThrow(/"core" no more, but the target "officer-core"/);
    expect((await readProgrammes(ctx.read)).map((one) => one.slug)).toEqual(["core", "facilitator"]);
  });

  it("have no figure while a part is still being written", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const { force, today } = await principal(ctx, "sergeant");
    const ask = (programme: string) =>
      readCoverage(ctx, { forceId: force.id, programme, asOf: today, knownAt: ctx.now() });
    expect((await ask("core")).required).toEqual([...CORE].sort());
    await expect(ask("supervisor")).rejects.toThrow(/not whole yet: .*Supervising RJ to come/);
  });
});
