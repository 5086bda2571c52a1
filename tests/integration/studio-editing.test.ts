/** The editor's buttons: each one save, that merges and can be taken back; and what an author is told of a save. */
import { expect, it } from "vitest";
import type { HeldRole } from "#app/domain/identity/permissions.ts";
import { proveDraft, scenarioDraft, type ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { withSceneForm } from "#app/http/draft-form.ts";
import type { Context } from "#app/services/context.server.ts";
import type { Principal } from "#app/services/identity/principal.server.ts";
import { tellSave } from "#app/services/studio/conflicts.server.ts";
import { createDraft, openDraft } from "#app/services/studio/draft.server.ts";
import { proveApart } from "#app/services/studio/prove-apart.server.ts";
import { readDraft } from "#app/services/studio/read-draft.server.ts";
import { placeScenes, readGraph } from "#app/services/studio/read-graph.server.ts";
import { readDrafts } from "#app/services/studio/read-studio.server.ts";
import { editDraft, type DraftPart, type Edited } from "#app/services/studio/edit-draft.server.ts";
import { undoDraft } from "#app/services/studio/save-draft.server.ts";
import { ownScenarios } from "#tests/fixtures/scenarios.ts";
import { onBothDatabases } from "./databases.ts";
import { principal, type Who } from "./officer.ts";

const FIRST: DraftPart = { kind: "scene", id: "first" };
const nothing = (draft: ScenarioDraft) => draft;

const typing = (fields: Readonly<Record<string, string>>) => (draft: ScenarioDraft) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return withSceneForm(draft, "first", form);
};

it("proves what takes long in a thread of its own, and answers others meanwhile", async () => {
  const [own] = ownScenarios();
  const document = scenarioDraft.parse(own);
  let answered = 0;
  const others = setInterval(() => (answered += 1), 1);
  const proof = await proveApart(document);
  clearInterval(others);
  expect(answered).toBeGreaterThan(5);
  expect(proof).toEqual(proveDraft(document));
});

