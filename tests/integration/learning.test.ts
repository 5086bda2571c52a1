/** Lessons and checks: what each thing an officer does writes, and what it does not. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { openContext, type Context } from "#app/services/context.server.ts";
import { answerQuestion } from "#app/services/learning/answer-question.server.ts";
import { beginCheck, readCheck, saveAnswer } from "#app/services/learning/check-sitting.server.ts";
import { finishCheck } from "#app/services/learning/finish-check.server.ts";
import { finishScreen } from "#app/services/learning/finish-screen.server.ts";
import { beginModule, moduleSitting } from "#app/services/learning/module-sitting.server.ts";
import { publishContent } from "#app/services/learning/publish-content.server.ts";
import { readQuestion, readResult, readReview } from "#app/services/learning/read-check.server.ts";
import { readHome } from "#app/services/learning/read-home.server.ts";
import { readLesson } from "#app/services/learning/read-lesson.server.ts";
import { readModule } from "#app/services/learning/read-module.server.ts";
import type { Learner } from "#app/services/learning/sitting.server.ts";
import { onBothDatabases } from "./databases.ts";
import {
  answerCheck,
  formOf,
  learner,
  NAMING,
  pinned,
  principal,
  readThrough,
  responseTo,
  ROOT,
  statements,
  verbs,
} from "./officer.ts";

const BEGUN = ["launched", "initialized"];
const EIGHT = Array.from({ length: 8 }, () => "answered");

/** What `work` threw, when it is an error of ours. */
async function refusal(work: Promise<unknown>): Promise<{ code: string; problems: { href?: string }[] }> {
  try {
    await work;
  } catch (error) {
    return error as { code: string; problems: { href?: string }[] };
  }
  throw new Error("It was not refused");
}

