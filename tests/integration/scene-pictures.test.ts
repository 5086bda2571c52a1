/** Pictures of scenes: chosen in the studio or in files, kept once, published, played, and taken along. */
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { AmendsError } from "#app/domain/errors.ts";
import type { HeldRole } from "#app/domain/identity/permissions.ts";
import { hashInName } from "#app/domain/learning/picture.ts";
import { changeScene } from "#app/domain/scenarios/edit.ts";
import type { DraftScene, ScenarioDraft } from "#app/domain/scenarios/draft.ts";
import { saveForm } from "#app/http/draft-action.server.ts";
import { scenarioFile } from "#app/http/scenario-file.server.ts";
import type { Context } from "#app/services/context.server.ts";
import type { Principal } from "#app/services/identity/principal.server.ts";
import { keepPicture } from "#app/services/learning/keep-media.server.ts";
import { publishContent } from "#app/services/learning/publish-content.server.ts";
import { readMedia } from "#app/services/learning/read-media.server.ts";
import { liveVersion } from "#app/services/learning/read-content.server.ts";
import { catchUpDraft } from "#app/services/studio/catch-up.server.ts";
import { createDraft, openDraft, publishedSource } from "#app/services/studio/draft.server.ts";
import { readHistory } from "#app/services/studio/draft-history.server.ts";
import { importDraft } from "#app/services/studio/import-draft.server.ts";
import { obstacles } from "#app/services/studio/obstacles.server.ts";
import { publishDraft } from "#app/services/studio/publish-draft.server.ts";
import { readScenePage } from "#app/services/studio/read-parts.server.ts";
import { saveDraft, undoDraft } from "#app/services/studio/save-draft.server.ts";
import { tryDraft } from "#app/services/studio/try-draft.server.ts";
import { readScene } from "#app/services/scenarios/read-scenario.server.ts";
import { beginScenario } from "#app/services/scenarios/play.server.ts";
import { GIF, JPEG, PNG } from "#tests/fixtures/pictures.ts";
import { onBothDatabases } from "./databases.ts";
import { learner, principal, ROOT, type Who } from "./officer.ts";

const SLUG = "the-hedge-and-the-music";
const approval = { note: "", change: "wording" as const, factsReason: "looked at", publishAt: null };

const as = async (ctx: Context, who: Who, role: HeldRole["role"]): Promise<Principal> => ({
  ...(await principal(ctx, who)),
  roles: [{ role, unitId: null }],
});
const refused = (work: Promise<unknown>): Promise<AmendsError> =>
  work.then(
    () => Promise.reject(new Error("It was not refused")),
    (error: unknown) => (error instanceof AmendsError ? error : Promise.reject(error as Error)),
  );
const playedBy = async (ctx: Context, who: Who) => {
  const page = await readScene(
    ctx,
    await learner(ctx, who),
    await beginScenario(ctx, await learner(ctx, who), SLUG),
  );
  return page.ended ? null : page.scene.picture;
};

