/** Scenarios played through the services to every ending: what each decision writes, and what it does not. */
import { beforeAll, expect, it } from "vitest";
import { plainText } from "#app/domain/learning/interaction.ts";
import { replay, type ScenarioDecision } from "#app/domain/scenarios/play.ts";
import type { Scenario } from "#app/domain/scenarios/scenario.ts";
import type { Context } from "#app/services/context.server.ts";
import { readDebrief, readScenarioStart, readScene } from "#app/services/scenarios/read-scenario.server.ts";
import { liveScenario } from "#app/services/learning/pinned.server.ts";
import { beginScenario, decide, readPlay } from "#app/services/scenarios/play.server.ts";
import type { Learner } from "#app/services/learning/sitting.server.ts";
import { onBothDatabases } from "./databases.ts";
import { learner, NAMING, statements, verbs } from "./officer.ts";

const SLUG = "the-hedge-and-the-music";
const BEGUN = ["launched", "initialized"];

interface Road {
  readonly decisions: readonly ScenarioDecision[];
  readonly ending: string;
  readonly passed: boolean;
  readonly criticals: number;
}

/** The shortest road to every ending, for each way it can be judged: breadth first over the choices. */
function roads(scenario: Scenario): Road[] {
  const found = new Map<string, Road>();
  const met = new Set<string>();
  let reached: ScenarioDecision[][] = [[]];
  while (reached.length > 0) {
    const next: ScenarioDecision[][] = [];
    for (const decisions of reached) {
      const play = replay(scenario, decisions);
      const criticals = play.criticals.length;
      if (play.at.kind === "ending") {
        const ending = play.at.ending.id;
        const passed = play.passed === true;
        const name = `${ending}/${passed}/${criticals > 0}`;
        if (!found.has(name)) found.set(name, { decisions, ending, passed, criticals });
        continue;
      }
      const state = JSON.stringify([play.at.scene.id, play.measures, criticals > 0]);
      if (met.has(state)) continue;
      met.add(state);
      for (const choice of play.at.offered)
        next.push([...decisions, { scene: play.at.scene.id, choice: choice.id }]);
    }
    reached = next;
  }
  return [...found.values()];
}