onBothDatabases("a check", (open) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });

  it("writes its statements in order, all of one attempt and one opaque actor", async () => {
    const who = await learner(ctx, "constable");
    const registration = await beginCheck(ctx, who, "what-rj-is");
    await answerCheck(ctx, who, registration, true);
    await finishCheck(ctx, who, registration);
    expect(await verbs(ctx, registration)).toEqual([...BEGUN, ...EIGHT, "passed", "completed", "earned"]);

    const written = await statements(ctx, registration);
    const account = { homePage: ctx.config.iriBase, name: who.actor };
    for (const one of written) {
      expect(one.actor).toEqual({ objectType: "Agent", account });
      expect(one.context?.registration).toBe(registration);
      expect(JSON.stringify(one)).not.toMatch(NAMING);
    }
    expect(who.actor).not.toBe(who.personId);
    const { sitting } = await readCheck(ctx, who, registration);
    expect(written.slice(2, 10).map((one) => one.object.id.split("/").at(-1))).toEqual(sitting.drawn);
    expect(new Set(sitting.drawn).size).toBe(8);
    const [passed, , earned] = written.slice(10);
    expect(passed?.result).toMatchObject({ success: true, score: { scaled: 1, raw: 8, min: 0, max: 8 } });
    expect(earned?.context?.statement?.id).toBe(passed?.id);
  });

  it("earns the award once, however often it is passed", async () => {
    const who = await learner(ctx, "second");
    for (const last of [["earned"], []]) {
      const registration = await beginCheck(ctx, who, "what-rj-is");
      await answerCheck(ctx, who, registration, true);
      await finishCheck(ctx, who, registration);
      expect(await verbs(ctx, registration)).toEqual([...BEGUN, ...EIGHT, "passed", "completed", ...last]);
    }
    const awards = await ctx.read.selectFrom("award").selectAll().where("actor", "=", who.actor).execute();
    expect(awards).toMatchObject([{ module: "what-rj-is", day_from: "2018-06-04", day_to: null }]);
  });

  it("says nothing of an answer that was changed before the end", async () => {
    const who = await learner(ctx, "constable");
    const registration = await beginCheck(ctx, who, "safe-enough");
    await answerCheck(ctx, who, registration, false);
    await answerCheck(ctx, who, registration, true);
    expect(await verbs(ctx, registration)).toEqual(BEGUN);
    await finishCheck(ctx, who, registration);
    const answered = (await statements(ctx, registration)).slice(2, 10);
    expect(answered.map((one) => one.result?.success)).toEqual(EIGHT.map(() => true));
  });

  it("leaves a changed answer alone when the one before it arrives again under its key", async () => {
    const who = await learner(ctx, "leaver");
    const registration = await beginCheck(ctx, who, "safe-enough");
    const { questions, sitting } = await readCheck(ctx, who, registration);
    const [question] = questions;
    if (!question) throw new Error("There is no first question");
    const fields = (right: boolean) => formOf(question, sitting.seed, responseTo(question, right));
    const save = (sendKey: string, right: boolean) =>
      saveAnswer(ctx, who, { registration, number: 1, entries: fields(right), sendKey });
    const first = ctx.newId();
    await save(first, false);
    await save(ctx.newId(), true);
    await save(first, false);
    const { given } = (await readQuestion(ctx, who, registration, 1)) ?? {};
    expect(
      Object.values(given ?? {})
        .flat()
        .sort(),
    ).toEqual(
      fields(true)
        .map(([, value]) => value)
        .sort(),
    );
  });

  it("counts once when its end is sent twice, at once or later", async () => {
    const who = await learner(ctx, "pcso");
    const [registration, same] = await Promise.all([
      beginCheck(ctx, who, "right-to-know"),
      beginCheck(ctx, who, "right-to-know"),
    ]);
    expect(same).toBe(registration);
    await answerCheck(ctx, who, registration, true);
    await Promise.all([1, 2, 3].map(() => finishCheck(ctx, who, registration)));
    await finishCheck(ctx, who, registration);
    expect(await verbs(ctx, registration)).toEqual([...BEGUN, ...EIGHT, "passed", "completed", "earned"]);
  });

  it("is failed without being completed or earning anything, one right short of the pass mark", async () => {
    const who = await learner(ctx, "pcso");
    const registration = await beginCheck(ctx, who, "safe-enough");
    await answerCheck(ctx, who, registration, false);
    await answerCheck(ctx, who, registration, true, [1, 2, 3, 4, 5]);
    await finishCheck(ctx, who, registration);
    expect(await verbs(ctx, registration)).toEqual([...BEGUN, ...EIGHT, "failed"]);
    expect(await readResult(ctx, who, registration)).toMatchObject({
      passed: false,
      right: 5,
      of: 8,
      award: null,
    });
  });

  it("is passed at the pass mark", async () => {
    const who = await learner(ctx, "second");
    const registration = await beginCheck(ctx, who, "right-to-know");
    await answerCheck(ctx, who, registration, false);
    await answerCheck(ctx, who, registration, true, [3, 4, 5, 6, 7, 8]);
    await finishCheck(ctx, who, registration);
    expect((await verbs(ctx, registration)).slice(10)).toEqual(["passed", "completed", "earned"]);
  });

  it("is not finished while questions are open, and names each of them", async () => {
    const who = await learner(ctx, "sergeant");
    const registration = await beginCheck(ctx, who, "safe-enough");
    await answerCheck(ctx, who, registration, true, [1, 3, 8]);
    const refused = await refusal(finishCheck(ctx, who, registration));
    expect(refused.code).toBe("bad-input");
    expect(refused.problems.map((one) => one.href)).toEqual(
      [2, 4, 5, 6, 7].map((number) => `/checks/${registration}/questions/${number}`),
    );
    expect(await verbs(ctx, registration)).toEqual(BEGUN);
    expect((await readReview(ctx, who, registration)).closed).toBe(false);
  });

  it("takes no answer once it is finished", async () => {
    const who = await learner(ctx, "otherSergeant");
    const registration = await beginCheck(ctx, who, "safe-enough");
    await answerCheck(ctx, who, registration, true);
    await finishCheck(ctx, who, registration);
    const before = await readResult(ctx, who, registration);
    expect((await refusal(answerCheck(ctx, who, registration, false, [1]))).code).toBe("stale");
    expect(await readResult(ctx, who, registration)).toEqual(before);
    expect(await readQuestion(ctx, who, registration, 1)).toBeNull();
  });

  it("is nobody else's", async () => {
    const mine = await learner(ctx, "otherSergeant");
    const other = await learner(ctx, "absent");
    const registration = await beginCheck(ctx, mine, "right-to-know");
    await answerCheck(ctx, mine, registration, true);
    const { questions, sitting } = await readCheck(ctx, mine, registration);
    const [question] = questions;
    if (!question) throw new Error("The check asks nothing");
    const entries = formOf(question, sitting.seed, responseTo(question, false));
    const tries: (() => Promise<unknown>)[] = [
      () => saveAnswer(ctx, other, { registration, number: 1, entries }),
      () => finishCheck(ctx, other, registration),
      () => readQuestion(ctx, other, registration, 1),
      () => readReview(ctx, other, registration),
      () => readResult(ctx, other, registration),
      () => answerQuestion(ctx, other, { registration, question: question.id, ordinal: 0, entries }),
      () => finishScreen(ctx, other, { registration, lesson: "any", screen: 1 }),
    ];
    const ledger = await statements(ctx);
    for (const attempt of tries) expect((await refusal(attempt())).code).toBe("not-found");
    expect(await statements(ctx)).toEqual(ledger);
    expect((await readCheck(ctx, mine, registration)).sitting).toEqual(sitting);
  });

  it("refuses a choice that is not there and a question that was not drawn", async () => {
    const who = await learner(ctx, "absent");
    const registration = await beginCheck(ctx, who, "safe-enough");
    const { questions, sitting } = await readCheck(ctx, who, registration);
    for (const [at, question] of questions.entries()) {
      const entries = formOf(question, sitting.seed, responseTo(question, true)).map(
        ([name]): [string, string] => [name, "nowhere"],
      );
      const refused = await refusal(saveAnswer(ctx, who, { registration, number: at + 1, entries }));
      expect([refused.code, refused.problems[0]?.href]).toEqual(["bad-input", `#${question.id}`]);
      expect((await refusal(saveAnswer(ctx, who, { registration, number: at + 1, entries: [] }))).code).toBe(
        "bad-input",
      );
    }
    for (const number of [0, 9]) {
      const answer = { registration, number, entries: [["answer", "a"]] as [string, string][] };
      expect((await refusal(saveAnswer(ctx, who, answer))).code).toBe("not-found");
    }
    expect((await readCheck(ctx, who, registration)).sitting.draft.answers).toEqual({});
    expect(await verbs(ctx, registration)).toEqual(BEGUN);
  });

  it("keeps every answer that is sent at the same time", async () => {
    const who = await learner(ctx, "leaver");
    const registration = await beginCheck(ctx, who, "refer-record-share");
    await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) => answerCheck(ctx, who, registration, true, [number])),
    );
    const { sitting } = await readCheck(ctx, who, registration);
    expect(Object.keys(sitting.draft.answers).sort()).toEqual([...sitting.drawn].sort());
  });

  it("shows the result of what the ledger counted when an answer arrives with the end", async () => {
    const who = await learner(ctx, "leaver");
    for (const module of ["what-rj-is", "right-to-know", "safe-enough"]) {
      const registration = await beginCheck(ctx, who, module);
      await answerCheck(ctx, who, registration, true);
      const late = answerCheck(ctx, who, registration, false, [8]).catch((error: { code: string }) => {
        expect(error.code).toBe("stale");
      });
      await Promise.all([finishCheck(ctx, who, registration), late]);
      const result = await readResult(ctx, who, registration);
      const marks = (await statements(ctx, registration)).slice(2, 10).map((one) => one.result?.success);
      expect(result?.questions.map((one) => one.feedback?.right)).toEqual(marks);
      expect(result?.right).toBe(marks.filter(Boolean).length);
    }
  });

  it("is where it was left after the house was closed and opened again", async () => {
    const who = await learner(ctx, "second");
    const registration = await beginCheck(ctx, who, "refer-record-share");
    await answerCheck(ctx, who, registration, true, [1, 2, 3]);
    const before = await readQuestion(ctx, who, registration, 2);
    expect(Object.keys(before?.given ?? {})).not.toEqual([]);
    const again = await openContext(ctx.config);
    try {
      expect(await beginCheck(again, who, "refer-record-share")).toBe(registration);
      expect(await readQuestion(again, who, registration, 2)).toEqual(before);
      expect((await readCheck(again, who, registration)).sitting.bookmark).toEqual({ question: 4 });
      await answerCheck(again, who, registration, true, [4, 5, 6, 7, 8]);
      await finishCheck(again, who, registration);
    } finally {
      await again.close();
    }
    expect((await verbs(ctx, registration)).slice(-3)).toEqual(["passed", "completed", "earned"]);
  });
});

