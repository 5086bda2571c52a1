/** A fact past its review day is named wherever officers meet what rests on it, and for trainers in a list. */
import { expect, it } from "vitest";
import { addDays, instantAt, parseDay } from "#app/domain/time.ts";
import { factUses } from "#app/domain/learning/uses.ts";
import type { Context } from "#app/services/context.server.ts";
import { answerQuestion } from "#app/services/learning/answer-question.server.ts";
import { beginCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { liveModule } from "#app/services/learning/pinned.server.ts";
import { readResult } from "#app/services/learning/read-check.server.ts";
import { listLive, liveVersion } from "#app/services/learning/read-content.server.ts";
import { readLesson } from "#app/services/learning/read-lesson.server.ts";
import { readStudio } from "#app/services/learning/read-studio.server.ts";
import { beginScenario, decide, readPlay } from "#app/services/scenarios/play.server.ts";
import { readDebrief, readScenarioStart, readScene } from "#app/services/scenarios/read-scenario.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, formOf, learner, pinned, principal, responseTo } from "./officer.ts";

const MODULE = "right-to-know";

/** The same house, with the machine's clock on another day: review days go by it. */
const on = (ctx: Context, day: string): Context => ({
  ...ctx,
  machineNow: () => instantAt(parseDay(day), 12),
});

interface Met {
  /** Ids of overdue facts that each page names. */
  readonly screens: Set<string>;
  readonly feedback: Set<string>;
  readonly unanswered: number;
}

/** Every screen of the module, before and after its questions are answered. */
async function readAll(ctx: Context): Promise<Met> {
  const someone = await principal(ctx, "constable");
  const who = await learner(ctx, "constable");
  const registration = await beginModule(ctx, who, MODULE);
  const { module, seed } = await pinned(ctx, who, registration);
  const [screens, feedback] = [new Set<string>(), new Set<string>()];
  let unanswered = 0;
  for (const lesson of module.lessons) {
    for (const at of lesson.screens.keys()) {
      const place = { module: MODULE, lesson: lesson.slug, screen: at + 1, again: null };
      const before = await readLesson(ctx, someone, place);
      for (const fact of before?.facts ?? []) if (fact.overdue) screens.add(fact.id);
      for (const block of before?.blocks ?? []) {
        if (block.kind !== "question") continue;
        if (!block.feedback) unanswered += block.facts.length + block.cited.length;
        const question = module.questions.find((one) => one.id === block.question.id);
        if (!question) throw new Error(`There is no question ${block.question.id}`);
        const entries = formOf(question, seed, responseTo(question, true));
        await answerQuestion(ctx, who, {
          registration,
          question: question.id,
          ordinal: block.ordinal,
          entries,
        });
      }
      const after = await readLesson(ctx, someone, place);
      for (const block of after?.blocks ?? [])
        if (block.kind === "question") {
          const { facts } = module.questions.find((one) => one.id === block.question.id) ?? { facts: [] };
          // Overdue or not, an answer shows all that it rests on, or that the screen shows it.
          const shown = [...block.facts.map((fact) => fact.id), ...block.cited];
          expect(shown.sort()).toEqual([...facts].sort());
          for (const fact of block.facts) if (fact.overdue) feedback.add(fact.id);
        }
    }
  }
  return { screens, feedback, unanswered };
}

async function checkFacts(ctx: Context): Promise<string[]> {
  const who = await learner(ctx, "second");
  const registration = await beginCheck(ctx, who, MODULE);
  await answerCheck(ctx, who, registration, true);
  await finishCheck(ctx, who, registration);
  const result = await readResult(ctx, who, registration);
  const { questions } = (await liveModule(ctx, MODULE)).module;
  for (const { question, facts } of result?.questions ?? [])
    expect(facts.map((fact) => fact.id)).toEqual(questions.find((one) => one.id === question.id)?.facts);
  return result?.questions.flatMap((one) => one.facts.flatMap((f) => (f.overdue ? [f.id] : []))) ?? [];
}

/** How many facts the start counts, and which the debrief names as overdue and in all. */
async function playFacts(ctx: Context, slug: string) {
  const who = await learner(ctx, "pcso");
  const { factsDue } = await readScenarioStart(ctx, who, slug);
  const registration = await beginScenario(ctx, who, slug);
  for (;;) {
    const scene = await readScene(ctx, who, registration);
    if (scene.ended) break;
    await decide(ctx, who, { registration, step: scene.step, choice: scene.choices[0]?.id ?? "" });
  }
  const debrief = await readDebrief(ctx, who, registration);
  const { play } = await readPlay(ctx, who, registration);
  expect(debrief?.decisions.map((one) => one.facts.map((fact) => fact.id))).toEqual(
    play.path.map((step) => step.choice.debrief.facts),
  );
  const facts = debrief?.facts ?? [];
  return {
    factsDue,
    all: facts.length,
    overdue: facts.filter((fact) => fact.overdue).map((fact) => fact.id),
  };
}

onBothDatabases("a fact past its review day", (open) => {
  it("is named in lessons, feedback, checks, debriefs and the studio, and not a day before", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const live = await liveVersion(ctx, "facts", "facts");
    const days = (live?.compiled.facts ?? []).flatMap((fact) => fact.reviewBy ?? []).sort();
    const [first = ""] = days;
    const last = days.at(-1) ?? "";
    const dayAfter = (day: string) => addDays(parseDay(day), 1);

    const early = on(ctx, first);
    expect(await readAll(early)).toEqual({ screens: new Set(), feedback: new Set(), unanswered: 0 });
    expect(await checkFacts(early)).toEqual([]);
    expect(await playFacts(early, "the-polite-yes")).toMatchObject({ factsDue: 0, overdue: [] });
    expect((await readStudio(early)).overdue).toEqual([]);
    expect((await readStudio(on(ctx, dayAfter(first)))).overdue.length).toBeGreaterThan(0);

    const late = on(ctx, dayAfter(last));
    const met = await readAll(late);
    expect(met.unanswered).toBe(0);
    for (const id of ["F5", "F8", "F53", "F55"]) expect(met.screens).toContain(id);
    expect(met.feedback.size).toBeGreaterThan(0);
    expect(await checkFacts(late)).toEqual(expect.arrayContaining(["F5"]));
    const played = await playFacts(late, "the-polite-yes");
    // F27 tells of a study that is done: it needs no review.
    expect(played).toEqual({ factsDue: 3, all: 4, overdue: ["F5", "F7", "F12"] });

    const studio = await readStudio(late);
    expect(studio.overdue.map((fact) => fact.id)).not.toContain("F27");
    const piece = (slug: string) => studio.pieces.find((one) => one.slug === slug);
    // The lessons are left in the middle; the scenario was played to its end.
    expect(piece(MODULE)?.inFlight).toBeGreaterThan(0);
    expect(piece("the-polite-yes")).toMatchObject({ due: 3, inFlight: 0, version: 1 });
    const uses = (id: string) => studio.overdue.find((fact) => fact.id === id)?.uses ?? [];
    expect(uses("F5")).toEqual(
      expect.arrayContaining([
        "The victim's right to know: Right 3 and Right 4",
        "The victim's right to know: questions",
        "The polite yes (scenario)",
      ]),
    );
    expect(uses("F51")).toContain("Local rule: While a case is live");
  });

  it("is one that something uses: no fact of ours with a number from F48 on stands idle", async () => {
    const ctx = await open({ force: true });
    const [modules, scenarios, facts] = await Promise.all([
      listLive(ctx, "module"),
      listLive(ctx, "scenario"),
      liveVersion(ctx, "facts", "facts"),
    ]);
    const uses = factUses(
      modules.map((one) => ({ title: one.title, content: one.compiled })),
      scenarios.map((one) => ({ title: one.title, content: one.compiled.scenario })),
    );
    const fresh = (facts?.compiled.facts ?? []).filter((fact) => Number(fact.id.slice(1)) >= 48);
    expect(fresh.filter((fact) => uses(fact.id).length === 0)).toEqual([]);
  });
});
