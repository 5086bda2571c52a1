/** Trainers' drafts: saved, merged, taken back, approved by somebody else, live, withdrawn. */
import { expect, it } from "vitest";
import { AmendsError } from "#app/domain/errors.ts";
import type { HeldRole } from "#app/domain/identity/permissions.ts";
import { addChoice, addScene, changeScene, emptyChoice, emptyScene } from "#app/domain/scenarios/edit.ts";
import type { ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { toInstant } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import type { Principal } from "#app/services/identity/principal.server.ts";
import { publishContent } from "#app/services/learning/publish-content.server.ts";
import { liveVersion } from "#app/services/learning/read-content.server.ts";
import { setPolicy } from "#app/services/learning/set-policy.server.ts";
import { createDraft, openDraft } from "#app/services/studio/draft.server.ts";
import { readHistory } from "#app/services/studio/draft-history.server.ts";
import { tellSave } from "#app/services/studio/conflicts.server.ts";
import { publishDraft, publishDue } from "#app/services/studio/publish-draft.server.ts";
import { askForReview, sendBack } from "#app/services/studio/review-draft.server.ts";
import { catchUpDraft } from "#app/services/studio/catch-up.server.ts";
import { bringBackDraft, discardDraft, readPutAway } from "#app/services/studio/discard-draft.server.ts";
import { readDraft } from "#app/services/studio/read-draft.server.ts";
import { readDrafts } from "#app/services/studio/read-studio.server.ts";
import { reopenDraft } from "#app/services/studio/reopen-draft.server.ts";
import { readPublishPage } from "#app/services/studio/read-publish.server.ts";
import { withdraw } from "#app/services/studio/withdraw.server.ts";
import { thinSaves } from "#app/services/studio/thin-saves.server.ts";
import { restoreDraft, saveDraft, undoDraft } from "#app/services/studio/save-draft.server.ts";
import { readScene } from "#app/services/scenarios/read-scenario.server.ts";
import { beginScenario } from "#app/services/scenarios/play.server.ts";
import { onBothDatabases } from "./databases.ts";
import { learner, principal, ROOT, type Who } from "./officer.ts";

const SLUG = "the-hedge-and-the-music";

async function as(ctx: Context, who: Who, role: HeldRole["role"]): Promise<Principal> {
  return { ...(await principal(ctx, who)), roles: [{ role, unitId: null }] };
}

const words = (text: string) => (draft: ScenarioDraft) =>
  changeScene(draft, draft.scenes[0]?.id ?? "", (scene) => ({ ...scene, text }));

function saving(draftId: string, by: Principal, base: number, what = "Wrote") {
  return { forceId: by.force.id, draftId, by: by.personId, base, what };
}

const refused = async (work: Promise<unknown>): Promise<AmendsError> => {
  const error = await work.then(
    () => null,
    (one: unknown) => one,
  );
  if (error instanceof AmendsError) return error;
  throw new Error("It was not refused");
};

const approval = { note: "", change: "substance" as const, factsReason: "looked at", publishAt: null };

onBothDatabases("a draft", (open) => {
  async function begun(from: string, title = "Two doors") {
    const ctx = await open({ now: "2018-06-04", force: true });
    const trainer = await as(ctx, "constable", "trainer");
    const other = await as(ctx, "second", "trainer");
    const id = await createDraft(ctx, { forceId: trainer.force.id, by: trainer.personId, title, from });
    return { ctx, trainer, other, id };
  }

  it("keeps what two trainers write at once, and asks only where both wrote the same text", async () => {
    const { ctx, trainer, other, id } = await begun("nothing");
    const scene = (name: string) => (draft: ScenarioDraft) => addScene(draft, emptyScene(name, name), null);
    const first = await saveDraft(ctx, saving(id, trainer, 1), scene("mine"));
    const second = await saveDraft(ctx, saving(id, other, 1), scene("theirs"));
    expect(first.others).toBeNull();
    expect(second.document.scenes.map((one) => one.id)).toEqual(["first", "mine", "theirs"]);
    expect(second.conflicts).toEqual([]);
    expect((await tellSave(ctx, second)).others).toEqual([expect.stringMatching(/changed: Scene 2, mine/)]);

    const base = second.revision;
    await saveDraft(ctx, saving(id, trainer, base), words("He opens the door."));
    const both = await saveDraft(ctx, saving(id, other, base), words("She opens the door."));
    expect(both.document.scenes[0]?.text).toBe("He opens the door.");
    expect((await tellSave(ctx, both)).conflicts).toEqual([
      expect.objectContaining({ mine: "She opens the door.", theirs: "He opens the door." }),
    ]);
  });

  it("lets the later of one's own saves stand, as from two windows", async () => {
    const { ctx, trainer, id } = await begun("nothing");
    await saveDraft(ctx, saving(id, trainer, 1), words("One"));
    const later = await saveDraft(ctx, saving(id, trainer, 1), words("One and two"));
    expect(later.conflicts).toEqual([]);
    expect(later.document.scenes[0]?.text).toBe("One and two");
  });

  it("takes back one's own last change and leaves what others did, again and again, and shows each save", async () => {
    const { ctx, trainer, other, id } = await begun("nothing");
    const { revision } = await saveDraft(ctx, saving(id, trainer, 1), words("First words"));
    await saveDraft(ctx, saving(id, trainer, revision), (draft) =>
      addChoice(draft, "first", emptyChoice("knock")),
    );
    await saveDraft(ctx, saving(id, other, revision + 1), (draft) =>
      addScene(draft, emptyScene("theirs", "Theirs"), null),
    );
    const who = { forceId: trainer.force.id, draftId: id, by: trainer.personId };
    const once = await undoDraft(ctx, who);
    expect(once?.document.scenes.map((one) => [one.id, one.choices.length])).toEqual([
      ["first", 0],
      ["theirs", 0],
    ]);
    const twice = await undoDraft(ctx, who);
    expect(twice?.document.scenes[0]?.text).toBe("");
    expect(await undoDraft(ctx, who)).toBeNull();

    const page = await readHistory(ctx, trainer, id, { from: 1, to: 2 });
    expect(page.compared?.changes).toEqual([
      { place: "Scene 1, The first scene · story", parts: [{ kind: "added", text: "First words" }] },
    ]);
    expect(page.saves[0]?.what).toMatch(/^Undid/);
    const back = await restoreDraft(ctx, { ...who, revision: 2 });
    expect(back.document.scenes.map((one) => one.text)).toEqual(["First words"]);
  });

  it("is another force's secret, and refuses what is out of bounds without losing a word", async () => {
    const { ctx, trainer, id } = await begun("nothing");
    const stranger = { ...trainer.force, id: ctx.newId() } as Principal["force"];
    expect((await refused(openDraft(ctx, stranger.id, id))).code).toBe("not-found");
    await saveDraft(ctx, saving(id, trainer, 1), words("Kept"));
    const error = await refused(saveDraft(ctx, saving(id, trainer, 2), words("x".repeat(20_001))));
    expect(error.code).toBe("bad-input");
    expect(error.problems[0]?.text).toMatch(/^Scene 1, The first scene · story: use at most/);
    expect((await openDraft(ctx, trainer.force.id, id)).document.scenes[0]?.text).toBe("Kept");
  });

  it("goes live only when it is sound and somebody else approves, and files leave it alone after that", async () => {
    const { ctx, trainer, id } = await begun(`version:${SLUG}`);
    const publisher = await as(ctx, "sergeant", "publisher");
    const before = await liveVersion(ctx, "scenario", SLUG);
    const begunBefore = await beginScenario(ctx, await learner(ctx, "pcso"), SLUG);

    const sound = (await openDraft(ctx, trainer.force.id, id)).document;
    const broken = await saveDraft(ctx, saving(id, trainer, 1), (draft) => ({ ...draft, endings: [] }));
    expect((await refused(askForReview(ctx, trainer, id, approval))).problems.length).toBeGreaterThan(0);
    const text = `${sound.scenes[0]?.text ?? ""}\n\nIt has begun to rain.`;
    await saveDraft(ctx, saving(id, trainer, broken.revision), () => words(text)(sound));

    await askForReview(ctx, trainer, id, { ...approval, note: "New weather" });
    expect((await readPublishPage(ctx, publisher, id)).asked).toMatch(/asked for a review/);
    expect((await refused(publishDraft(ctx, trainer, id, approval))).code).toBe("not-allowed");
    const author = { ...trainer, roles: publisher.roles };
    expect((await refused(publishDraft(ctx, author, id, approval))).message).toMatch(/somebody else/);

    await sendBack(ctx, publisher, id, "Say which day it is");
    expect((await readPublishPage(ctx, trainer, id)).answer).toBe("Say which day it is");
    const live = await publishDraft(ctx, publisher, id, approval);
    expect(live?.number).toBe(2);
    const after = await liveVersion(ctx, "scenario", SLUG);
    expect(after?.compiled.scenario.scenes[0]?.text).toContain("It has begun to rain.");
    const audit = await ctx.read
      .selectFrom("audit_event")
      .select("detail")
      .where("action", "=", "content.publish")
      .where("subject", "=", id)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(audit.detail)).toMatchObject({ hash: after?.hash, replaced: before?.hash });
    expect((await refused(saveDraft(ctx, saving(id, trainer, 4), words("x")))).code).toBe("conflict");

    // Whoever was part way through plays on in the version that they began.
    const scene = await readScene(ctx, await learner(ctx, "pcso"), begunBefore);
    expect(JSON.stringify(scene)).not.toContain("begun to rain");
    const again = await publishContent(ctx, { root: ROOT, by: "operator:test" });
    expect(again.find((one) => one.slug === SLUG)).toMatchObject({ outcome: "kept", number: 2 });
    expect((await liveVersion(ctx, "scenario", SLUG))?.number).toBe(2);
  });

  it("never shares a name with another draft, with one put away, or with what was withdrawn", async () => {
    const { ctx, trainer, id } = await begun(`copy:${SLUG}`, "Two doors");
    const publisher = await as(ctx, "sergeant", "publisher");
    const create = async (title: string, from = "nothing") => {
      const made = await createDraft(ctx, { forceId: trainer.force.id, by: trainer.personId, title, from });
      return openDraft(ctx, trainer.force.id, made);
    };
    expect((await openDraft(ctx, trainer.force.id, id)).slug).toBe("two-doors");
    const second = await create("Two doors");
    expect(second.slug).toBe("two-doors-2");
    await discardDraft(ctx, trainer, second.id);
    await publishDraft(ctx, publisher, id, approval);
    await withdraw(ctx, publisher, "scenario", "two-doors");
    expect((await create("Two doors")).slug).toBe("two-doors-3");

    // What was withdrawn comes back as its next version, and so does its name.
    expect((await readPutAway(ctx, trainer)).withdrawn).toEqual([
      { kind: "scenario", slug: "two-doors", title: "Two doors", number: 1 },
    ]);
    const back = await create("", "version:two-doors");
    expect(back.slug).toBe("two-doors");
    await saveDraft(ctx, saving(back.id, trainer, 1), words("A third door."));
    expect((await publishDraft(ctx, publisher, back.id, approval))?.number).toBe(2);
    expect((await readPutAway(ctx, trainer)).withdrawn).toEqual([]);
  });

  it("does not undo what was published since it began: it brings that in first, and asks where both changed", async () => {
    const { ctx, trainer, other, id: mine } = await begun(`version:${SLUG}`);
    const publisher = await as(ctx, "sergeant", "publisher");
    const before = (await openDraft(ctx, trainer.force.id, mine)).document;
    const [first, second, third] = before.scenes.map((one) => one.id);
    if (!first || !second || !third) throw new Error("The scenario is too short");
    const write = (scene: string, field: "text" | "title", text: string) => (draft: ScenarioDraft) =>
      changeScene(draft, scene, (one) => ({ ...one, [field]: `${one[field]}${text}` }));
    await saveDraft(ctx, saving(mine, trainer, 1), write(first, "text", "\n\nMine."));
    await saveDraft(ctx, saving(mine, trainer, 2), write(third, "title", " (mine)"));

    // A second draft of the same version, as two windows could once begin it.
    await ctx.db.updateTable("draft").set({ state: "discarded" }).where("id", "=", mine).execute();
    const theirs = await createDraft(ctx, {
      ...{ forceId: trainer.force.id, by: other.personId, title: "", from: `version:${SLUG}` },
    });
    await bringBackDraft(ctx, trainer, mine);
    await saveDraft(ctx, saving(theirs, other, 1), write(second, "text", "\n\nTheirs."));
    await saveDraft(ctx, saving(theirs, other, 2), write(third, "title", " (theirs)"));
    const soon = toInstant(new Date(Date.parse(ctx.now()) + 3_600_000));
    await publishDraft(ctx, publisher, mine, { ...approval, publishAt: soon });
    expect((await publishDraft(ctx, publisher, theirs, approval))?.number).toBe(2);

    // Set for a time, it goes back to its author and overwrites nothing.
    expect(await publishDue({ ...ctx, now: () => soon })).toBe(0);
    expect((await liveVersion(ctx, "scenario", SLUG))?.number).toBe(2);
    const why = /Version 2 was published since this draft began/;
    expect((await refused(publishDraft(ctx, publisher, mine, approval))).problems[0]?.text).toMatch(why);
    expect((await refused(askForReview(ctx, trainer, mine, approval))).problems[0]?.text).toMatch(why);
    const page = await readPublishPage(ctx, publisher, mine);
    expect(page.catchUp).toBe("Bring it into this draft");
    expect(page.frame.stands).toMatch(/^Draft of version 3 .* another was published since it began$/);

    const told = await tellSave(ctx, await catchUpDraft(ctx, trainer, mine));
    expect(told.conflicts.map((one) => [one.mine, one.theirs])).toEqual([
      [expect.stringMatching(/\(mine\)$/), expect.stringMatching(/\(theirs\)$/)],
    ]);
    const merged = (await openDraft(ctx, trainer.force.id, mine)).document;
    expect(merged.scenes[0]?.text).toMatch(/Mine\.$/);
    expect(merged.scenes[1]?.text).toMatch(/Theirs\.$/);
    const differs = (await readHistory(ctx, publisher, mine, { from: "live", to: null })).compared;
    expect(differs?.from).toBe("version 2, which is live,");
    expect(differs?.changes.map((one) => one.place)).toEqual([expect.stringMatching(/^Scene 1, .* story$/)]);
    expect((await publishDraft(ctx, publisher, mine, approval))?.number).toBe(3);
    expect((await refused(catchUpDraft(ctx, trainer, theirs))).code).toBe("conflict");
  });

  it("gets a name of its own when another was published under its name since", async () => {
    const { ctx, trainer, other, id } = await begun(`copy:${SLUG}`, "Two doors");
    const publisher = await as(ctx, "sergeant", "publisher");
    const who = { forceId: trainer.force.id, by: other.personId, from: `copy:${SLUG}` };
    const twin = await createDraft(ctx, { ...who, title: "Two doors" });
    // As two that began in the same instant.
    const same = (draft: ScenarioDraft) => ({ ...draft, slug: "two-doors" });
    await saveDraft(ctx, saving(twin, other, 1), same);
    await publishDraft(ctx, publisher, id, approval);
    expect((await refused(publishDraft(ctx, publisher, twin, approval))).problems[0]?.text).toMatch(
      /published under the name two-doors since .* Give this one a name of its own/,
    );
    await catchUpDraft(ctx, other, twin);
    expect((await publishDraft(ctx, publisher, twin, approval))?.number).toBe(1);
    expect((await liveVersion(ctx, "scenario", "two-doors-2"))?.title).toBe("Two doors");
  });

  it("is opened, not begun again, where a next version is being written; and is kept when it is discarded", async () => {
    const { ctx, trainer, other, id } = await begun(`version:${SLUG}`);
    const next = { forceId: other.force.id, by: other.personId, title: "", from: `version:${SLUG}` };
    expect(await createDraft(ctx, next)).toBe(id);
    await saveDraft(ctx, saving(id, trainer, 1), words("Kept for later"));
    await discardDraft(ctx, trainer, id);
    expect(await readDrafts(ctx, trainer)).toEqual([]);
    expect((await refused(openDraft(ctx, trainer.force.id, id))).code).toBe("not-found");
    expect((await refused(saveDraft(ctx, saving(id, trainer, 2), words("x")))).code).toBe("not-found");
    const stranger = { ...trainer, force: { ...trainer.force, id: ctx.newId() } } as Principal;
    expect((await refused(bringBackDraft(ctx, stranger, id))).code).toBe("not-found");
    expect((await readPutAway(ctx, other)).drafts.map((one) => one.id)).toEqual([id]);
    expect(await bringBackDraft(ctx, other, id)).toBe(id);
    expect((await openDraft(ctx, trainer.force.id, id)).document.scenes[0]?.text).toBe("Kept for later");
    const told = await ctx.read
      .selectFrom("audit_event")
      .select("action")
      .where("subject", "=", id)
      .orderBy("id")
      .execute();
    expect(told.map((one) => one.action)).toEqual(["content.discard", "content.bring-back"]);
  });

  it("stays as it was asked about or scheduled until somebody takes it back", async () => {
    const { ctx, trainer, id } = await begun(`copy:${SLUG}`, "A third hedge");
    const publisher = await as(ctx, "sergeant", "publisher");
    const who = { forceId: trainer.force.id, draftId: id, by: trainer.personId };
    await saveDraft(ctx, saving(id, trainer, 1), (draft) => ({ ...draft, role: "PC, on foot" }));
    await askForReview(ctx, trainer, id, approval);
    const { frame } = await readDraft(ctx, trainer, id);
    expect(frame.open).toBe(false);
    expect(frame.waits).toMatch(/^It waits for a publisher/);
    const late = await refused(saveDraft(ctx, saving(id, trainer, 2), words("One keystroke")));
    expect(late.code).toBe("conflict");
    expect(late.message).toMatch(/waits for a publisher/);
    expect((await refused(undoDraft(ctx, who))).code).toBe("conflict");

    const soon = toInstant(new Date(Date.parse(ctx.now()) + 3_600_000));
    await publishDraft(ctx, publisher, id, { ...approval, publishAt: soon });
    expect((await refused(saveDraft(ctx, saving(id, trainer, 2), words("x")))).message).toMatch(/go live/);
    expect((await openDraft(ctx, trainer.force.id, id)).state).toBe("scheduled");
    await reopenDraft(ctx, trainer, id);
    expect((await refused(reopenDraft(ctx, trainer, id))).code).toBe("conflict");
    expect((await saveDraft(ctx, saving(id, trainer, 2), words("Taken back"))).revision).toBe(3);
    expect(await publishDue({ ...ctx, now: () => soon })).toBe(0);
    expect(await liveVersion(ctx, "scenario", "a-third-hedge")).toBeNull();
  });

  it("goes live at its time, and back to its author when it cannot", async () => {
    const { ctx, trainer, id } = await begun(`copy:${SLUG}`, "Another hedge");
    const publisher = await as(ctx, "sergeant", "publisher");
    const soon = toInstant(new Date(Date.parse(ctx.now()) + 3_600_000));
    expect(await publishDraft(ctx, publisher, id, { ...approval, publishAt: soon })).toBeNull();
    expect(await publishDue(ctx)).toBe(0);
    expect(await publishDue({ ...ctx, now: () => soon })).toBe(1);
    expect((await liveVersion(ctx, "scenario", "another-hedge"))?.title).toBe("Another hedge");
    expect((await openDraft(ctx, trainer.force.id, id)).state).toBe("published");
    await withdraw(ctx, publisher, "scenario", "another-hedge");
    expect(await liveVersion(ctx, "scenario", "another-hedge")).toBeNull();
    expect((await refused(withdraw(ctx, publisher, "scenario", SLUG))).message).toMatch(/would have a gap/);
  });

  it("may be published by its author where the force says so", async () => {
    const { ctx, trainer, id } = await begun(`copy:${SLUG}`, "Our own hedge");
    const author: Principal = { ...trainer, roles: [{ role: "publisher", unitId: null }] };
    await setPolicy(ctx, {
      forceId: trainer.force.id,
      key: "studio-approval",
      choice: "any-publisher",
      by: trainer.personId,
    });
    expect((await publishDraft(ctx, author, id, approval))?.number).toBe(1);
  });

  it("needs a reason when a fact it cites is past its review day", async () => {
    const { ctx, trainer, id } = await begun(`copy:${SLUG}`, "An old hedge");
    const publisher = await as(ctx, "sergeant", "publisher");
    const { facts } = (await openDraft(ctx, trainer.force.id, id)).document;
    expect(facts.length).toBeGreaterThan(0);
    const later: Context = { ...ctx, machineNow: () => toInstant(new Date("2099-01-01T00:00:00Z")) };
    const silent = { ...approval, factsReason: " " };
    const error = await refused(publishDraft(later, publisher, id, silent));
    expect(error.message).toMatch(/^Facts past their review day: F/);
    expect(error.problems[0]?.href).toBe("#factsReason");
    expect(await liveVersion(later, "scenario", "an-old-hedge")).toBeNull();
    expect((await readPublishPage(later, publisher, id)).dueFacts.map((one) => one.id)).toEqual(
      expect.arrayContaining([...facts].slice(0, 1)),
    );
    await publishDraft(later, publisher, id, { ...approval, factsReason: "The act is unchanged" });
    const { detail } = await ctx.read
      .selectFrom("audit_event")
      .select("detail")
      .where("action", "=", "content.publish")
      .where("subject", "=", id)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(detail)).toMatchObject({ factsReason: "The act is unchanged" });
  });

  it("keeps the last save of each minute of typing after a while; a page from one that is gone still saves", async () => {
    const { ctx, trainer, other, id } = await begun("nothing");
    const at = (instant: string): Context => ({ ...ctx, now: () => instant as ReturnType<Context["now"]> });
    const type = (second: number, base: number) =>
      saveDraft(
        at(`2018-06-04T09:10:${String(second).padStart(2, "0")}.000Z`),
        saving(id, trainer, base),
        (draft) => ({ ...draft, summary: `${draft.summary}word${base} ` }),
      );
    for (let base = 1; base <= 20; base += 1) await type(base * 2, base);
    const rows = async () =>
      (await ctx.read.selectFrom("draft_save").select("revision").where("draft_id", "=", id).execute())
        .map((one) => one.revision)
        .sort((a, b) => a - b);
    expect((await readHistory(ctx, trainer, id, { from: null, to: null })).saves).toHaveLength(2);
    expect(await thinSaves(at("2018-06-04T09:12:00.000Z"))).toBe(0);
    expect(await thinSaves(at("2018-06-04T09:20:00.000Z"))).toBe(19);
    expect(await rows()).toEqual([1, 21]);

    // Opened in the middle of that minute, and saved now: what it changed goes in, and nothing is taken back.
    const late = at("2018-06-04T09:21:00.000Z");
    const saved = await saveDraft(late, saving(id, other, 10), (draft) => ({ ...draft, role: "PC on foot" }));
    expect(saved.conflicts).toEqual([]);
    expect(saved.document.role).toBe("PC on foot");
    expect(saved.document.summary).toContain("word20");
    const undone = await undoDraft(late, { forceId: trainer.force.id, draftId: id, by: trainer.personId });
    expect(undone?.document.summary).not.toContain("word");
    expect(undone?.document.role).toBe("PC on foot");
  });

  it("keeps the last save of each hour and author after a day, and what was undone", async () => {
    const { ctx, trainer, other, id } = await begun("nothing");
    const at = (instant: string): Context => ({ ...ctx, now: () => instant as ReturnType<Context["now"]> });
    // Each in a scene of its own, so that what one undoes is nobody else's.
    let revision = 1;
    const add = async (hour: string, by: Principal) => {
      const named = `scene-${hour.replace(":", "-")}`;
      const saved = await saveDraft(at(`2018-06-04T${hour}:00.000Z`), saving(id, by, revision), (draft) =>
        addScene(draft, emptyScene(named, named), null),
      );
      revision = saved.revision;
    };
    for (const [hour, by] of [
      ["09:10", trainer],
      ["09:20", trainer],
      ["09:30", other],
      ["09:40", trainer],
    ] as const)
      await add(hour, by);
    const undone = await undoDraft(at("2018-06-04T10:05:00.000Z"), {
      ...{ forceId: trainer.force.id, draftId: id, by: other.personId },
    });
    revision = undone?.revision ?? 0;
    await add("10:20", trainer);
    await add("10:30", trainer);
    const kept = async () =>
      (await readHistory(ctx, trainer, id, { from: null, to: null })).saves.map((one) => one.revision);
    expect(await thinSaves(at("2018-06-05T09:00:00.000Z"))).toBe(0);
    expect(await thinSaves(at("2018-06-05T12:00:00.000Z"))).toBe(2);
    expect(await kept()).toEqual([8, 6, 5, 4, 3, 1]);
    expect(await thinSaves(at("2018-06-05T12:00:00.000Z"))).toBe(0);
    // Undo still finds what came before; a page from a save that is gone says so.
    const undo = { forceId: trainer.force.id, draftId: id, by: trainer.personId };
    expect((await undoDraft(at("2018-06-05T12:01:00.000Z"), undo))?.revision).toBe(9);
    await expect(
      saveDraft(at("2018-06-05T12:02:00.000Z"), saving(id, trainer, 2), words("late")),
    ).rejects.toMatchObject({
      code: "stale",
    });
  });
});