onBothDatabases("a lesson", (open) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await open({ now: "2018-06-04", force: true });
  });

  /** The first screen with a marked question, and how to answer it. */
  async function firstAsked(who: Learner, slug: string) {
    const registration = await beginModule(ctx, who, slug);
    const { module, seed } = await pinned(ctx, who, registration);
    for (const lesson of module.lessons) {
      for (const [at, screen] of lesson.screens.entries()) {
        for (const block of screen.blocks) {
          const question = module.questions.find((one) => block.kind === "question" && one.id === block.id);
          if (!question || question.type === "reflection") continue;
          const send = (ordinal: number, right: boolean, sendKey: string | null = null) =>
            answerQuestion(ctx, who, {
              registration,
              question: question.id,
              ordinal,
              sendKey,
              entries: formOf(question, seed, responseTo(question, right)),
            });
          return { registration, module, question, lesson, screen: at + 1, send };
        }
      }
    }
    throw new Error(`${slug} asks nothing`);
  }

  it("is behind the officer screen by screen, each once however often Next is sent", async () => {
    const who = await learner(ctx, "constable");
    const registration = await beginModule(ctx, who, "safe-enough");
    const { module } = await pinned(ctx, who, registration);
    await readThrough(ctx, who, registration);
    const first = await verbs(ctx, registration);
    const screens = module.lessons.flatMap((lesson) => lesson.screens.map((_, at) => [lesson.slug, at + 1]));
    expect(first.filter((verb) => verb === "progressed")).toHaveLength(screens.length);
    expect(first.slice(-3)).toEqual(["progressed", "completed", "completed"]);
    const written = await statements(ctx, registration);
    expect(written.at(-2)?.object.id).toMatch(/\/lessons\//);
    expect(written.at(-1)?.object.id).toMatch(/\/modules\/safe-enough$/);
    for (const { slug } of module.lessons) {
      const ofLesson = written.filter((one) => one.object.id.endsWith(`/lessons/${slug}`));
      const shares = ofLesson.flatMap((one) => Object.values(one.result?.extensions ?? {}).map(Number));
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(shares.at(-1)).toBe(100);
    }

    for (const [lesson, screen] of screens as [string, number][]) {
      const place = { registration, lesson, screen };
      await Promise.all([finishScreen(ctx, who, place), finishScreen(ctx, who, place)]);
    }
    expect(await verbs(ctx, registration)).toEqual(first);
    expect((await moduleSitting(ctx, who, "safe-enough"))?.closed).toBe(true);
    expect(await beginModule(ctx, who, "right-to-know")).not.toBe(registration);
  });

  it("is completed though its last screens are sent at the same time", async () => {
    const who = await learner(ctx, "sergeant");
    const registration = await beginModule(ctx, who, "safe-enough");
    const { module, seed } = await pinned(ctx, who, registration);
    for (const question of module.questions.filter((one) => one.use === "lesson")) {
      const entries = formOf(question, seed, responseTo(question, true));
      await answerQuestion(ctx, who, { registration, question: question.id, ordinal: 0, entries });
    }
    await Promise.all(
      module.lessons.flatMap((lesson) =>
        lesson.screens.map((_, at) =>
          finishScreen(ctx, who, { registration, lesson: lesson.slug, screen: at + 1 }),
        ),
      ),
    );
    const said = await verbs(ctx, registration);
    expect(said.filter((verb) => verb === "completed")).toHaveLength(module.lessons.length + 1);
  });

  it("does not go on past a question without an answer", async () => {
    const who = await learner(ctx, "second");
    const { registration, question, lesson, screen } = await firstAsked(who, "safe-enough");
    const refused = await refusal(finishScreen(ctx, who, { registration, lesson: lesson.slug, screen }));
    expect([refused.code, refused.problems[0]?.href]).toEqual(["bad-input", `#${question.id}`]);
    expect(await verbs(ctx, registration)).toEqual(BEGUN);
  });

  it("writes an answer once a submit, none for the same sent twice, and a second for a new one", async () => {
    const who = await learner(ctx, "pcso");
    const { registration, question, send } = await firstAsked(who, "what-rj-is");
    await Promise.all([send(0, false), send(0, false)]);
    await send(0, false);
    expect(await verbs(ctx, registration)).toEqual([...BEGUN, "answered"]);
    await send(1, true);
    await send(1, true);
    const answered = (await statements(ctx, registration)).slice(2);
    expect(answered.map((one) => one.result?.success)).toEqual([false, true]);
    const rows = await ctx.read
      .selectFrom("answer")
      .select(["question", "ordinal"])
      .where("registration", "=", registration)
      .orderBy("ordinal")
      .execute();
    expect(rows).toEqual([
      { question: question.id, ordinal: 0 },
      { question: question.id, ordinal: 1 },
    ]);
  });

  it("writes once what is sent twice under one key, and loses nothing that waited while another was given", async () => {
    const who = await learner(ctx, "absent");
    const { registration, send } = await firstAsked(who, "what-rj-is");
    const [first, other] = [ctx.newId(), ctx.newId()];
    await Promise.all([1, 2, 3].map(() => send(0, false, first)));
    await send(0, true, other);
    await send(0, false, first);
    const answered = (await statements(ctx, registration)).slice(2);
    expect(answered.map((one) => one.result?.success)).toEqual([false, true]);
  });

  it("refuses an answer that is not there, a question of the check and a screen beyond the last", async () => {
    const who = await learner(ctx, "pcso");
    const { registration, module, question, lesson } = await firstAsked(who, "right-to-know");
    const ofCheck = module.questions.find((one) => one.use === "check");
    const send = (id: string, value: string) =>
      answerQuestion(ctx, who, { registration, question: id, ordinal: 0, entries: [["answer", value]] });
    expect((await refusal(send(question.id, "nowhere"))).code).toBe("bad-input");
    expect((await refusal(send(ofCheck?.id ?? "", "a"))).code).toBe("not-found");
    const beyond = { registration, lesson: lesson.slug, screen: lesson.screens.length + 1 };
    expect((await refusal(finishScreen(ctx, who, beyond))).code).toBe("not-found");
    expect(await verbs(ctx, registration)).toEqual(BEGUN);
  });

  it("keeps what somebody wrote for themselves out of the ledger", async () => {
    const who = await learner(ctx, "second");
    const registration = await beginModule(ctx, who, "what-rj-is");
    const written = await readThrough(ctx, who, registration);
    expect(written).toHaveLength(1);
    const kept = await ctx.read
      .selectFrom("reflection")
      .select("text")
      .where("registration", "=", registration as never)
      .execute();
    expect(kept.map((one) => one.text)).toEqual(written);
    const bodies = await ctx.read.selectFrom("statement").select("body").execute();
    const activities = await ctx.read.selectFrom("activity").selectAll().execute();
    const answers = await ctx.read.selectFrom("answer").selectAll().execute();
    const audit = await ctx.read.selectFrom("audit_event").selectAll().execute();
    const told = JSON.stringify([bodies, activities, answers, audit]);
    expect(told).toContain("long-fill-in");
    for (const text of written) {
      expect(told).not.toContain(text);
      expect(told).not.toContain(text.split(" ").at(-1));
    }
  });

  it("asks before it keeps what looks like somebody's number, and keeps it when told to", async () => {
    const who = await learner(ctx, "leaver");
    const registration = await beginModule(ctx, who, "what-rj-is");
    const { module } = await pinned(ctx, who, registration);
    const question = module.questions.find((one) => one.type === "reflection")?.id ?? "";
    const text = "I rang her on 07700 900123.";
    const answer = { registration, question, ordinal: 0, entries: [["text", text]] as [string, string][] };
    const asked = await refusal(answerQuestion(ctx, who, answer));
    expect([asked.code, asked.problems]).toEqual([
      "bad-input",
      [
        {
          text: "This looks like a telephone number (07700 900123). If it is a real one, take it out; if not, say so below and keep it.",
          href: `#${question}`,
        },
      ],
    ]);
    const kept = () =>
      ctx.read
        .selectFrom("reflection")
        .select("text")
        .where("registration", "=", registration as never)
        .execute();
    expect(await kept()).toEqual([]);
    await answerQuestion(ctx, who, { ...answer, sure: true });
    expect(await kept()).toEqual([{ text }]);
  });

  it("is where it was left, with what was answered", async () => {
    const someone = await principal(ctx, "otherSergeant");
    const who = await learner(ctx, "otherSergeant");
    const { registration, question, lesson, screen, send } = await firstAsked(who, "safe-enough");
    const place = { module: "safe-enough", lesson: lesson.slug, screen, again: null };
    await readLesson(ctx, someone, place);
    await send(0, true);
    const left = { lesson: lesson.slug, screen, block: question.id };
    expect((await moduleSitting(ctx, who, "safe-enough"))?.bookmark).toEqual(left);
    // "Carry on" leads to the question answered last, from the start page and from the module's.
    const to = `/modules/safe-enough/lessons/${lesson.slug}/${screen}#at-${question.id}`;
    expect((await readHome(ctx, someone)).next).toMatchObject({ action: "Carry on", to });
    expect((await readModule(ctx, someone, "safe-enough")).resume).toBe(to);
    const again = await openContext(ctx.config);
    try {
      expect(await beginModule(again, who, "safe-enough")).toBe(registration);
      const page = await readLesson(again, someone, place);
      const asked = page?.blocks.find((one) => one.kind === "question" && one.question.id === question.id);
      expect(asked).toMatchObject({ ordinal: 1, feedback: { right: true } });
      expect((await moduleSitting(again, who, "safe-enough"))?.bookmark).toEqual(left);
      const next = await finishScreen(again, who, { registration, lesson: lesson.slug, screen });
      expect((await moduleSitting(again, who, "safe-enough"))?.bookmark).toEqual(next);
    } finally {
      await again.close();
    }
  });
});

