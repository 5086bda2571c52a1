/** Search finds what an officer has met, in the version they met, and nothing else. */
import { expect, it } from "vitest";
import type { Found } from "#app/domain/learning/search.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { searchMet } from "#app/services/learning/search-met.server.ts";
import { onBothDatabases } from "./databases.ts";
import { learner, readThrough } from "./officer.ts";

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
});
