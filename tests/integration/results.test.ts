/** What officers chose and answered: played through the services, folded, and read as a trainer reads it. */
import { expect, it } from "vitest";
import { parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { beginCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import type { Learner } from "#app/services/learning/sitting.server.ts";
import { foldResults } from "#app/services/results/fold-results.server.ts";
import { readModuleResults } from "#app/services/results/read-module-results.server.ts";
import {
  readScenarioResults,
  type ResultsAsked,
} from "#app/services/results/read-scenario-results.server.ts";
import { importPeople } from "#app/services/roster/import-people.server.ts";
import { beginScenario, decide, readPlay } from "#app/services/scenarios/play.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, NAMING, principal } from "./officer.ts";

const SLUG = "the-hedge-and-the-music";
const EVERYONE: ResultsAsked = {
  ...{ version: null, compareWith: null, tries: "first" },
  ...{ unit: null, group: null, rank: null },
};

const HEADING =
  "Employee Number,Collar Number,Surname,Forenames,Known As,Work Email,Staff Group,Rank/Grade,BCU,Unit Code,Team,FTE,Start Date,Post Start Date,Leaving Date,Absence Type,Absence Start,Absence End";

onBothDatabases("results", (open) => {
  /** So many constables in Northgate, and PCSOs in Southgate, besides the seven. */
  async function opened(constables: number, pcsos: number) {
    const ctx = await open({ now: "2018-06-04", force: true });
    // Before the extract, which does not name them.
    const trainer = await principal(ctx, "sergeant");
    const rows = Array.from({ length: constables + pcsos }, (_, at) => {
      const officer = at < constables;
      return `X${at},C${at},Surname${at},Given,,x${at}@marlshire.example,${officer ? "Police Officer,Police Constable" : "PCSO,PCSO"},North,${officer ? "N1,Northgate" : "N2,Southgate"},1.0,01/01/2015,01/01/2015,,,,`;
    });
    await importPeople(ctx, {
      ...{ force: undefined, fileName: "more.csv", asAt: parseDay("2018-06-04"), by: "test" },
      ...{ bytes: Buffer.from([HEADING, ...rows].join("\n")), acceptMissing: true },
    });
    const people = await ctx.read
      .selectFrom("actor")
      .innerJoin("person", "person.id", "actor.person_id")
      .select(["actor.name", "person.id", "person.employee_number as number"])
      .where("person.employee_number", "like", "X%")
      .execute();
    const learners = people
      .sort((a, b) => Number(a.number?.slice(1)) - Number(b.number?.slice(1)))
      .map((one): Learner => ({ personId: one.id, actor: one.name }));
    return { ctx, learners, trainer };
  }

  /** Decides what is good, or what is offered first and is not; stops after `most` decisions. */
  async function play(ctx: Context, who: Learner, good: boolean, most = 50): Promise<void> {
    await playOn(ctx, who, await beginScenario(ctx, who, SLUG), good, most);
  }

  async function playOn(ctx: Context, who: Learner, registration: string, good: boolean, most: number) {
    for (let step = 0; step < most; step += 1) {
      const { play: now } = await readPlay(ctx, who, registration);
      if (now.at.kind === "ending") return;
      const { offered } = now.at;
      const wanted = offered.find((one) => (one.debrief.verdict === "good") === good) ?? offered[0];
      await decide(ctx, who, { registration, step: now.path.length, choice: wanted?.id ?? "" });
    }
  }

  it("say who came, chose and left, first tries apart, and never of fewer than ten", async () => {
    const { ctx, learners, trainer } = await opened(24, 12);
    const read = (asked: Partial<ResultsAsked> = {}) =>
      readScenarioResults(ctx, trainer, SLUG, { ...EVERYONE, ...asked });
    for (const [at, who] of learners.slice(0, 9).entries()) await play(ctx, who, at % 2 === 0);
    expect((await read()).shown.flow).toBeNull();

    for (const [at, who] of learners.slice(9).entries())
      await play(ctx, who, at % 2 === 0, at === 0 ? 1 : 50);
    const [first] = learners;
    if (first) await play(ctx, first, false);
    const all = await read();
    const { flow } = all.shown;
    expect(flow).toMatchObject({ begun: 36 });
    const start = flow?.nodes.find((node) => node.layer === 0);
    expect(start).toMatchObject({ came: 36, left: 0 });
    expect(start?.choices.reduce((sum, one) => sum + (one.people ?? 0), 0)).toBe(36);
    // One left, and is not told of.
    expect(flow?.nodes.every((node) => (node.left ?? 0) === 0)).toBe(true);
    const ended = flow?.nodes.flatMap((node) => (node.kind === "ending" ? [node.came] : [])) ?? [];
    expect(ended.some((came) => came !== null && came >= 10)).toBe(true);
    // One second try: all tries without the first would be hers.
    expect((await read({ tries: "all" })).shown.flow).toBeNull();

    const costly = all.costly;
    expect(costly.length).toBeGreaterThan(0);
    expect(costly.length).toBeLessThanOrEqual(3);
    expect(costly.map((one) => one.cost)).toEqual(costly.map((one) => one.cost).sort((a, b) => b - a));
    expect(all.costlyByUnit.map((one) => [one.unit, one.people])).toEqual([
      ["Northgate", 24],
      ["Southgate", 12],
    ]);
    // 36 decided here, 35 of them finished: the one would be what is left.
    const firstItem = async () => (await read()).items.find((one) => one.scene === start?.id)?.statistics;
    expect(await firstItem()).toMatchObject({ people: 0, options: [] });

    expect((await read({ group: "pcso" })).shown.flow?.begun).toBe(12);
    expect((await read({ unit: "N1", rank: "constable" })).shown.flow?.begun).toBe(24);
    expect((await read({ rank: "sergeant" })).shown.flow).toBeNull();
    // The one who stopped goes on: nobody is left over, and each decision is told as a question.
    const [, , , , , , , , , stopped] = learners;
    const open = await ctx.read
      .selectFrom("sitting")
      .select("registration")
      .where("kind", "=", "scenario")
      .where("closed_at", "is", null)
      .execute();
    if (stopped && open[0]) await playOn(ctx, stopped, open[0].registration, true, 50);
    expect((await firstItem())?.people).toBe(36);
    // Those who decide well at first decide well later too.
    expect((await firstItem())?.discrimination).toBeGreaterThan(0.5);
    await expect(read({ version: 99 })).rejects.toMatchObject({ code: "not-found" });
    await expect(read({ unit: "none" })).rejects.toMatchObject({ code: "not-found" });
    expect(JSON.stringify(all)).not.toMatch(NAMING);
    for (const who of learners) expect(JSON.stringify(all)).not.toContain(who.personId);
  });

  it("count each statement once, however often they are folded", async () => {
    const { ctx, learners } = await opened(3, 0);
    const [who] = learners;
    if (!who) throw new Error("Nobody is there");
    await play(ctx, who, true);
    await Promise.all([foldResults(ctx), foldResults(ctx)]);
    await foldResults(ctx);
    const total = async () => {
      const rows = await ctx.read.selectFrom("choice_count").selectAll().execute();
      return rows.filter((row) => row.item === "").reduce((sum, row) => sum + row.people, 0);
    };
    expect(await total()).toBe(1);
    await play(ctx, who, false);
    await foldResults(ctx);
    const rows = await ctx.read.selectFrom("choice_count").selectAll().where("item", "=", "").execute();
    expect(rows.map((row) => [row.first, row.people, row.staff_group, row.rank]).sort()).toEqual([
      [0, 1, "officer", "constable"],
      [1, 1, "officer", "constable"],
    ]);
  });

  it("say how each question of a check does", async () => {
    const { ctx, learners, trainer } = await opened(40, 0);
    for (const [at, who] of learners.entries()) {
      const registration = await beginCheck(ctx, who, "what-rj-is");
      await answerCheck(ctx, who, registration, at % 2 === 0);
      await finishCheck(ctx, who, registration);
    }
    const results = await readModuleResults(ctx, trainer, "what-rj-is", { number: null, tries: "first" });
    expect(results).toMatchObject({ finished: 40, version: 1 });
    expect(results.reliability).toBeGreaterThan(0.9);
    const items = results.outcomes.flatMap((one) => one.items);
    expect(results.outcomes.length).toBeGreaterThan(1);
    for (const { id, items: own } of results.outcomes)
      expect(own.every((one) => one.outcome === id)).toBe(true);
    const asked = items.filter((one) => one.statistics.people >= 10);
    for (const { statistics } of asked) expect(statistics.discrimination).toBeCloseTo(1, 5);
    // Questions that fewer than ten drew say nothing.
    expect(items.some((one) => one.statistics.people > 0)).toBe(true);
    expect(items.every((one) => one.statistics.people === 0 || one.statistics.people >= 10)).toBe(true);
    expect(JSON.stringify(results)).not.toMatch(NAMING);
  });
});