onBothDatabases("pictures of scenes", (open) => {
  async function begun() {
    const ctx = await open({ now: "2018-06-04", force: true });
    const trainer = await as(ctx, "constable", "trainer");
    const other = await as(ctx, "second", "trainer");
    const publisher = await as(ctx, "sergeant", "publisher");
    const of = { forceId: trainer.force.id, by: trainer.personId };
    const id = await createDraft(ctx, { ...of, title: "", from: `version:${SLUG}` });
    const scene = (await openDraft(ctx, trainer.force.id, id)).document.start;
    const send = async (fields: Readonly<Record<string, string | Buffer>>, by = trainer, base?: number) => {
      const form = new FormData();
      const { revision } = await openDraft(ctx, trainer.force.id, id);
      form.set("revision", String(base ?? revision));
      for (const [name, value] of Object.entries(fields))
        form.set(name, typeof value === "string" ? value : new File([new Uint8Array(value)], "any.name"));
      return saveForm({ ctx, principal: by }, id, { kind: "scene", id: scene }, form);
    };
    const pictureNow = async () =>
      (await openDraft(ctx, trainer.force.id, id)).document.scenes.find((one) => one.id === scene)?.picture;
    return { ctx, trainer, other, publisher, of, id, scene, send, pictureNow };
  }

  it("are chosen in a scene's form, seen there, told in the history, and taken back", async () => {
    const { ctx, trainer, of, id, scene, send, pictureNow } = await begun();
    await send({ do: "picture", "picture.file": PNG, "picture.alt": "A hedge" });
    const chosen = await pictureNow();
    expect(chosen?.alt).toBe("A hedge");
    const src = `/media/${hashInName(chosen?.file ?? "")}`;
    const shown = { src, alt: "A hedge", width: 24, height: 16 };
    expect((await readScenePage(ctx, trainer, id, scene)).preview.picture).toEqual(shown);
    const tried = await tryDraft(ctx, trainer, id, { from: null, way: [] });
    expect(tried.at).toMatchObject({ kind: "scene", picture: shown });

    // What is typed without a file leaves the picture and changes its words.
    await send({ "picture.alt": "A tall hedge" });
    expect(await pictureNow()).toEqual({ ...chosen, alt: "A tall hedge" });
    await send({ do: "picture", "picture.file": JPEG, "picture.alt": "A wall" });
    const history = await readHistory(ctx, trainer, id, { from: 3, to: 4 });
    expect(history.compared?.changes).toMatchObject([
      { place: expect.stringMatching(/^Scene 1, .* · picture$/) as unknown },
    ]);
    expect(history.compared?.changes[0]?.parts).toEqual([
      { kind: "removed", text: expect.stringMatching(/^picture \w{8}: A tall hedge$/) as unknown },
      { kind: "added", text: expect.stringMatching(/^picture \w{8}: A wall$/) as unknown },
    ]);
    expect(history.saves[0]?.what).toBe("Put a picture in the scene");

    await send({ do: "remove-picture" });
    expect(await pictureNow()).toBeUndefined();
    await undoDraft(ctx, { ...of, draftId: id });
    expect((await pictureNow())?.alt).toBe("A wall");
  });

  it("are refused when they are none, and a scene without words for its picture is not published", async () => {
    const { ctx, trainer, id, send, pictureNow } = await begun();
    const svg = await refused(send({ do: "picture", "picture.file": Buffer.from("<svg onload='x'/>") }));
    expect(svg.problems).toEqual([
      {
        text: expect.stringMatching(/^The picture is no PNG, JPEG, WebP or GIF/) as unknown,
        href: "#picture.file",
      },
    ]);
    expect((await refused(send({ do: "picture" }))).problems[0]?.href).toBe("#picture.file");
    expect(await pictureNow()).toBeUndefined();
    await send({ do: "picture", "picture.file": PNG });
    const draft = await openDraft(ctx, trainer.force.id, id);
    expect((await obstacles(ctx, draft)).map((one) => one.text).join()).toMatch(
      /no words for those who cannot see/,
    );
    await send({ "picture.alt": "A hedge" });
    expect(await obstacles(ctx, await openDraft(ctx, trainer.force.id, id))).toEqual([]);
    const lost = changeScene(draft.document, draft.document.start, (one) => ({
      ...one,
      picture: { file: `${"0".repeat(64)}.png`, alt: "Gone" },
    }));
    expect((await obstacles(ctx, { ...draft, document: lost }))[0]?.text).toMatch(/there is no picture/);
  });

  it("of two authors are asked about as one with their words", async () => {
    const { send, other, pictureNow } = await begun();
    await send({ do: "picture", "picture.file": PNG, "picture.alt": "A hedge" });
    await send({ do: "picture", "picture.file": JPEG, "picture.alt": "A wall" }, undefined, 2);
    const theirs = await pictureNow();
    const told = await send({ "picture.alt": "A green hedge" }, other, 2);
    expect(await pictureNow()).toEqual(theirs);
    expect(told.conflicts).toMatchObject([
      {
        place: expect.stringMatching(/ · picture$/) as unknown,
        mine: expect.stringMatching(/^picture \w{8}: A green hedge$/) as unknown,
        theirs: expect.stringMatching(/^picture \w{8}: A wall$/) as unknown,
      },
    ]);
    const [conflict] = told.conflicts;
    const settle = { "settle.0.path": conflict?.path ?? "", "settle.0.value": conflict?.value ?? "" };
    await send({ do: "settle", ...settle, "settle.0.take": "mine" }, other);
    expect((await pictureNow())?.alt).toBe("A green hedge");
  });

  it("go live with their version, whose hash they change, and stay with those who began it", async () => {
    const { ctx, trainer, publisher, of, id, scene, send } = await begun();
    const before = await liveVersion(ctx, "scenario", SLUG);
    expect(await playedBy(ctx, "pcso")).toBeNull();
    await send({ do: "picture", "picture.file": PNG, "picture.alt": "A hedge" });
    await publishDraft(ctx, publisher, id, approval);
    const first = await liveVersion(ctx, "scenario", SLUG);
    expect(first?.hash).not.toBe(before?.hash);
    const shown = await playedBy(ctx, "second");
    expect(shown).toMatchObject({ alt: "A hedge", width: 24, height: 16 });
    expect(await playedBy(ctx, "pcso")).toBeNull();
    const served = await readMedia(ctx, shown?.src.replace("/media/", "") ?? "", null);
    expect(served).toMatchObject({ contentType: "image/png", bytes: PNG });

    // The next version begins with it, and another picture under the same words is another version.
    const next = await createDraft(ctx, { ...of, title: "", from: `version:${SLUG}` });
    const draft = await openDraft(ctx, trainer.force.id, next);
    expect(draft.document.scenes.find((one) => one.id === scene)?.picture?.alt).toBe("A hedge");
    const file = await keepPicture(ctx, GIF, "#x");
    const other = (one: DraftScene): DraftScene => ({ ...one, picture: { file, alt: "A hedge" } });
    const change = (whole: ScenarioDraft) => changeScene(whole, scene, other);
    await saveDraft(ctx, { ...of, draftId: next, base: 1, what: "Wrote" }, change);
    await publishDraft(ctx, publisher, next, approval);
    expect((await liveVersion(ctx, "scenario", SLUG))?.hash).not.toBe(first?.hash);
    expect(await playedBy(ctx, "second")).toEqual(shown);
    expect(await playedBy(ctx, "constable")).toMatchObject({ width: 1 });
    const sha2 = hashInName(file) ?? "";
    const kept = await ctx.read.selectFrom("media").select("width").where("sha2", "=", sha2).execute();
    expect(kept).toEqual([{ width: 1 }]);
  });

  it("come with a file into a draft, and go with a draft into a file", async () => {
    const { ctx, trainer, of, id, send, pictureNow } = await begun();
    await send({ do: "picture", "picture.file": PNG, "picture.alt": "A hedge" });
    const { document } = await openDraft(ctx, trainer.force.id, id);
    const zip = await scenarioFile(ctx, document, "zip");
    expect(zip.headers.get("content-disposition")).toBe(`attachment; filename="${SLUG}.zip"`);
    const bytes = new Uint8Array(await zip.arrayBuffer());
    const name = (await pictureNow())?.file ?? "";
    expect(Buffer.from(unzipSync(bytes)[name] ?? [])).toEqual(PNG);
    const back = await importDraft(ctx, of, { name: "any.zip", bytes });
    expect(back.report).toEqual([]);
    const again = await openDraft(ctx, trainer.force.id, back.id);
    expect({ ...again.document, slug: SLUG }).toEqual(document);

    // Its text alone finds what is kept here, and leaves out what is not.
    const yaml = Buffer.from(await (await scenarioFile(ctx, document, "yaml")).arrayBuffer());
    const text = await importDraft(ctx, of, { name: "any.yaml", bytes: yaml });
    expect((await openDraft(ctx, trainer.force.id, text.id)).document.scenes).toEqual(document.scenes);
    const strange = Buffer.from(yaml.toString().replace(name, `${"0".repeat(64)}.png`));
    const without = await importDraft(ctx, of, { name: "any.yaml", bytes: strange });
    expect(without.report.map((one) => one.text)).toEqual([expect.stringMatching(/is not with the file/)]);
  });

  it("stand beside a scenario's file under their author's names, and are checked with it", async () => {
    const { ctx, trainer, id } = await begun();
    const root = await mkdtemp(join(tmpdir(), "amends-pictures-"));
    try {
      for (const folder of ["modules", "content"])
        await cp(join(ROOT, folder), join(root, folder), { recursive: true });
      const scenarios = join(root, "content/scenarios");
      const { document } = await publishedSource(ctx, SLUG);
      const yaml = async (picture: object) => {
        const scenes = document.scenes.map((one, at) => (at === 0 ? { ...one, picture } : one));
        await writeFile(join(scenarios, `${SLUG}.yaml`), JSON.stringify({ ...document, scenes }));
      };
      await mkdir(join(scenarios, "notes"));
      await yaml({ file: "hedge.png" });
      const wrong = async () =>
        (await refused(publishContent(ctx, { root, by: "test" }))).problems.map((one) => one.text).join("\n");
      expect(await wrong()).toMatch(
        /no words for those who cannot see it[^]*there is no picture "hedge.png"/,
      );
      await writeFile(join(scenarios, "hedge.png"), "<script>");
      expect(await wrong()).toMatch(/the picture "hedge.png" is no PNG/);
      await writeFile(join(scenarios, "hedge.png"), JPEG);
      await yaml({ file: "hedge.png", alt: "A hedge" });
      const published = await publishContent(ctx, { root, by: "test" });
      expect(published.find((one) => one.slug === SLUG)?.outcome).toBe("new");
      expect(await playedBy(ctx, "pcso")).toMatchObject({ alt: "A hedge", width: 24 });
      await writeFile(join(scenarios, "hedge.png"), PNG);
      const changed = await publishContent(ctx, { root, by: "test" });
      expect(changed.filter((one) => one.outcome !== "same").map((one) => one.slug)).toEqual([SLUG]);

      // In the studio it has the name of what it is: as it began, and as it is brought into a draft.
      await catchUpDraft(ctx, trainer, id);
      const picture = (await openDraft(ctx, trainer.force.id, id)).document.scenes[0]?.picture;
      expect(hashInName(picture?.file ?? "")).not.toBeNull();
      expect(await obstacles(ctx, await openDraft(ctx, trainer.force.id, id))).toEqual([]);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});
