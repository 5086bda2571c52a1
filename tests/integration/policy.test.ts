/** What a force decides for itself: chosen by an administrator or a command, read in its lessons. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { forceBySlug } from "#db/queries/account.ts";
import { insertRows } from "#db/queries/roster.ts";
import type { ForceId } from "#app/domain/ids.ts";
import { POLICY, POLICY_KEYS } from "#app/domain/learning/policy.ts";
import type { Context } from "#app/services/context.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { liveModule } from "#app/services/learning/pinned.server.ts";
import { setLocalWords } from "#app/services/learning/local-words.server.ts";
import { readCard } from "#app/services/learning/read-card.server.ts";
import { readLesson } from "#app/services/learning/read-lesson.server.ts";
import { readPolicy } from "#app/services/learning/read-policy.server.ts";
import { setPolicy } from "#app/services/learning/set-policy.server.ts";
import { onBothDatabases } from "./databases.ts";
import { learner, principal, ROOT } from "./officer.ts";

const MODULE = "refer-record-share";
const KEY = "live-case-timing";

async function forceId(ctx: Context): Promise<ForceId> {
  const force = await forceBySlug(ctx.read, "marlshire");
  if (!force) throw new Error("There is no force");
  return force.id;
}

/** What the constable reads on the screens of the module, and the rules that are named beneath. */
async function read(ctx: Context) {
  const who = await principal(ctx, "constable");
  await beginModule(ctx, await learner(ctx, "constable"), MODULE);
  const { module } = await liveModule(ctx, MODULE);
  const screens = [];
  for (const lesson of module.lessons)
    for (const at of lesson.screens.keys())
      screens.push(
        await readLesson(ctx, who, { module: MODULE, lesson: lesson.slug, screen: at + 1, again: null }),
      );
  return {
    text: JSON.stringify(screens.map((screen) => screen?.blocks)),
    rules: screens.flatMap((screen) => screen?.locals ?? []).filter((rule) => rule.key === KEY),
  };
}

const wordsOf = (choice: string) =>
  POLICY.find((one) => one.key === KEY)?.choices.find((one) => one.id === choice)?.words ?? "";

function amends(ctx: Context, ...words: string[]): Promise<{ out: string; err: string; failed: boolean }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, "bin/amends.mjs"), "policy", ...words],
      { cwd: ROOT, env: { ...process.env, AMENDS_MODE: "test", DATABASE_URL: ctx.config.databaseUrl } },
      (error, out, err) => resolve({ out, err, failed: error !== null }),
    );
  });
}

