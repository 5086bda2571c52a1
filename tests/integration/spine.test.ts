/** From an officer's answer to statements, readings and awards, on both databases. */
import path from "node:path";
import { expect, it } from "vitest";
import { statementSchema } from "#app/domain/ledger/statement.ts";
import { formValues, type QuestionResponse } from "#app/domain/learning/marking.ts";
import type { Question } from "#app/domain/learning/question.ts";
import { instantAt, parseDay } from "#app/domain/time.ts";
import type { Context } from "#app/services/context.server.ts";
import { createAccount } from "#app/services/identity/create-account.server.ts";
import { principalOf, type Principal } from "#app/services/identity/principal.server.ts";
import { signIn } from "#app/services/identity/sign-in.server.ts";
import { beginCheck, readCheck, saveAnswer } from "#app/services/learning/check-sitting.server.ts";
import { answerQuestion } from "#app/services/learning/answer-question.server.ts";
import { beginModule } from "#app/services/learning/module-sitting.server.ts";
import { ensureProgrammes } from "#app/services/learning/ensure-programmes.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { finishScreen } from "#app/services/learning/finish-screen.server.ts";
import { publishContent } from "#app/services/learning/publish-content.server.ts";
import { learnerOf, type Learner } from "#app/services/learning/sitting.server.ts";
import { replayCheck } from "#app/services/ledger/replay.server.ts";
import { importPeople } from "#app/services/roster/import-people.server.ts";
import { beginScenario, decide, readPlay } from "#app/services/scenarios/play.server.ts";
import { onBothDatabases } from "./databases.ts";

const ROOT = path.resolve(".");
const PASSWORD = "a long enough password";
const HEADER =
  "Employee Number,Collar Number,Surname,Forenames,Known As,Work Email,Staff Group,Rank/Grade,BCU,Unit Code,Team,FTE,Start Date,Post Start Date,Leaving Date,Absence Type,Absence Start,Absence End,Line Manager";
const PEOPLE = [
  "E1,C1,Hale,Mair,,mair@force.example,Police Officer,Police Constable,North,N1,Northgate,1.0,01/01/2015,01/01/2015,,,,,",
  "E2,C2,Hale,Mair,,mair2@force.example,PCSO,PCSO,North,N2,Southgate,1.0,01/01/2015,01/01/2015,20/06/2018,,,,",
];

async function force(ctx: Context): Promise<void> {
  await ensureProgrammes(ctx, ROOT);
  await publishContent(ctx, { root: ROOT, by: "test" });
  await importPeople(ctx, {
    force: "marlshire",
    fileName: "people.csv",
    bytes: Buffer.from([HEADER, ...PEOPLE].join("\n")),
    asAt: parseDay("2018-06-01"),
    by: "test",
  });
  for (const [at, employeeNumber] of ["E1", "E2"].entries()) {
    await createAccount(ctx, {
      force: "marlshire",
      email: `${at + 1}@force.example`,
      password: PASSWORD,
      holder: { employeeNumber },
      grants: [],
      by: "test",
    });
  }
}

async function principal(ctx: Context, email: string): Promise<Principal | null> {
  const account = await ctx.read
    .selectFrom("account")
    .selectAll()
    .where("email", "=", email)
    .executeTakeFirstOrThrow();
  return principalOf(ctx, account.id, account.person_id);
}

async function learner(ctx: Context, email = "1@force.example"): Promise<Learner> {
  const found = await principal(ctx, email);
  if (!found) throw new Error(`${email} may not come in`);
  return learnerOf(found);
}

function response(question: Question, right: boolean): QuestionResponse {
  switch (question.type) {
    case "single":
      return question.options.find((option) => option.right === right)?.id ?? "";
    case "multiple":
      return question.options.filter((option) => option.right === right).map((option) => option.id);
    case "sort": {
      const groups = question.groups.map((group) => group.id);
      return Object.fromEntries(
        question.items.map((item) => [
          item.id,
          right ? item.group : (groups.find((id) => id !== item.group) ?? ""),
        ]),
      );
    }
    case "match": {
      const ids = question.items.map((item) => item.id);
      return Object.fromEntries(ids.map((id, at) => [id, right ? id : (ids[(at + 1) % ids.length] ?? "")]));
    }
    case "order": {
      const ids = question.items.map((item) => item.id);
      return right ? ids : [...ids].reverse();
    }
    case "reflection":
      return "The name of the street was Zanzibar Row";
  }
}

function entries(question: Question, seed: string, right: boolean): [string, string][] {
  return Object.entries(formValues(question, response(question, right), seed)).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
}