onBothDatabases("a scenario", (open) => {
  let ctx: Context;
  let scenario: Scenario;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
    scenario = (await liveScenario(ctx, SLUG)).scenario;
  });

  /** Decides whatever is offered first until the end. */
  async function playOn(who: Learner, registration: string): Promise<void> {
    for (;;) {
      const { play } = await readPlay(ctx, who, registration);
      if (play.at.kind === "ending") return;
      const choice = play.at.offered[0]?.id ?? "";
      expect(await decide(ctx, who, { registration, step: play.path.length, choice })).toBe(true);
    }
  }

  it("can be played to each of its endings, and each is judged and completed once", async () => {
    const who = await learner(ctx, "constable");
    const all = roads(scenario);
    expect(new Set(all.map((road) => road.ending))).toEqual(new Set(scenario.endings.map((one) => one.id)));
    expect(all.some((road) => road.passed)).toBe(true);
    expect(all.some((road) => road.criticals > 0)).toBe(true);
    for (const road of all) {
      const registration = await beginScenario(ctx, who, SLUG);
      for (const [step, { choice }] of road.decisions.entries()) {
        expect(await readDebrief(ctx, who, registration)).toBeNull();
        expect(await decide(ctx, who, { registration, step, choice })).toBe(true);
      }
      const selected = road.decisions.map(() => "selected");
      const judged = road.passed ? "passed" : "failed";
      expect(await verbs(ctx, registration)).toEqual([...BEGUN, ...selected, judged, "completed"]);
      const written = await statements(ctx, registration);
      expect(written.slice(2, -2).map((one) => one.result?.response)).toEqual(
        road.decisions.map((one) => one.choice),
      );
      expect(written.at(-2)?.result?.success).toBe(road.passed);
      const debrief = await readDebrief(ctx, who, registration);
      const ending = scenario.endings.find((one) => one.id === road.ending);
      expect(debrief).toMatchObject({ passed: road.passed, ending: { title: ending?.title } });
      expect(debrief?.criticals).toHaveLength(road.criticals);
      if (road.criticals > 0) expect(road.passed).toBe(false);

      // The end is the end.
      const last = road.decisions.at(-1)?.choice ?? "";
      for (const step of [road.decisions.length - 1, road.decisions.length])
        expect(await decide(ctx, who, { registration, step, choice: last })).toBe(false);
      expect(await statements(ctx, registration)).toEqual(written);
      const [row] = await ctx.read
        .selectFrom("attempt")
        .select(["outcome", "kind"])
        .where("registration", "=", registration)
        .execute();
      expect(row).toEqual({ outcome: judged, kind: "scenario" });
    }
  });

  it("keeps the first and the best of an officer's plays", async () => {
    const who = await learner(ctx, "pcso");
    const all = roads(scenario);
    const road = (passed: boolean) => all.find((one) => one.passed === passed)?.decisions ?? [];
    expect((await readScenarioStart(ctx, who, SLUG)).results).toBeNull();
    for (const decisions of [road(false), road(true), road(false)]) {
      const registration = await beginScenario(ctx, who, SLUG);
      for (const [step, { choice }] of decisions.entries())
        await decide(ctx, who, { registration, step, choice });
    }
    const { results, tries } = await readScenarioStart(ctx, who, SLUG);
    expect(tries).toHaveLength(3);
    expect(results?.first).toMatch(/^not passed, /);
    expect(results?.best).toMatch(new RegExp(`^passed, \\d+ of ${road(true).length} decisions? good`));
  });

  it("writes one statement a decision, however often and however quickly it is sent", async () => {
    const who = await learner(ctx, "second");
    const both = await Promise.all([beginScenario(ctx, who, SLUG), beginScenario(ctx, who, SLUG)]);
    const [registration] = both;
    expect(both[1]).toBe(registration);
    let step = 0;
    for (;;) {
      const { play } = await readPlay(ctx, who, registration);
      if (play.at.kind === "ending") break;
      const offered = play.at.offered.map((one) => one.id);
      // Different choices of one scene, sent together: one of them is made.
      const sent = [0, 1, 0].map((at) => ({ registration, step, choice: offered[at] ?? "" }));
      const made = await Promise.all(sent.map((one) => decide(ctx, who, one)));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await decide(ctx, who, { registration, step, choice: offered[0] ?? "" })).toBe(false);
      step += 1;
      expect((await readPlay(ctx, who, registration)).play.path).toHaveLength(step);
    }
    const said = await verbs(ctx, registration);
    expect(said.filter((verb) => verb === "selected")).toHaveLength(step);
    expect(said.filter((verb) => verb === "completed")).toHaveLength(1);
    const ordinals = await ctx.read
      .selectFrom("decision")
      .select("ordinal")
      .where("registration", "=", registration)
      .orderBy("ordinal")
      .execute();
    expect(ordinals.map((one) => one.ordinal)).toEqual(Array.from({ length: step }, (_, at) => at));
  });

  it("refuses a choice that is not there, or not offered here and now", async () => {
    const who = await learner(ctx, "pcso");
    const registration = await beginScenario(ctx, who, SLUG);
    const elsewhere = scenario.scenes
      .filter((scene) => scene.id !== scenario.start)
      .flatMap((scene) => scene.choices.map((choice) => choice.id));
    const here = scenario.scenes.find((scene) => scene.id === scenario.start)?.choices.map((one) => one.id);
    const notHere = elsewhere.filter((id) => !here?.includes(id));
    expect(notHere.length).toBeGreaterThan(5);
    for (const choice of ["nonsense", "", ...notHere]) {
      await expect(decide(ctx, who, { registration, step: 0, choice })).rejects.toMatchObject({
        code: "bad-input",
      });
    }
    expect(await verbs(ctx, registration)).toEqual(BEGUN);
    expect((await readPlay(ctx, who, registration)).play.path).toEqual([]);
  });

  it("changes nothing for a page from before or after where it stands", async () => {
    const who = await learner(ctx, "sergeant");
    const registration = await beginScenario(ctx, who, SLUG);
    const [first, other] = scenario.scenes.find((scene) => scene.id === scenario.start)?.choices ?? [];
    for (const step of [1, 5, -1, 0.5, Number.NaN])
      expect(await decide(ctx, who, { registration, step, choice: first?.id ?? "" })).toBe(false);
    expect(await decide(ctx, who, { registration, step: 0, choice: first?.id ?? "" })).toBe(true);
    expect(await decide(ctx, who, { registration, step: 0, choice: other?.id ?? "" })).toBe(false);
    expect(await verbs(ctx, registration)).toEqual([...BEGUN, "selected"]);
    expect((await statements(ctx, registration)).at(-1)?.result?.response).toBe(first?.id);
  });

  it("is nobody else's", async () => {
    const mine = await learner(ctx, "absent");
    const other = await learner(ctx, "leaver");
    const registration = await beginScenario(ctx, mine, SLUG);
    const before = await statements(ctx);
    const choice = scenario.scenes.find((scene) => scene.id === scenario.start)?.choices[0]?.id ?? "";
    const tries = [
      () => decide(ctx, other, { registration, step: 0, choice }),
      () => readScene(ctx, other, registration),
      () => readDebrief(ctx, other, registration),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
    expect(await statements(ctx)).toEqual(before);
  });

  it("tells neither the page nor the ledger what lies behind a choice", async () => {
    const who = await learner(ctx, "otherSergeant");
    const registration = await beginScenario(ctx, who, SLUG);
    const page = JSON.stringify(await readScene(ctx, who, registration));
    await playOn(who, registration);
    const ledger = (await statements(ctx, registration)).map((one) => JSON.stringify(one)).join("\n");
    expect(ledger).not.toMatch(NAMING);
    expect(page).toContain('"choices":[{');
    for (const told of [page, ledger]) {
      expect(told).not.toMatch(/"(effects|critical|verdict|debrief|to|passes|when":\[)"?/);
      for (const choice of scenario.scenes.flatMap((scene) => scene.choices)) {
        for (const hidden of [choice.consequence, choice.critical, choice.debrief.why, choice.debrief.said]) {
          if (!hidden) continue;
          expect(told).not.toContain(JSON.stringify(hidden).slice(1, -1));
          expect(told).not.toContain(JSON.stringify(plainText(hidden)).slice(1, -1));
        }
      }
    }
  });

  it("answers a decision that arrives again under its key as it answered it first", async () => {
    const who = await learner(ctx, "sergeant");
    const registration = await beginScenario(ctx, who, SLUG);
    const { play } = await readPlay(ctx, who, registration);
    const [first, other] = play.at.kind === "scene" ? play.at.offered : [];
    const send = (choice: string, sendKey: string) =>
      decide(ctx, who, { registration, step: play.path.length, choice, sendKey });
    const key = ctx.newId();
    const before = (await verbs(ctx, registration)).length;
    expect(await send(first?.id ?? "", key)).toBe(true);
    const once = await verbs(ctx, registration);
    expect(once.slice(before)[0]).toBe("selected");
    expect(await send(first?.id ?? "", key)).toBe(true);
    // A page of before, with a key of its own, changes nothing and is told so.
    expect(await send(other?.id ?? "", ctx.newId())).toBe(false);
    expect(await verbs(ctx, registration)).toEqual(once);
  });
});
