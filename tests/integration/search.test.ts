/** Search finds what an officer has met, in the version they met, and nothing else. */
import { expect, it } from "vitest";
import type { Found } from "#app/domain/learning/search.ts";
import type { Context } from "#app/services/context.server.ts";
import { answerQuestion } from "#app/services/learning/answer-question.server.ts";
import { beginCheck, readCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { searchMet } from "#app/services/learning/search-met.server.ts";
import type { Learner } from "#app/services/learning/sitting.server.ts";
import { beginScenario, decide } from "#app/services/scenarios/play.server.ts";
import { readScene } from "#app/services/scenarios/read-scenario.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, formOf, learner, pinned, readThrough, responseTo } from "./officer.ts";

/** Where a fact is found; empty when it is not. */
async function places(ctx: Context, who: Learner, fact: string): Promise<string[]> {
  const { results } = await searchMet(ctx, who, `fact ${fact.slice(1)}`);
  return results.filter((one) => text(one) === `Fact ${fact.slice(1)}`).map((one) => one.to);
}

const text = (one: Found | undefined) => (one?.title ?? []).map((piece) => piece.text).join("");

onBothDatabases("search", (open) => {
  it("finds nothing before a lesson is begun, then its screens, and the rest once it is read", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await learner(ctx, "constable");
    expect(await searchMet(ctx, who, "harm")).toEqual({ results: [], lessons: 0 });

    const registration = await beginModule(ctx, who, "what-rj-is");
    const begun = await searchMet(ctx, who, "HARM need, repair");
    expect(begun.lessons).toBe(1);
    expect(begun.results.slice(0, 2).map(text)).toContain("Harm, need, repair");
    expect(begun.results.find((one) => text(one) === "Harm, need, repair")).toMatchObject({
      kind: "lesson",
      to: "/modules/what-rj-is/lessons/harm-need-repair/2",
      where: "What RJ is, and is not: Harm, need, repair",
    });
    const addresses = new Set((await searchMet(ctx, who, "the")).results.map((one) => one.to.split("/")[4]));
    expect([...addresses]).toEqual(["harm-need-repair"]);

    const [term] = (await searchMet(ctx, who, "facilitator")).results;
    expect([term?.kind, text(term)]).toEqual(["term", "Facilitator"]);
    const facts = (await searchMet(ctx, who, "communication ministry justice")).results;
    expect(facts.map((one) => one.kind)).toContain("lesson");

    await readThrough(ctx, who, registration);
    const all = await searchMet(ctx, who, "evidence");
    expect(all.lessons).toBe(4);
    expect(all.results.some((one) => one.to.includes("what-evidence-can-bear"))).toBe(true);
    const cited = (await searchMet(ctx, who, "fact 1")).results.find((one) => one.kind === "fact");
    expect(cited?.to).toBe("/modules/what-rj-is/lessons/harm-need-repair/2#fact-F1");
    // Another officer has met none of it.
    expect(await searchMet(ctx, await learner(ctx, "second"), "harm")).toEqual({ results: [], lessons: 0 });
    // Nor does it hold what questions keep to themselves until they are answered.
    expect(JSON.stringify(await searchMet(ctx, who, "option"))).not.toMatch(/feedback|right":/);
  });

  it("finds facts that were met in a check's result or a debrief, and not before", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await learner(ctx, "second");
    const check = await beginCheck(ctx, who, "right-to-know");
    await answerCheck(ctx, who, check, true);
    const { questions } = (await readCheck(ctx, who, check)).version.module;
    const { drawn } = (await readCheck(ctx, who, check)).sitting;
    const [fact = ""] = questions.filter((one) => drawn.includes(one.id)).flatMap((one) => one.facts);
    expect(await places(ctx, who, fact)).toEqual([]);
    await finishCheck(ctx, who, check);
    expect(await places(ctx, who, fact)).toEqual([`/checks/${check}/result`]);

    const play = await beginScenario(ctx, who, "the-hedge-and-the-music");
    expect(await places(ctx, who, "F23")).toEqual([]);
    for (;;) {
      const scene = await readScene(ctx, who, play);
      if (scene.ended) break;
      await decide(ctx, who, { registration: play, step: scene.step, choice: scene.choices[0]?.id ?? "" });
    }
    expect(await places(ctx, who, "F23")).toEqual([`/plays/${play}/debrief`]);
  });

  it("finds facts that stood beside an answer in a lesson", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await learner(ctx, "constable");
    const registration = await beginModule(ctx, who, "refer-record-share");
    const { module, seed } = await pinned(ctx, who, registration);
    const question = module.questions.find((one) => one.id === "sunday-answer");
    if (!question) throw new Error("There is no such question");
    expect(question.facts).toContain("F5");
    expect(await places(ctx, who, "F5")).toEqual([]);
    const entries = formOf(question, seed, responseTo(question, true));
    await answerQuestion(ctx, who, { registration, question: question.id, ordinal: 0, entries });
    expect(await places(ctx, who, "F5")).toEqual([
      "/modules/refer-record-share/lessons/your-hub-and-route/1#sunday-answer",
    ]);
  });
});