onBothDatabases("a force's own rules", (open) => {
  it("stand in its lessons in its words, the safest until it chooses, and each change is on record", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const force = await forceId(ctx);
    const before = await read(ctx);
    expect(before.text).toContain(wordsOf("refer-and-hold"));
    expect(before.rules.length).toBeGreaterThan(0);
    for (const rule of before.rules) expect(rule.decidedOn).toBeNull();

    const { personId } = await principal(ctx, "sergeant");
    const set = (choice: string) => setPolicy(ctx, { forceId: force, key: KEY, choice, by: personId });
    expect(await set("tell-and-wait")).toBe(true);
    expect(await set("tell-and-wait")).toBe(false);
    const after = await read(ctx);
    expect(after.text).toContain(wordsOf("tell-and-wait"));
    expect(after.text).not.toContain(wordsOf("refer-and-hold"));
    for (const rule of after.rules) expect(rule.decidedOn).toBe("2018-06-04");

    await set("refer-and-ask");
    const setting = (await readPolicy(ctx, force)).find((one) => one.key === KEY);
    expect(setting).toMatchObject({
      holds: "refer-and-ask",
      safest: false,
      chosen: { by: "Siobhan Brennigan" },
      facts: [{ id: "F51" }],
    });
    expect(setting?.shownIn.some((place) => place.startsWith("Refer, record, share: "))).toBe(true);
    const audit = await ctx.read
      .selectFrom("audit_event")
      .select(["by", "subject", "detail"])
      .where("action", "=", "policy.set")
      .orderBy("at")
      .orderBy("id")
      .execute();
    expect(audit.map((one) => ({ ...one, detail: JSON.parse(one.detail) as unknown }))).toEqual([
      { by: personId, subject: force, detail: { key: KEY, from: null, to: "tell-and-wait" } },
      { by: personId, subject: force, detail: { key: KEY, from: "tell-and-wait", to: "refer-and-ask" } },
    ]);
  });

  it("name its own service in lessons and on cards, and read well until it is written down", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const force = await forceId(ctx);
    const who = await principal(ctx, "constable");
    const say = (name: string) => `send your name to <span class=\\"local\\">${name}</span> today`;
    const flat = async () => (await read(ctx)).text;
    expect(await flat()).toContain(say("the restorative justice service"));
    expect((await readCard(ctx, who, MODULE)).hub).toEqual([]);

    const values = { "hub-name": " Mend <Kenbury> ", "hub-telephone": "01632 960 001" };
    expect(await setLocalWords(ctx, { forceId: force, values, by: "test" })).toBe(2);
    expect(await setLocalWords(ctx, { forceId: force, values, by: "test" })).toBe(0);
    expect(await flat()).toContain(say("Mend &lt;Kenbury&gt;"));
    expect((await readCard(ctx, who, MODULE)).hub).toEqual([
      { key: "hub-name", text: "Mend <Kenbury>" },
      { key: "hub-telephone", text: "01632 960 001" },
    ]);
    await expect(
      setLocalWords(ctx, { forceId: force, values: { "hub-hours": "x".repeat(101) }, by: "test" }),
    ).rejects.toMatchObject({ problems: [{ href: "#hub-hours" }] });

    expect(await setPolicy(ctx, { forceId: force, key: "hub-name", choice: "", by: "test" })).toBe(true);
    expect(await flat()).toContain(say("the restorative justice service"));
    const audit = ctx.read.selectFrom("audit_event").select("detail").where("action", "=", "policy.set");
    expect((await audit.execute()).map((one) => JSON.parse(one.detail) as unknown)).toContainEqual({
      key: "hub-name",
      from: "Mend <Kenbury>",
      to: null,
    });
  });

  it("are of one force, and refuse a key or a choice that is none", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const kenbury = ctx.newId<ForceId>();
    await insertRows(ctx.db, "force", [
      { id: kenbury, slug: "kenbury", name: "Kenbury Police", created_at: ctx.now() },
    ]);
    await setPolicy(ctx, {
      forceId: kenbury,
      key: KEY,
      choice: "tell-and-wait",
      by: "test",
    });
    expect((await read(ctx)).text).toContain(wordsOf("refer-and-hold"));
    for (const one of await readPolicy(ctx, await forceId(ctx))) expect(one.chosen).toBeNull();

    const force = await forceId(ctx);
    await expect(setPolicy(ctx, { forceId: force, key: "desk", choice: "off", by: "test" })).rejects.toThrow(
      /no policy "desk"/,
    );
    await expect(setPolicy(ctx, { forceId: force, key: KEY, choice: "off", by: "test" })).rejects.toThrow(
      /no choice of live-case-timing/,
    );
  });

  it("are listed and set by command", async () => {
    const ctx = await open({ force: true });
    const listed = await amends(ctx, "list");
    for (const key of POLICY_KEYS) expect(listed.out).toContain(`${key}  not chosen: the safest holds`);
    expect((await amends(ctx, "set", "hub-route", "web-form", "--force", "marlshire")).out).toBe(
      "Marlshire Constabulary: hub-route is web-form\n",
    );
    expect((await amends(ctx, "set", "hub-route", "web-form")).out).toContain("web-form already");
    expect(listed.out).toContain('hub-name  not written: "the restorative justice service" is shown');
    await amends(ctx, "set", "hub-name", "Mend Kenbury");
    expect((await amends(ctx, "list")).out).toContain('hub-name  "Mend Kenbury"');
    const json = await amends(ctx, "list", "--format", "json");
    expect(
      (JSON.parse(json.out) as { key: string; holds: string }[]).find((one) => one.key === "hub-route"),
    ).toMatchObject({ holds: "web-form", chosen: { by: "operator" } });
    const refused = await amends(ctx, "set", "hub-route", "pigeon");
    expect(refused.failed).toBe(true);
    expect(refused.err).toContain("Choose one of not-set, crime-system, web-form, secure-email");
  });
});
