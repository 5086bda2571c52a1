/** "Something wrong here?": what a learner says reaches the trainers with its version, and the answer comes back. */
import { expect, it } from "vitest";
import { answerToReport, countOpen, listReports } from "#app/services/learning/answer-reports.server.ts";
import { beginCheck, readCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { ownReports, reportContent } from "#app/services/learning/report-content.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";
import { erasePerson } from "#app/services/roster/erase-person.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, NAMING, principal } from "./officer.ts";

const EMPTY = { lesson: "", screen: "", question: "", scene: "" };

onBothDatabases("reports", (open) => {
  it("keeps each with its place and version, shows no name, and brings the answer back", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await principal(ctx, "constable");
    const learner = learnerOf(who);
    const forceId = who.force.id;
    const registration = await beginModule(ctx, learner, "what-rj-is");
    const place = { ...EMPTY, kind: "module", registration, lesson: "harm-need-repair", screen: "2" };
    const text = "The bus does run at five.";
    const page = "/modules/what-rj-is/lessons/harm-need-repair/2";
    expect(await reportContent(ctx, who, { ...place, text })).toBe(page);
    // Sent again, it is kept once.
    await reportContent(ctx, who, { ...place, text });

    const check = await beginCheck(ctx, learner, "what-rj-is");
    const asked = (await readCheck(ctx, learner, check)).sitting.drawn[0] ?? "";
    const ofCheck = { ...EMPTY, kind: "check", registration: check, question: asked, text: "Two are right." };
    // Before a check is finished there is nothing to say about it.
    await expect(reportContent(ctx, who, ofCheck)).rejects.toMatchObject({ code: "not-found" });
    await answerCheck(ctx, learner, check, true);
    await finishCheck(ctx, learner, check);
    await reportContent(ctx, who, ofCheck);

    const listed = await listReports(ctx, forceId);
    expect(listed).toMatchObject([
      { state: "open", place: `check question ${asked}`, text: "Two are right." },
      {
        state: "open",
        role: "officer",
        about: "What RJ is, and is not, version 1",
        place: "lesson harm-need-repair, screen 2",
        text,
      },
    ]);
    expect(JSON.stringify(listed)).not.toMatch(NAMING);
    expect(JSON.stringify(listed)).not.toContain(learner.personId);

    const id = listed[1]?.id ?? "";
    await answerToReport(ctx, { forceId, id, answer: "Mended in the next version.", by: "trainer" });
    expect(await countOpen(ctx, who)).toBeNull();
    const trainer = { ...who, roles: [...who.roles, { role: "trainer" as const, unitId: null }] };
    expect(await countOpen(ctx, trainer)).toBe(1);
    expect((await listReports(ctx, forceId)).map((one) => one.state)).toEqual(["open", "answered"]);
    const at = { kind: "module", subject: "what-rj-is", lesson: "harm-need-repair", screen: 2 } as const;
    expect(await ownReports(ctx, learner, at)).toMatchObject([
      { text, answer: "Mended in the next version.", answeredOn: "4 June 2018" },
    ]);
    expect(await ownReports(ctx, learner, { ...at, screen: 1 })).toEqual([]);
    expect(await ownReports(ctx, learnerOf(await principal(ctx, "second")), at)).toEqual([]);

    const gone = await erasePerson(ctx, { person: "E1", evenInPost: true, by: "test" });
    expect(gone.removed).toMatchObject({ reports: 2 });
    expect(await listReports(ctx, forceId)).toEqual([]);
  });

  it("refuses no words, a place that is none, and somebody else's sitting", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await principal(ctx, "constable");
    const registration = await beginModule(ctx, learnerOf(who), "what-rj-is");
    const place = { ...EMPTY, kind: "module", registration, lesson: "harm-need-repair", screen: "1" };
    await expect(reportContent(ctx, who, { ...place, text: "  " })).rejects.toMatchObject({
      code: "bad-input",
      problems: [{ text: "What is wrong: write what is wrong", href: "#text" }],
    });
    for (const wrong of [{ lesson: "nowhere" }, { screen: "99" }, { registration: "nobody's" }])
      await expect(reportContent(ctx, who, { ...place, ...wrong, text: "x" })).rejects.toMatchObject({
        code: "not-found",
      });
    const answer = { forceId: who.force.id, id: "none", by: "trainer" };
    await expect(answerToReport(ctx, { ...answer, answer: "x" })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(answerToReport(ctx, { ...answer, answer: "" })).rejects.toMatchObject({ code: "bad-input" });
  });
});
