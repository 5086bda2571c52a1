/** "Something wrong here?": what a learner says reaches the trainers with its version, and the answer comes back. */
import { expect, it } from "vitest";
import { insertDraft } from "#db/queries/drafts.ts";
import { insertGrant } from "#db/queries/identity.ts";
import { insertReport } from "#db/queries/reports.ts";
import type { DraftId } from "#app/domain/ids.ts";
import { factsOfScreen } from "#app/domain/learning/uses.ts";
import { parseDay } from "#app/domain/time.ts";
import {
  answerToReport,
  countOpen,
  FOR_ME,
  listReports,
} from "#app/services/learning/answer-reports.server.ts";
import { beginCheck, readCheck } from "#app/services/learning/check-sitting.server.ts";
import { readFactOwners, setFactOwner } from "#app/services/learning/fact-owners.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { ownReports } from "#app/services/learning/own-reports.server.ts";
import { liveModule } from "#app/services/learning/pinned.server.ts";
import { readRecall } from "#app/services/learning/recall.server.ts";
import { reportContent } from "#app/services/learning/report-content.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";
import { erasePerson } from "#app/services/roster/erase-person.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, NAMING, principal } from "./officer.ts";

const EMPTY = { module: "", lesson: "", screen: "", question: "", scene: "" };

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

    const { reports: listed } = await listReports(ctx, who);
    expect(listed).toMatchObject([
      { state: "open", place: `question ${asked}`, text: "Two are right." },
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
    expect(await countOpen(ctx, trainer)).toEqual({ open: 1, mine: 0 });
    expect((await listReports(ctx, who)).reports.map((one) => one.state)).toEqual(["open", "answered"]);
    const at = { kind: "module", subject: "what-rj-is", lesson: "harm-need-repair", screen: 2 } as const;
    expect(await ownReports(ctx, learner, at)).toMatchObject([
      { text, answer: "Mended in the next version.", answeredOn: "4 June 2018" },
    ]);
    expect(await ownReports(ctx, learner, { ...at, screen: 1 })).toEqual([]);
    expect(await ownReports(ctx, learnerOf(await principal(ctx, "second")), at)).toEqual([]);

    const gone = await erasePerson(ctx, { person: "E1", evenInPost: true, by: "test" });
    expect(gone.removed).toMatchObject({ reports: 2 });
    expect((await listReports(ctx, who)).reports).toEqual([]);
  });

  it("goes to whoever answers for the facts that the place rests on", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await principal(ctx, "constable");
    const forceId = who.force.id;
    const registration = await beginModule(ctx, learnerOf(who), "right-to-know");
    const { module } = await liveModule(ctx, "right-to-know");
    const asked = module.lessons.flatMap((lesson) =>
      lesson.screens.flatMap((screen, at) =>
        screen.blocks.flatMap((block) =>
          block.kind === "question" ? [{ lesson: lesson.slug, screen: String(at + 1), id: block.id }] : [],
        ),
      ),
    );
    const factsOf = (id: string) => module.questions.find((one) => one.id === id)?.facts ?? [];
    const [{ id: question, ...at } = { id: "", lesson: "", screen: "" }] = asked.filter((one) =>
      factsOf(one.id).includes("F7"),
    );
    const place = { ...EMPTY, kind: "module", registration, ...at };
    await reportContent(ctx, who, { ...place, question, text: "Which clock?" });
    // A question of another screen is not asked here.
    const elsewhere = asked.find((one) => one.lesson !== at.lesson)?.id ?? "";
    await expect(reportContent(ctx, who, { ...place, question: elsewhere, text: "x" })).rejects.toMatchObject(
      { code: "not-found" },
    );

    const [first] = (await listReports(ctx, who)).reports;
    expect(first).toMatchObject({
      place: `lesson ${at.lesson}, screen ${at.screen}, question ${question}`,
      facts: factsOf(question),
      mine: false,
    });
    expect(first?.to).toContain("Criminal Justice: all trainers");

    // Somebody who may not answer reports cannot be chosen.
    const answering = await principal(ctx, "sergeant");
    const chosen = { forceId, owner: "Criminal Justice", person: answering.personId, by: "test" };
    await expect(setFactOwner(ctx, chosen)).rejects.toMatchObject({ code: "bad-input" });
    await insertGrant(ctx.db, {
      id: ctx.newId(),
      force_id: forceId,
      person_id: answering.personId,
      role: "trainer",
      unit_id: null,
      valid_from: parseDay("2018-06-01"),
      valid_to: parseDay("2019-06-01"),
      granted_at: ctx.now(),
      granted_by: "test",
    });
    expect(await setFactOwner(ctx, chosen)).toBe(true);
    expect(await setFactOwner(ctx, chosen)).toBe(false);
    await expect(setFactOwner(ctx, { ...chosen, owner: "Nobody" })).rejects.toMatchObject({
      code: "not-found",
    });

    // A later report of a screen without such facts stands behind the one that is theirs.
    const plain = module.lessons
      .flatMap((lesson) => lesson.screens.map((screen, n) => ({ lesson: lesson.slug, screen, at: n + 1 })))
      .find(({ screen }) => factsOfScreen(screen, module.questions).length === 0);
    const other = { lesson: plain?.lesson ?? "", screen: String(plain?.at) };
    await reportContent(ctx, who, { ...place, ...other, text: "A word is missing." });
    const trainer = await principal(ctx, "sergeant");
    const { reports } = await listReports(ctx, trainer);
    expect(reports.map((one) => [one.text, one.mine])).toEqual([
      ["Which clock?", true],
      ["A word is missing.", false],
    ]);
    expect(reports[0]?.to).toContain("Criminal Justice: Siobhan Brennigan (E4)");
    expect(reports[1]?.to).toEqual([]);
    for (const about of [FOR_ME, "Criminal Justice"])
      expect((await listReports(ctx, trainer, about)).reports.map((one) => one.text)).toEqual([
        "Which clock?",
      ]);
    expect((await listReports(ctx, trainer, "Public Protection")).reports).toEqual([]);
    expect(await countOpen(ctx, trainer)).toEqual({ open: 2, mine: 1 });

    // Erased, nobody is chosen any more.
    await erasePerson(ctx, { person: "E4", evenInPost: true, by: "test" });
    const owners = await readFactOwners(ctx, forceId);
    expect(owners.owners.find((one) => one.owner === "Criminal Justice")?.answers).toBeNull();
  });

  it("goes to the author of what was written in the studio", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await principal(ctx, "constable");
    const author = await principal(ctx, "sergeant");
    const registration = await beginModule(ctx, learnerOf(who), "what-rj-is");
    const { id: versionId } = await liveModule(ctx, "what-rj-is");
    const draft = ctx.newId<DraftId>();
    await insertDraft(ctx.db, {
      id: draft,
      force_id: who.force.id,
      kind: "module",
      slug: "what-rj-is",
      title: "What RJ is, and is not",
      revision: 1,
      document: "{}",
      layout: "{}",
      state: "published",
      base_version_id: versionId,
      created_at: ctx.now(),
      created_by: author.personId,
      updated_at: ctx.now(),
      updated_by: author.personId,
      review: null,
    });
    await ctx.db
      .updateTable("content_version")
      .set({ draft_id: draft })
      .where("id", "=", versionId)
      .execute();
    const place = { ...EMPTY, kind: "module", registration, lesson: "harm-need-repair", screen: "1" };
    await reportContent(ctx, who, { ...place, text: "A comma too many." });
    const [report] = (await listReports(ctx, author, FOR_ME)).reports;
    expect(report).toMatchObject({ text: "A comma too many.", mine: true });
    expect(report?.to).toContain("Author: Siobhan Brennigan");
    expect((await listReports(ctx, who, FOR_ME)).reports).toEqual([]);
  });

  it("shows an open report before 200 newer ones that were answered", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await principal(ctx, "constable");
    const { id: versionId } = await liveModule(ctx, "what-rj-is");
    for (let at = 0; at <= 200; at++)
      await insertReport(
        ctx.db,
        {
          id: ctx.newId(),
          force_id: who.force.id,
          person_id: who.personId,
          role: "officer",
          kind: "module",
          subject: "what-rj-is",
          version_id: versionId,
          lesson: "harm-need-repair",
          screen: 1,
          question: null,
          scene: null,
          author_id: null,
          text: `Report ${at}`,
          reported_at: ctx.now(),
          answer: at === 0 ? null : "Answered.",
          answered_at: null,
          answered_by: null,
        },
        [],
      );
    const { reports, more } = await listReports(ctx, who);
    expect(reports[0]).toMatchObject({ state: "open", text: "Report 0" });
    expect(reports).toHaveLength(200);
    expect(more).toBe(true);
  });

  it("takes what recall asks and what an update says, and nothing that was never asked", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const who = await principal(ctx, "constable");
    const learner = learnerOf(who);
    const check = await beginCheck(ctx, learner, "what-rj-is");
    const recalled = { ...EMPTY, kind: "recall", registration: "", module: "what-rj-is" };
    const bank = (await liveModule(ctx, "what-rj-is")).module.questions.filter((one) => one.use === "check");
    for (const one of bank)
      await expect(
        reportContent(ctx, who, { ...recalled, question: one.id, text: "x" }),
      ).rejects.toMatchObject({ code: "not-found" });
    await answerCheck(ctx, learner, check, true);
    await finishCheck(ctx, learner, check);

    const later = await principal(ctx, "constable");
    const soon = { ...later, today: parseDay("2018-06-20") };
    const asked = await readRecall(ctx, soon);
    const question = asked?.question.id ?? "";
    const page = await reportContent(ctx, soon, { ...recalled, question, text: "Nobody says that." });
    expect(page).toBe("/recall?sent");
    expect((await readRecall(ctx, soon))?.reports).toMatchObject([{ text: "Nobody says that." }]);
    expect((await listReports(ctx, who)).reports).toMatchObject([{ place: `question ${question}` }]);
    await expect(
      reportContent(ctx, who, {
        ...EMPTY,
        kind: "update",
        registration: "",
        module: "what-rj-is",
        text: "x",
      }),
    ).rejects.toMatchObject({ code: "not-found" });
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