onBothDatabases("a new version of the content", (open) => {
  it("leaves who has begun with the old one and gives who begins the new one", async () => {
    const ctx = await open({ now: "2018-06-04", force: true });
    const before = await learner(ctx, "constable");
    const after = await learner(ctx, "second");
    const begun = await beginCheck(ctx, before, "safe-enough");
    const lessonBegun = await beginModule(ctx, before, "safe-enough");
    const asked = (await readCheck(ctx, before, begun)).questions;

    const root = await mkdtemp(path.join(tmpdir(), "amends-version-"));
    try {
      for (const folder of ["modules", "content"])
        await cp(path.join(ROOT, folder), path.join(root, folder), { recursive: true });
      const file = path.join(root, "modules/safe-enough/questions.yaml");
      const text = await readFile(file, "utf8");
      const changed = text.replace(/^( {2}stem: "?)/gm, "$1Put newly, ");
      expect(changed).not.toBe(text);
      await writeFile(file, changed);
      await publishContent(ctx, { root, by: "test" });
    } finally {
      await rm(root, { recursive: true, force: true });
    }

    expect((await readCheck(ctx, before, begun)).questions).toEqual(asked);
    expect((await pinned(ctx, before, lessonBegun)).module.questions).toEqual(
      expect.arrayContaining([...asked]),
    );
    const later = await beginCheck(ctx, after, "safe-enough");
    const versions: unknown[] = [];
    for (const [who, registration, newly] of [
      [before, begun, false],
      [after, later, true],
    ] as const) {
      await answerCheck(ctx, who, registration, true);
      await finishCheck(ctx, who, registration);
      const told = await statements(ctx, registration);
      expect(told.map((one) => one.verb.id.split("/").at(-1))).toContain("passed");
      for (const one of told.filter((each) => each.result?.response !== undefined)) {
        const stem = one.object.definition?.description?.["en-GB"] ?? "";
        expect(stem.startsWith("Put newly, ")).toBe(newly);
      }
      const said = new Set(
        told.map((one) => one.context?.extensions?.[`${ctx.config.iriBase}/extensions/version`]),
      );
      expect(said.size).toBe(1);
      versions.push(...said);
    }
    expect(versions[0]).not.toBe(versions[1]);
  });
});
