/** Modules written in the studio: saved, merged, checked, published, read by those in flight and those who begin. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { AmendsError } from "#app/domain/errors.ts";
import type { HeldRole } from "#app/domain/identity/permissions.ts";
import { moduleDraft, type ModuleDraft } from "#app/domain/learning/module-draft.ts";
import { removeLesson } from "#app/domain/learning/module-edit.ts";
import { saveModuleForm } from "#app/http/draft-action.server.ts";
import { parseDay } from "#app/domain/time.ts";
import { coverageAsked } from "#app/http/coverage-query.ts";
import { readCoveragePage } from "#app/services/coverage/read-coverage-page.server.ts";
import { setTarget, type TargetInput } from "#app/services/coverage/set-target.server.ts";
import type { Context } from "#app/services/context.server.ts";
import type { Principal } from "#app/services/identity/principal.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { publishContent } from "#app/services/learning/publish-content.server.ts";
import { liveVersion } from "#app/services/learning/read-content.server.ts";
import { readHome } from "#app/services/learning/read-home.server.ts";
import { readModule } from "#app/services/learning/read-module.server.ts";
import { readRecord } from "#app/services/learning/read-record.server.ts";
import { readLesson } from "#app/services/learning/read-lesson.server.ts";
import { readMedia } from "#app/services/learning/read-media.server.ts";
import { learnerOf } from "#app/services/learning/sitting.server.ts";
import { tellSave } from "#app/services/studio/conflicts.server.ts";
import { createModule } from "#app/services/studio/create-module.server.ts";
import { readHistory } from "#app/services/studio/draft-history.server.ts";
import { openModuleDraft } from "#app/services/studio/draft.server.ts";
import { editModule } from "#app/services/studio/edit-module.server.ts";
import { moduleFindings } from "#app/services/studio/module-check.server.ts";
import { publishDraft } from "#app/services/studio/publish-draft.server.ts";
import { askForReview } from "#app/services/studio/review-draft.server.ts";
import { readBankPage, readLessonPage, readQuestionPage } from "#app/services/studio/read-module.server.ts";
import { readPublishPage } from "#app/services/studio/read-publish.server.ts";
import { readPublished, withdraw } from "#app/services/studio/withdraw.server.ts";
import { readPutAway } from "#app/services/studio/discard-draft.server.ts";
import { restoreDraft, saveModule, undoDraft } from "#app/services/studio/save-draft.server.ts";
import { GIF, PNG } from "#tests/fixtures/pictures.ts";
import { onBothDatabases } from "./databases.ts";
import { learner, passCheck, principal, ROOT, type Who } from "./officer.ts";

const SLUG = "what-rj-is";
const LESSON = "harm-need-repair";

async function as(ctx: Context, who: Who, role: HeldRole["role"]): Promise<Principal> {
  return { ...(await principal(ctx, who)), roles: [{ role, unitId: null }] };
}

const refusal = async (work: Promise<unknown>): Promise<AmendsError> => {
  const error = await work.then(
    () => null,
    (one: unknown) => one,
  );
  if (error instanceof AmendsError) return error;
  throw new Error("It was not refused");
};

const saving = (draftId: string, by: Principal, base: number) => ({
  forceId: by.force.id,
  draftId,
  by: by.personId,
  base,
  what: "Wrote",
});
const inLesson = (change: (text: string) => string) => (draft: ModuleDraft) => ({
  ...draft,
  lessons: draft.lessons.map((one) => (one.id === LESSON ? { ...one, text: change(one.text) } : one)),
});
const textOf = (draft: ModuleDraft) => draft.lessons.find((one) => one.id === LESSON)?.text ?? "";
const approval = { note: "", change: "wording" as const, factsReason: "looked at", publishAt: null };

const TARGET: TargetInput = {
  slug: "officer-core",
  title: "All officers by 30 June",
  programme: "core",
  audience: [{ groups: ["officer"] }],
  dueOn: parseDay("2018-06-30"),
  share: 0.9,
  joiningDays: null,
  returningDays: null,
  graceLeavesNet: false,
};

onBothDatabases("a module's draft", (open) => {
  async function begun(from: string, title = "Another module") {
    const ctx = await open({ now: "2018-06-04", force: true });
    const trainer = await as(ctx, "constable", "trainer");
    const other = await as(ctx, "second", "trainer");
    const id = await createModule(ctx, { forceId: trainer.force.id, by: trainer.personId, title, from });
    return { ctx, trainer, other, id };
  }

  it("begins from the files of what is live, is sound, and is one draft for whoever opens it", async () => {
    const { ctx, trainer, other, id } = await begun(`version:${SLUG}`);
    const draft = await openModuleDraft(ctx, trainer.force.id, id);
    expect(draft.document.lessons.map((one) => one.id)[0]).toBe(LESSON);
    expect(moduleDraft.parse(draft.document)).toEqual(draft.document);
    expect(await moduleFindings(ctx, draft)).toEqual([]);
    const input = { forceId: other.force.id, by: other.personId, title: SLUG, from: `version:${SLUG}` };
    expect(await createModule(ctx, input)).toBe(id);
  });

  it("puts two authors together paragraph by paragraph, and asks only where both wrote the same one", async () => {
    const { ctx, trainer, other, id } = await begun(`version:${SLUG}`);
    const nods = (text: string) => text.replace("She nods.", "She nods twice.");
    const statements = (text: string) => text.replace("You have good news.", "You bring good news.");
    await saveModule(ctx, saving(id, trainer, 1), inLesson(nods));
    const second = await saveModule(ctx, saving(id, other, 1), inLesson(statements));
    expect(second.conflicts).toEqual([]);
    expect(textOf(second.document)).toMatch(/You bring good news[^]*She nods twice/);
    expect((await tellSave(ctx, second)).others).toEqual([
      expect.stringMatching(/changed: Lesson 1, Harm, need, repair · text/),
    ]);
    const shakes = (text: string) => text.replace("She nods twice.", "She shakes her head.");
    const waits = (text: string) => text.replace("She nods twice.", "She waits.");
    await saveModule(ctx, saving(id, trainer, second.revision), inLesson(shakes));
    const third = await saveModule(ctx, saving(id, other, second.revision), inLesson(waits));
    expect(third.conflicts).toHaveLength(1);
    expect(textOf(third.document)).toContain("She shakes her head.");
  });

  it("keeps a readable history, takes back one's own change, and goes back to an earlier save", async () => {
    const { ctx, trainer, id } = await begun(`version:${SLUG}`);
    const who = { forceId: trainer.force.id, draftId: id, by: trainer.personId };
    await saveModule(
      ctx,
      saving(id, trainer, 1),
      inLesson((text) => text.replace("She nods.", "She smiles.")),
    );
    await saveModule(ctx, saving(id, trainer, 2), (draft) => removeLesson(draft, "six-principles"));
    const page = await readHistory(ctx, trainer, id, { from: 1, to: 2 });
    expect(page.compared?.changes.map((one) => one.place)).toEqual(["Lesson 1, Harm, need, repair · text"]);
    const parts = page.compared?.changes[0]?.parts ?? [];
    expect(parts.filter((one) => one.kind === "added").map((one) => one.text)).toEqual(["smiles"]);
    expect(parts.map((one) => one.text).join("").length).toBeLessThan(700);
    const undone = await undoDraft<ModuleDraft>(ctx, who);
    expect(undone?.document.lessons.map((one) => one.id)).toContain("six-principles");
    const back = await restoreDraft<ModuleDraft>(ctx, { ...who, revision: 1 });
    expect(textOf(back.document)).toContain("She nods.");
  });

  it("goes live by another's approval; who is part way keeps theirs, and files leave it alone", async () => {
    const { ctx, trainer, id } = await begun(`version:${SLUG}`);
    const publisher = await as(ctx, "sergeant", "publisher");
    const inFlight = await principal(ctx, "pcso");
    await beginModule(ctx, await learner(ctx, "pcso"), SLUG);
    const before = await liveVersion(ctx, "module", SLUG);
    const later = inLesson((text) => text.replace("She nods.", "She nods, slowly."));
    await saveModule(ctx, saving(id, trainer, 1), later);

    const substance = { ...approval, change: "substance" as const };
    expect((await refusal(askForReview(ctx, trainer, id, substance))).problems[0]?.href).toMatch(/#update$/);
    await askForReview(ctx, trainer, id, approval);
    expect((await readPublishPage(ctx, publisher, id)).effects.join(" ")).toMatch(
      /1 person part way through finish/,
    );
    expect((await refusal(publishDraft(ctx, trainer, id, approval))).code).toBe("not-allowed");
    const live = await publishDraft(ctx, publisher, id, approval);
    expect(live?.number).toBe((before?.number ?? 0) + 1);

    const where = { module: SLUG, lesson: LESSON, screen: 1, again: null };
    const words = async (who: Principal) => JSON.stringify((await readLesson(ctx, who, where))?.blocks);
    expect(await words(inFlight)).toContain("She nods. Then");
    await beginModule(ctx, await learner(ctx, "second"), SLUG);
    expect(await words(await principal(ctx, "second"))).toContain("She nods, slowly. Then");

    const published = await publishContent(ctx, { root: ROOT, by: "test" });
    expect(published.find((one) => one.kind === "module" && one.slug === SLUG)?.outcome).toBe("kept");
    expect((await liveVersion(ctx, "module", SLUG))?.id).toBe(live?.versionId);
    const audit = await ctx.read
      .selectFrom("audit_event")
      .select("detail")
      .where("action", "=", "content.publish")
      .where("subject", "=", id)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(audit.detail)).toMatchObject({
      kind: "module",
      change: "wording",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      replaced: before?.hash,
    });
  });

  it("is withdrawn: who is part way finishes, who holds it keeps it, nobody else meets it, and files leave it so", async () => {
    const { ctx, trainer } = await begun("nothing");
    const publisher = await as(ctx, "sergeant", "publisher");
    const partWay = await principal(ctx, "pcso");
    const newcomer = await principal(ctx, "second");
    const holder = await principal(ctx, "constable");
    await beginModule(ctx, await learner(ctx, "pcso"), SLUG);
    await passCheck(ctx, await learner(ctx, "constable"), SLUG);
    const held = (await readHome(ctx, holder)).required.find((one) => one.slug === SLUG);
    expect(held?.state).toBe("done");

    const page = await readPublished(ctx, publisher, "module", SLUG);
    expect(page.effects.join(" ")).toMatch(
      /1 person part way.*1 person holds it.*The core programme asks for it, and goes on asking/,
    );
    expect((await refusal(withdraw(ctx, trainer, "module", SLUG))).code).toBe("not-allowed");
    await withdraw(ctx, publisher, "module", SLUG);
    expect((await refusal(withdraw(ctx, publisher, "module", SLUG))).code).toBe("not-found");

    const home = await readHome(ctx, newcomer);
    expect(home.required.map((one) => one.slug)).not.toContain(SLUG);
    expect(home.programmes[0]?.parts.find((one) => one.slug === SLUG)).toMatchObject({
      kind: "withdrawn",
      title: "What RJ is, and is not",
    });
    expect((await refusal(readModule(ctx, newcomer, SLUG))).message).toMatch(/“What RJ is.*” was withdrawn/);
    expect((await refusal(beginModule(ctx, await learner(ctx, "second"), SLUG))).code).toBe("not-found");

    expect((await readHome(ctx, partWay)).next).toMatchObject({ action: "Carry on" });
    expect(await readModule(ctx, partWay, SLUG)).toMatchObject({ withdrawn: true });
    await passCheck(ctx, await learner(ctx, "pcso"), SLUG);
    for (const who of [partWay, holder]) {
      const line = (await readHome(ctx, who)).required.find((one) => one.slug === SLUG);
      expect(line).toMatchObject({ state: "done", title: "What RJ is, and is not" });
      expect((await readRecord(ctx, learnerOf(who))).awards.map((one) => one.title)).toContain(line?.title);
    }

    await setTarget(ctx, { forceId: trainer.force.id, by: "test", target: TARGET });
    const asked = coverageAsked(new URL("https://amends.example/coverage"), ctx.now());
    const coverage = await readCoveragePage(ctx, trainer.force, asked);
    expect(coverage.withdrawn).toEqual(["What RJ is, and is not"]);

    const published = await publishContent(ctx, { root: ROOT, by: "test" });
    expect(published.find((one) => one.kind === "module" && one.slug === SLUG)?.outcome).toBe("withdrawn");
    expect(await liveVersion(ctx, "module", SLUG)).toBeNull();
    expect((await readPutAway(ctx, trainer)).withdrawn).toMatchObject([{ kind: "module", slug: SLUG }]);
    const audit = await ctx.read
      .selectFrom("audit_event")
      .select(["by", "detail"])
      .where("action", "=", "content.withdraw")
      .executeTakeFirstOrThrow();
    expect(audit.by).toBe(publisher.personId);
    expect(JSON.parse(audit.detail)).toMatchObject({ kind: "module", slug: SLUG });

    const next = await createModule(ctx, {
      forceId: trainer.force.id,
      by: trainer.personId,
      title: SLUG,
      from: `version:${SLUG}`,
    });
    await saveModule(
      ctx,
      saving(next, trainer, 1),
      inLesson((text) => text.replace("She nods.", "She nods once.")),
    );
    await publishDraft(ctx, publisher, next, approval);
    expect((await readHome(ctx, newcomer)).required.map((one) => one.slug)).toContain(SLUG);
  });

  it("is written from nothing by its buttons alone, each finding beside what it concerns", async () => {
    const { ctx, trainer, id } = await begun("nothing");
    let base = 1;
    const press = async (
      part: Parameters<typeof editModule>[1]["part"],
      verb: string,
      about = "",
      named = "",
    ) => {
      const who = { forceId: trainer.force.id, draftId: id, by: trainer.personId };
      const edited = await editModule(
        ctx,
        { ...who, base, part, deed: [verb, about], named },
        (draft) => draft,
      );
      base = edited.revision;
      return edited;
    };
    const added = await press({ kind: "module" }, "add-lesson", "", "Who says sorry?");
    expect(added.goTo).toBe("lessons/who-says-sorry");
    await press({ kind: "lesson", id: "who-says-sorry" }, "up");
    const asked = await press({ kind: "lesson", id: "who-says-sorry" }, "ask-here");
    const question = asked.goTo?.replace("questions/", "") ?? "";
    await press({ kind: "question", id: question }, "add-part", "options");
    await press({ kind: "question", id: question }, "part-up", `options/${"b"}`);
    await press({ kind: "question", id: question }, "remove-part", "options/d");
    await press({ kind: "bank" }, "add-question", "first-outcome");
    const copied = await press({ kind: "bank" }, "copy-question", question);
    await press({ kind: "bank" }, "remove-question", copied.goTo?.replace("questions/", ""));
    await press({ kind: "module" }, "add-point", "say");

    const lesson = await readLessonPage(ctx, trainer, id, "who-says-sorry");
    expect(lesson.number).toBe(1);
    expect(lesson.questions).toEqual([{ id: question, stem: "Without words", here: true }]);
    expect(lesson.preview?.screens[0]?.blocks.map((one) => one.kind)).toEqual(["prose", "question"]);
    const page = await readQuestionPage(ctx, trainer, id, question);
    expect("options" in page.question && page.question.options.map((one) => one.id.slice(0, 2))).toEqual([
      "b",
      "a",
      "c",
      "o-",
    ]);
    expect(page.findings.map((one) => one.place)).toContain("Question “Without words” · question");
    const bank = await readBankPage(ctx, trainer, id);
    expect(bank.outcomes[0]?.questions.map((one) => one.use)).toEqual(["lesson", "check"]);
    expect(bank.frame.errors).toBeGreaterThan(5);
    await undoDraft(ctx, { forceId: trainer.force.id, draftId: id, by: trainer.personId });
    expect((await openModuleDraft(ctx, trainer.force.id, id)).document.card).toBeNull();
  });

  it("says the line of what is refused in a lesson, shows no preview of it, and does not publish it", async () => {
    const { ctx, trainer, id } = await begun(`version:${SLUG}`);
    const hostile = '## A\n\nLook: {process.env.PATH}\n\n<Say style="x" onClick="y">\n\nHi\n\n</Say>\n';
    await saveModule(
      ctx,
      saving(id, trainer, 1),
      inLesson(() => hostile),
    );
    const page = await readLessonPage(ctx, trainer, id, LESSON);
    expect(page.preview).toBeNull();
    expect(page.findings.map((one) => one.message)).toEqual([
      expect.stringMatching(/^line 3: an expression/),
      expect.stringMatching(/^line 5: <Say> has a style/),
      expect.stringMatching(/^line 5: <Say> has an event handler/),
    ]);
    expect((await refusal(askForReview(ctx, trainer, id, approval))).code).toBe("bad-input");
    const long = await refusal(
      saveModule(
        ctx,
        saving(id, trainer, 2),
        inLesson(() => "[".repeat(1_000_000)),
      ),
    );
    expect(long.problems[0]?.text).toMatch(/use at most 40,000/);
  });

  it("takes pictures, recordings and captions from the browser, tells where they are shown, and publishes them", async () => {
    const { ctx, trainer, id } = await begun(`version:${SLUG}`);
    const send = async (fields: Readonly<Record<string, string | Buffer>>, name = "The gate.png") => {
      const form = new FormData();
      const { revision } = await openModuleDraft(ctx, trainer.force.id, id);
      form.set("revision", String(revision));
      for (const [key, value] of Object.entries(fields))
        form.set(key, typeof value === "string" ? value : new File([new Uint8Array(value)], name));
      return saveModuleForm({ ctx, principal: trainer }, id, { kind: "lesson", id: LESSON }, form);
    };
    const page = () => readLessonPage(ctx, trainer, id, LESSON);
    const told = async () => (await page()).findings.map((one) => one.message);
    const fixture = (name: string) => readFile(join(ROOT, "tests/fixtures/recordings", name));

    await send({ do: "add-file", file: PNG, "file.words": 'A gate & a "hedge"' });
    const [gate] = (await page()).files;
    expect(gate).toMatchObject({
      name: expect.stringMatching(/^the-gate-\w{8}\.png$/) as unknown,
      own: true,
    });
    expect((await page()).lesson.text).toContain(
      `<Figure src="./${gate?.name}" alt="A gate &amp; a &quot;hedge&quot;" />`,
    );
    expect(gate?.shownIn).toEqual(["Harm, need, repair"]);
    expect(await told()).toEqual([]);
    const shown = (await page()).preview?.screens
      .flatMap((one) => one.blocks)
      .find((one) => one.kind === "figure");
    expect(shown).toMatchObject({
      alt: 'A gate & a "hedge"',
      src: expect.stringMatching(/^\/media\//) as unknown,
    });

    await send({ do: "add-file", file: await fixture("square.vtt") }, "square.vtt");
    await send(
      { do: "add-file", file: await fixture("square.webm"), "file.words": "A square" },
      "../../A.svg",
    );
    await send({ do: "add-file", file: await fixture("tone.wav"), "file.words": "A tone" }, "tone");
    const names = (await page()).files.map((one) => one.name);
    expect(names.map((one) => one.replace(/-\w{8}\./, "."))).toEqual([
      "a.webm",
      "square.vtt",
      "the-gate.png",
      "tone.wav",
    ]);
    expect((await page()).lesson.text).toMatch(
      /<Video src=".\/a-\w+\.webm" title="A square" captions=".\/square-\w+\.vtt">\n\nWrite here[^]*<\/Video>\n\n<Audio/,
    );
    expect(await told()).toEqual([]);

    // Refused by what is in it, whatever its name; and a picture without words stops publishing.
    const svg = await refusal(
      send({ do: "add-file", file: Buffer.from("<svg/>"), "file.words": "x" }, "a.png"),
    );
    expect(svg.problems[0]).toMatchObject({ href: "#file" });
    await send({ do: "add-file", file: GIF }, "dot.gif");
    expect((await told()).join()).toMatch(/alt/);
    const dot = (await page()).files.find((one) => one.name.startsWith("dot-"))?.name ?? "";
    await send({ do: `remove-file:${dot}` });
    expect((await page()).files.map((one) => one.name)).toContain(dot);
    const without = (await page()).lesson.text.replace(/\n\n<Figure src=".\/dot-[^]*$/, "\n");
    await send({ do: "save", text: without });
    expect((await page()).files.find((one) => one.name === dot)?.shownIn).toEqual([]);
    await send({ do: `remove-file:${dot}` });
    expect((await page()).files.map((one) => one.name)).not.toContain(dot);

    const publisher = await as(ctx, "sergeant", "publisher");
    await publishDraft(ctx, publisher, id, approval);
    const media = (await liveVersion(ctx, "module", SLUG))?.compiled.media ?? {};
    expect(Object.keys(media).sort()).toEqual(names);
    expect(await readMedia(ctx, media[gate?.name ?? ""]?.sha2 ?? "", null)).toMatchObject({ bytes: PNG });
    // The next version begins with them, and leaves out what no lesson shows any more.
    const of = { forceId: trainer.force.id, by: trainer.personId, title: "" };
    const next = await createModule(ctx, { ...of, from: `version:${SLUG}` });
    expect((await readLessonPage(ctx, trainer, next, LESSON)).files.every((one) => !one.own)).toBe(true);
    expect(await moduleFindings(ctx, await openModuleDraft(ctx, trainer.force.id, next))).toEqual([]);
    const bare = inLesson((text) => text.replace(/\n\n<Figure[^]*$/, "\n"));
    await saveModule(ctx, saving(next, trainer, 1), bare);
    await publishDraft(ctx, publisher, next, approval);
    expect((await liveVersion(ctx, "module", SLUG))?.compiled.media).toBeUndefined();
  });

  it("keeps the pictures of files in the next version that is written in the studio", async () => {
    const { ctx, trainer, id } = await begun("version:refer-record-share");
    const draft = await openModuleDraft(ctx, trainer.force.id, id);
    expect(draft.document.lessons.some(({ text }) => text.includes("<Figure"))).toBe(true);
    expect(await moduleFindings(ctx, draft)).toEqual([]);
  });
});
