/** The ledger after a full play: what it holds, what it must never hold, and that the readings follow from it. */
import { beforeAll, expect, it } from "vitest";
import { plainText } from "#app/domain/learning/interaction.ts";
import { publicQuestion } from "#app/domain/learning/marking.ts";
import { statementSchema, type Statement } from "#app/domain/ledger/statement.ts";
import type { Instant } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { beginCheck } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { listLive } from "#app/services/learning/read-content.server.ts";
import { append } from "#app/services/ledger/append.server.ts";
import { readActivity } from "#app/services/ledger/read-activity.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { beginScenario, decide, readPlay } from "#app/services/scenarios/play.server.ts";
import { onBothDatabases } from "./databases.ts";
import { answerCheck, learner, readThrough, statements } from "./officer.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const KEYS = /correctResponsesPattern|"right"|"feedback"|"harmed"|"group"|"answer"|"critical"|"verdict"/;

/** Everything an officer can do, done once. */
async function play(ctx: Context): Promise<void> {
  const who = await learner(ctx, "constable");
  for (const slug of ["what-rj-is", "refer-record-share"]) {
    await readThrough(ctx, who, await beginModule(ctx, who, slug));
    for (const right of [false, true]) {
      const check = await beginCheck(ctx, who, slug);
      await answerCheck(ctx, who, check, right);
      await finishCheck(ctx, who, check);
    }
  }
  const registration = await beginScenario(ctx, who, "the-hedge-and-the-music");
  for (let step = 0; ; step += 1) {
    const { at } = (await readPlay(ctx, who, registration)).play;
    if (at.kind === "ending") return;
    await decide(ctx, who, { registration, step, choice: at.offered[0]?.id ?? "" });
  }
}

/** Every text that only somebody who has answered may read. */
async function hiddenTexts(ctx: Context): Promise<string[]> {
  const texts: (string | undefined)[] = [];
  for (const { compiled } of await listLive(ctx, "module")) {
    for (const question of compiled.questions) {
      texts.push(question.harmed);
      if ("feedback" in question) texts.push(question.feedback);
      if ("options" in question)
        for (const option of question.options) texts.push(option.feedback, option.title);
      if (question.type === "sort" || question.type === "match")
        for (const item of question.items) texts.push(item.feedback);
    }
  }
  return texts.flatMap((text) => (text ? [plainText(text)] : [])).filter((text) => text.length > 20);
}