async function answerAll(ctx: Context, who: Learner, registration: string, right: boolean): Promise<void> {
  const { questions, sitting } = await readCheck(ctx, who, registration);
  for (const [at, question] of questions.entries()) {
    await saveAnswer(ctx, who, {
      registration,
      number: at + 1,
      entries: entries(question, sitting.seed, right),
    });
  }
}

async function verbs(ctx: Context, registration: string): Promise<string[]> {
  const rows = await ctx.read
    .selectFrom("statement")
    .select("verb")
    .where("registration", "=", registration as never)
    .orderBy("seq")
    .execute();
  return rows.map((row) => row.verb.split("/").at(-1) ?? "");
}

async function bodies(ctx: Context): Promise<string[]> {
  const rows = await ctx.read.selectFrom("statement").select("body").orderBy("seq").execute();
  return rows.map((row) => row.body);
}

const EIGHT = Array.from({ length: 8 }, () => "answered");

onBothDatabases("the spine", (open) => {
  it("writes a passed check of eight as exactly its statements, once, however often it is finished", async () => {
    const ctx = await open({ now: "2018-06-04" });
    await force(ctx);
    const who = await learner(ctx);
    const registration = await beginCheck(ctx, who, "what-rj-is");
    expect(await beginCheck(ctx, who, "what-rj-is")).toBe(registration);
    await answerAll(ctx, who, registration, false);
    await answerAll(ctx, who, registration, true);
    expect(await verbs(ctx, registration)).toEqual(["launched", "initialized"]);
    await Promise.all([finishCheck(ctx, who, registration), finishCheck(ctx, who, registration)]);
    await finishCheck(ctx, who, registration);
    const once = ["launched", "initialized", ...EIGHT, "passed", "completed", "earned"];
    expect(await verbs(ctx, registration)).toEqual(once);

    // A second pass earns nothing new; the draw is another one.
    const first = await readCheck(ctx, who, registration);
    const again = await beginCheck(ctx, who, "what-rj-is");
    const second = await readCheck(ctx, who, again);
    expect(second.questions.some((one) => first.questions.includes(one))).toBe(false);
    await answerAll(ctx, who, again, true);
    await finishCheck(ctx, who, again);
    expect(await verbs(ctx, again)).toEqual(["launched", "initialized", ...EIGHT, "passed", "completed"]);

    for (const body of await bodies(ctx)) {
      const { stored, authority, version, ...statement } = JSON.parse(body) as Record<string, unknown>;
      expect([typeof stored, typeof authority, version]).toEqual(["string", "object", "1.0.3"]);
      expect(statementSchema.safeParse(statement).error).toBeUndefined();
      expect(body).not.toMatch(/correctResponsesPattern|"right"|feedback|Hale|force\.example|"E1"/);
    }
  });

  it("writes a failed check without completed or earned, and refuses one that is not answered", async () => {
    const ctx = await open({ now: "2018-06-04" });
    await force(ctx);
    const who = await learner(ctx);
    const registration = await beginCheck(ctx, who, "safe-enough");
    await expect(finishCheck(ctx, who, registration)).rejects.toMatchObject({ code: "bad-input" });
    expect(await verbs(ctx, registration)).toEqual(["launched", "initialized"]);
    await answerAll(ctx, who, registration, false);
    await finishCheck(ctx, who, registration);
    expect(await verbs(ctx, registration)).toEqual(["launched", "initialized", ...EIGHT, "failed"]);
    await expect(
      saveAnswer(ctx, who, { registration, number: 1, entries: [["answer", "a"]] }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/stale|bad-input/) as string });

    const other = await learner(ctx, "2@force.example");
    await expect(finishCheck(ctx, other, registration)).rejects.toMatchObject({ code: "not-found" });
  });

  it("writes one progressed a screen and one answered a submit, and never what somebody wrote", async () => {
    const ctx = await open({ now: "2018-06-04" });
    await force(ctx);
    const who = await learner(ctx);
    const registration = await beginModule(ctx, who, "what-rj-is");
    const row = await ctx.read
      .selectFrom("sitting")
      .innerJoin("content_version", "content_version.id", "sitting.version_id")
      .select(["sitting.seed", "content_version.compiled"])
      .where("registration", "=", registration)
      .executeTakeFirstOrThrow();
    const { lessons, questions } = JSON.parse(row.compiled) as {
      lessons: { slug: string; screens: { blocks: { kind: string; id?: string }[] }[] }[];
      questions: Question[];
    };
    let asked = 0;
    for (const lesson of lessons) {
      for (const [at, screen] of lesson.screens.entries()) {
        for (const block of screen.blocks.filter((one) => one.kind === "question")) {
          const question = questions.find((one) => one.id === block.id);
          if (!question) throw new Error(`No question ${block.id}`);
          const answer = { registration, question: question.id, entries: entries(question, row.seed, true) };
          await Promise.all([
            answerQuestion(ctx, who, { ...answer, ordinal: 0 }),
            answerQuestion(ctx, who, { ...answer, ordinal: 0 }),
          ]);
          asked += 1;
        }
        const place = { registration, lesson: lesson.slug, screen: at + 1 };
        await Promise.all([finishScreen(ctx, who, place), finishScreen(ctx, who, place)]);
      }
    }
    const screens = lessons.reduce((sum, lesson) => sum + lesson.screens.length, 0);
    const said = await verbs(ctx, registration);
    expect(said.filter((verb) => verb === "answered")).toHaveLength(asked);
    expect(said.filter((verb) => verb === "progressed")).toHaveLength(screens);
    // Each lesson, and the module.
    expect(said.filter((verb) => verb === "completed")).toHaveLength(lessons.length + 1);
    expect((await bodies(ctx)).some((body) => body.includes("Zanzibar"))).toBe(false);
    const kept = await ctx.read.selectFrom("reflection").select("text").execute();
    expect(kept.map((one) => one.text)).toEqual(["The name of the street was Zanzibar Row"]);
  });

  it("writes one statement a decision, refuses what is not offered, and names every altered reading", async () => {
    const ctx = await open({ now: "2018-06-04" });
    await force(ctx);
    const who = await learner(ctx);
    const registration = await beginScenario(ctx, who, "the-hedge-and-the-music");
    await expect(decide(ctx, who, { registration, step: 0, choice: "nonsense" })).rejects.toMatchObject({
      code: "bad-input",
    });
    let step = 0;
    for (;;) {
      const { play } = await readPlay(ctx, who, registration);
      if (play.at.kind === "ending") break;
      const choice = play.at.offered[0]?.id ?? "";
      const done = await Promise.all([
        decide(ctx, who, { registration, step, choice }),
        decide(ctx, who, { registration, step, choice }),
      ]);
      expect(done.sort()).toEqual([false, true]);
      expect(await decide(ctx, who, { registration, step, choice })).toBe(false);
      step += 1;
    }
    expect((await verbs(ctx, registration)).filter((verb) => verb === "selected")).toHaveLength(step);
    const check = await beginCheck(ctx, who, "right-to-know");
    await answerAll(ctx, who, check, true);
    await finishCheck(ctx, who, check);
    expect((await replayCheck(ctx)).disagreements).toEqual([]);

    await ctx.db.updateTable("activity").set({ definition: "{}" }).execute();
    await ctx.db.updateTable("attempt").set({ version: "another" }).execute();
    await ctx.db.updateTable("answer").set({ response: "another" }).execute();
    await ctx.db.updateTable("decision").set({ choice: "another" }).execute();
    await ctx.db.deleteFrom("award").execute();
    const named = new Set((await replayCheck(ctx)).disagreements.map((one) => one.reading));
    expect(named).toEqual(new Set(["activity", "attempt", "answer", "decision", "award"]));
  });

  it("lets nobody in from midnight after their last day in post", async () => {
    const ctx = await open({ now: "2018-06-04" });
    await force(ctx);
    const at = (instant: ReturnType<typeof instantAt>): Context => ({ ...ctx, now: () => instant });
    const lastEvening = at(instantAt(parseDay("2018-06-20"), 23, 59));
    const midnight = at(instantAt(parseDay("2018-06-21"), 0));
    expect((await principal(lastEvening, "2@force.example"))?.roles).toEqual([
      { role: "officer", unitId: null },
    ]);
    expect(await principal(midnight, "2@force.example")).toBeNull();
    const input = { email: "2@force.example", password: PASSWORD, address: "test" };
    expect(await signIn(lastEvening, input)).toContain("amends_session=");
    await expect(signIn(midnight, input)).rejects.toMatchObject({ code: "bad-input" });
    const sessions = await ctx.read.selectFrom("session").select("id").execute();
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.id).toMatch(/^[0-9a-f]{64}$/);
  });

  it("says the same of a wrong password and of an unknown address", async () => {
    const ctx = await open({ now: "2018-06-04" });
    await force(ctx);
    const refusal = async (email: string) => {
      try {
        await signIn(ctx, { email, password: "wrong", address: "test" });
        return null;
      } catch (error) {
        return (error as { problems: unknown }).problems;
      }
    };
    const known = await refusal("1@force.example");
    expect(known).toHaveLength(1);
    expect(await refusal("nobody@force.example")).toEqual(known);
  });
});