onBothDatabases("the editor's buttons", (open) => {
  const as = async (ctx: Context, who: Who, role: HeldRole["role"]): Promise<Principal> => ({
    ...(await principal(ctx, who)),
    roles: [{ role, unitId: null }],
  });

  async function begun() {
    const ctx = await open({ now: "2018-06-04", force: true });
    const trainer = await as(ctx, "constable", "trainer");
    const other = await as(ctx, "second", "trainer");
    const of = { forceId: trainer.force.id, title: "Two doors", from: "nothing" };
    const draftId = await createDraft(ctx, { ...of, by: trainer.personId });
    let base = 1;
    const press = async (
      deed: readonly [string, string],
      { part = FIRST, typed = nothing, by = trainer, from = base, askAll = false } = {},
    ): Promise<Edited> => {
      const who = { forceId: by.force.id, draftId, by: by.personId };
      const edited = await editDraft(ctx, { ...who, base: from, part, deed, askAll }, typed);
      base = edited.revision;
      return edited;
    };
    const undo = () => undoDraft(ctx, { forceId: trainer.force.id, draftId, by: trainer.personId });
    return { ctx, trainer, other, draftId, press, undo };
  }

  it("splits a scene with what was just typed, and Undo makes it one again", async () => {
    const { press, undo } = await begun();
    await press(["add-choice", ""]);
    const typed = typing({ text: "One.\r\n\r\nTwo.\r\n\r\nThree." });
    const split = await press(["split", "2"], { typed });
    const [first, second] = split.document.scenes;
    expect(split.goTo).toBe(`scenes/${second?.id}`);
    expect([first?.text, second?.text]).toEqual(["One.", "Two.\n\nThree."]);
    expect(first?.choices.map((one) => one.to)).toEqual([second?.id]);
    expect(second?.choices).toHaveLength(1);
    const back = await undo();
    expect(back?.document.scenes.map((one) => [one.text, one.choices.length])).toEqual([["", 1]]);
  });

  it("moves and deletes scenes, endings and choices; what led to a deleted place leads nowhere", async () => {
    const { press, undo } = await begun();
    await press(["add-choice", ""]);
    const choice = (await press(["add-choice", ""])).document.scenes[0]?.choices[0]?.id ?? "";
    const added = await press(["scene-for", choice]);
    const second = added.document.scenes[1]?.id ?? "";
    expect(added.document.scenes[0]?.choices[0]?.to).toBe(second);
    const part: DraftPart = { kind: "scene", id: second };
    const order = async (verb: string, about = "", of = part) =>
      (await press([verb, about], { part: of })).document.scenes.map((one) => one.id);
    expect(await order("up")).toEqual([second, "first"]);
    expect(await order("up")).toEqual([second, "first"]);
    expect(await order("down")).toEqual(["first", second]);

    const moved = await press(["choice-down", choice]);
    expect(moved.document.scenes[0]?.choices.map((one) => one.id === choice)).toEqual([false, true]);
    const gone = await press(["remove-part", ""], { part });
    expect(gone.goTo).toBe("");
    expect(gone.document.scenes[0]?.choices.map((one) => one.to)).toEqual(["", ""]);
    const back = await undo();
    expect(back?.document.scenes.map((one) => one.id)).toEqual(["first", second]);
    expect(back?.document.scenes[0]?.choices[1]?.to).toBe(second);
    const fewer = await press(["remove-choice", choice], { from: back?.revision ?? 0 });
    expect(fewer.document.scenes[0]?.choices).toHaveLength(1);

    const ending = (await press(["add-ending", ""])).document.endings[0]?.id ?? "";
    const of: DraftPart = { kind: "ending", id: ending };
    expect((await press(["remove-part", ""], { part: of })).document.endings).toEqual([]);
  });

  it("adds and deletes one way with a condition and no other", async () => {
    const { press } = await begun();
    const choice = (await press(["add-choice", ""])).document.scenes[0]?.choices[0]?.id ?? "";
    await press(["add-way", choice]);
    const name = `c.${choice}`;
    const row = (at: number, level: string) => ({
      [`${name}.way.${at}.to`]: "first",
      [`${name}.way.${at}.when.0.measure`]: "trust",
      [`${name}.way.${at}.when.0.atLeast`]: level,
    });
    const typed = typing({ [`${name}.text`]: "Knock.", [`${name}.to`]: "", ...row(0, "1") });
    await press(["add-way", choice], { typed });
    const both = typing({ [`${name}.text`]: "Knock.", [`${name}.to`]: "", ...row(0, "1"), ...row(1, "4") });
    const fewer = await press(["remove-way", `${choice}:0`], { typed: both });
    expect(fewer.document.scenes[0]?.choices[0]?.to).toEqual([
      { to: "first", when: [{ measure: "trust", atLeast: 4 }] },
      { to: "", when: [] },
    ]);
    const none = await press(["remove-way", `${choice}:0`]);
    expect(none.document.scenes[0]?.choices[0]?.to).toBe("");
  });

  it("keeps with a draft what the prover counted, until the next save", async () => {
    const { ctx, trainer, draftId, press } = await begun();
    const line = async () => (await readDrafts(ctx, trainer))?.find((one) => one.id === draftId)?.verdict;
    const { frame } = await readDraft(ctx, trainer, draftId);
    expect(await line()).toMatch(new RegExp(`^${frame.errors} errors`));
    expect((await openDraft(ctx, trainer.force.id, draftId)).verdict).toMatchObject({ revision: 1 });
    const { revision } = await press(["add-ending", ""]);
    expect((await openDraft(ctx, trainer.force.id, draftId)).verdict?.revision).toBe(1);
    await line();
    const kept = (await openDraft(ctx, trainer.force.id, draftId)).verdict;
    expect(kept?.revision).toBe(revision);
    expect(kept?.errors).toBeGreaterThan(0);
  });

  it("keeps where the graph shows places that there are, and refuses what is no layout", async () => {
    const { ctx, trainer, draftId, press } = await begun();
    const place = (text: string) => placeScenes(ctx, trainer, { draftId, text });
    await place(JSON.stringify({ first: { x: 10, y: -20 }, gone: { x: 1, y: 1 } }));
    await press(["save", ""], { typed: typing({ text: "One" }) });
    expect((await readGraph(ctx, trainer, draftId)).layout).toEqual({ first: { x: 10, y: -20 } });
    for (const text of ["", "[]", '{"first":{"x":"1","y":2}}', '{"first":{"x":1e9,"y":2}}'])
      await expect(place(text)).rejects.toMatchObject({ code: "bad-input" });
    await place("{}");
    expect((await readGraph(ctx, trainer, draftId)).layout).toEqual({});
  });

  it("says when a form no longer shows what is saved, and asks about what a browser kept even of oneself", async () => {
    const { ctx, trainer, draftId, press } = await begun();
    const told = async (edited: Edited, part: DraftPart = FIRST) => tellSave(ctx, edited, part);
    const first = await press(["save", ""], { typed: typing({ title: "At the door", text: "One" }) });
    expect((await told(first)).redraw).toBe(false);
    // Another window of one's own, from before that.
    const second = await press(["save", ""], { typed: typing({ where: "Alder Row" }), from: 1 });
    expect(second.document.scenes[0]).toMatchObject({ title: "At the door", where: "Alder Row" });
    expect((await told(second)).redraw).toBe(true);
    expect((await told(second, { kind: "about" })).redraw).toBe(false);

    const later = await press(["save", ""], { typed: typing({ text: "Two" }), from: 1 });
    expect(later.conflicts).toEqual([]);
    const kept = await press(["save", ""], { typed: typing({ text: "Three" }), from: 1, askAll: true });
    expect((await told(kept)).conflicts).toEqual([expect.objectContaining({ mine: "Three", theirs: "Two" })]);
    expect((await openDraft(ctx, trainer.force.id, draftId)).document.scenes[0]?.text).toBe("Two");
  });
});