/** Every string in a value, as plain text. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [plainText(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(strings);
}

onBothDatabases("the ledger", (open) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
    await play(ctx);
  });

  it("holds statements of our form only, each with an id and instants of its own", async () => {
    const rows = await ctx.read.selectFrom("statement").selectAll().orderBy("seq").execute();
    expect(rows.length).toBeGreaterThan(60);
    const known = new Set<string>();
    for (const row of rows) {
      const { stored, authority, version, ...statement } = JSON.parse(row.body) as Record<string, unknown>;
      expect(statementSchema.safeParse(statement).error).toBeUndefined();
      const told = statement as Statement;
      expect(told.id).toMatch(UUID);
      expect(told.actor.account.name).toMatch(UUID);
      expect(told.timestamp).toMatch(UTC);
      expect(stored).toMatch(UTC);
      expect(told.timestamp <= (stored as string)).toBe(true);
      expect(told.timestamp.startsWith("2018-06-04T08:")).toBe(true);
      expect(version).toBe("1.0.3");
      expect(authority).toEqual({
        objectType: "Agent",
        account: { homePage: ctx.config.iriBase, name: "amends" },
      });
      expect(known.has(told.id)).toBe(false);
      known.add(told.id);
      expect(row).toMatchObject({
        id: told.id,
        stored,
        timestamp: told.timestamp,
        verb: told.verb.id,
        actor: told.actor.account.name,
        object: told.object.id,
        registration: told.context?.registration ?? null,
      });
    }
  });

  it("never says which answer is right, in a statement, an activity or a question as it is asked", async () => {
    const bodies = await statements(ctx);
    const activities = await ctx.read.selectFrom("activity").selectAll().execute();
    const modules = await listLive(ctx, "module");
    const asked = modules.flatMap(({ compiled }) =>
      compiled.questions.flatMap((one) => ["a", "b", "c"].map((seed) => publicQuestion(one, seed))),
    );
    const definitions = activities.map((one) => JSON.parse(one.definition) as unknown);
    const hidden = await hiddenTexts(ctx);
    expect(hidden.length).toBeGreaterThan(200);
    for (const told of [bodies, definitions, asked]) {
      expect(JSON.stringify(told)).not.toMatch(KEYS);
      const texts = strings(told).join("\n");
      for (const text of hidden) expect(texts).not.toContain(text);
    }
  });

  it("gives every activity that a statement names at its own address, and no other", async () => {
    for (const { object } of await statements(ctx)) {
      const [base, place = ""] = object.id.split("/activities/");
      expect(base).toBe(ctx.config.iriBase);
      expect(await readActivity(ctx, place)).toMatchObject({ objectType: "Activity", id: object.id });
    }
    expect(await readActivity(ctx, "modules/nowhere")).toBeNull();
  });

  it("makes every reading again, row for row", async () => {
    const report = await replayCheck(ctx);
    expect(report.disagreements).toEqual([]);
    expect(report.statements).toBe((await statements(ctx)).length);
    // Claims and statements about statements come from other systems: claims.test.ts, lrs.test.ts. Recall: recall.test.ts.
    // What is shared: share-reflection.test.ts.
    const others = ["claim", "statement_target", "recall_answer", "shared_reflection"];
    for (const [reading, rows] of Object.entries(report.rows))
      expect([reading, rows > 0]).toEqual([reading, !others.includes(reading)]);
  });

  const ALTERED = {
    activity: { definition: "{}" },
    attempt: { outcome: "altered" },
    progress: { share: 0.25 },
    answer: { response: "altered" },
    decision: { choice: "altered" },
    award: { day_from: "2017-01-01" },
  } as const;
  const NAMED_BY = {
    activity: ["iri"],
    attempt: ["registration"],
    progress: ["actor", "module", "lesson"],
    answer: ["registration", "question", "ordinal"],
    decision: ["registration", "ordinal"],
    award: ["statement_id"],
  } as const;

  it.each(Object.keys(ALTERED) as (keyof typeof ALTERED)[])(
    "names the one row of %s that was altered, taken away or put in",
    async (reading) => {
      const row = (await ctx.read
        .selectFrom(reading)
        .selectAll()
        .limit(1)
        .executeTakeFirstOrThrow()) as Record<string, string | number | null>;
      const name = NAMED_BY[reading].map((column) => `${column}=${row[column]}`).join(" ");
      const [column, value] = Object.entries(ALTERED[reading])[0] as [string, string | number];
      const put = (one: typeof row) => ctx.db.insertInto(reading).values(one).execute();
      const take = async (one: typeof row) => {
        let query = ctx.db.deleteFrom(reading);
        for (const key of NAMED_BY[reading]) query = query.where(key as never, "=", one[key] as never);
        await query.execute();
      };

      await take(row);
      expect((await replayCheck(ctx)).disagreements).toEqual([
        { reading, row: name, what: "the statements make it, and it is missing" },
      ]);
      await put({ ...row, [column]: value });
      const told = `${column} is ${JSON.stringify(value)}; the statements make ${JSON.stringify(row[column])}`;
      expect((await replayCheck(ctx)).disagreements).toEqual([{ reading, row: name, what: told }]);
      await take(row);
      await put(row);

      const last = NAMED_BY[reading].at(-1) as string;
      const more = { ...row, [last]: last === "ordinal" ? 99 : crypto.randomUUID() };
      if (reading === "award") more.code = "AMND-MORE";
      await put(more);
      const found = (await replayCheck(ctx)).disagreements;
      expect(found).toMatchObject([{ reading, what: "no statement makes it" }]);
      expect(found[0]?.row).toContain(`${last}=${more[last]}`);
      await take(more);
      expect((await replayCheck(ctx)).disagreements).toEqual([]);
    },
  );

  it("never stores earlier than it did before, though the clock goes back", async () => {
    const who = await learner(ctx, "second");
    const at = (now: string): Context => ({ ...ctx, now: () => now as Instant });
    const before = (await statements(ctx)).at(-1)?.stored ?? "";
    await beginCheck(at("2018-06-05T10:00:00.000Z"), who, "what-rj-is");
    const behind = await beginCheck(at("2018-06-01T10:00:00.000Z"), who, "safe-enough");
    await beginCheck(at("2018-06-06T10:00:00.000Z"), who, "right-to-know");
    const rows = await ctx.read
      .selectFrom("statement")
      .select(["stored", "timestamp"])
      .orderBy("seq")
      .execute();
    const stored = rows.map((row) => row.stored as string);
    expect(stored).toEqual([...stored].sort());
    expect(stored.slice(-6)).toEqual([
      ...Array.from({ length: 4 }, () => "2018-06-05T10:00:00.000Z"),
      ...Array.from({ length: 2 }, () => "2018-06-06T10:00:00.000Z"),
    ]);
    expect(before < (stored.at(-6) ?? "")).toBe(true);
    // When it happened is told as the clock said.
    expect((await statements(ctx, behind)).map((one) => one.timestamp)).toEqual([
      "2018-06-01T10:00:00.000Z",
      "2018-06-01T10:00:00.000Z",
    ]);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);
  });

  it("takes all of what is appended together or nothing, and never a statement twice", async () => {
    const before = await statements(ctx);
    const [first] = before;
    if (!first) throw new Error("The ledger is empty");
    const { stored: _stored, authority: _authority, version: _version, ...rest } = first;
    const good: Statement = { ...rest, id: ctx.newId() };
    const key = { ...good.object.definition, type: "http://x.example/t", correctResponsesPattern: ["a"] };
    const wrong: [string, unknown][] = [
      ["key", { ...good, id: ctx.newId(), object: { ...good.object, definition: key } }],
      ["name", { ...good, id: ctx.newId(), actor: { ...good.actor, name: "Mair" } }],
      ["mailbox", { ...good, id: ctx.newId(), actor: { objectType: "Agent", mbox: "mailto:a@b.example" } }],
      ["time", { ...good, id: ctx.newId(), timestamp: "2018-06-04" }],
      ["id", { ...good, id: "1" }],
    ];
    for (const [name, one] of wrong) {
      const work = ctx.db.transaction().execute((trx) => append(ctx, trx, [good, one as Statement]));
      await expect(work, name).rejects.toMatchObject({ code: "bad-input" });
    }
    const twice = ctx.db.transaction().execute((trx) => append(ctx, trx, [good, good]));
    await expect(twice).rejects.toThrow(/unique/i);
    expect(await statements(ctx)).toEqual(before);
  });
});
