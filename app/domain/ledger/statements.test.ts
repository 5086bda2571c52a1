import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ActorName, Registration, StatementId } from "../ids.ts";
import { parseDay, type Instant } from "../time.ts";
import { activityIri, parseActivityIri, type ActivityRef, type AttemptKind } from "./activities.ts";
import { effectsOf } from "./readings.ts";
import { statementSchema, type Statement, type StoredStatement } from "./statement.ts";
import {
  attemptBegun,
  attemptCompleted,
  attemptJudged,
  awardEarned,
  choiceSelected,
  lessonCompleted,
  lessonProgressed,
  questionAnswered,
  trainingStatements,
  type AttemptContext,
} from "./statements.ts";

const BASE = "https://amends.example";
const ACTOR = "6f1c7a52-0f0e-4d55-9a6e-3f6b7c1d2e3f" as ActorName;
const TRY = "018f3f6b-7c1d-7e3f-8a6e-6f1c7a520f0e" as Registration;
const AT = "2018-06-04T08:00:00.000Z" as Instant;

let made = 0;
const newId = () => `018f3f6b-7c1d-7000-8000-${String((made += 1)).padStart(12, "0")}` as StatementId;
const attempt = (kind: AttemptKind, subject = "safe-enough"): AttemptContext => ({
  iriBase: BASE,
  actor: ACTOR,
  registration: TRY,
  kind,
  subject,
  title: "Safe enough",
  version: "abc123",
  newId,
  at: AT,
});
const LESSON = { slug: "able-to-refuse", title: "Able to refuse" };
const CHOICES = [
  { id: "a", text: "One" },
  { id: "b", text: "Two" },
];
const asked = {
  id: "what-first",
  module: "safe-enough",
  ordinal: 2,
  interaction: { type: "choice" as const, stem: "What first?", choices: CHOICES },
};
const scene = { id: "door", title: "The door", decision: "What do you do?", choices: CHOICES };
const terms = {
  module: "safe-enough",
  title: "Safe enough",
  from: parseDay("2018-06-04"),
  to: null,
  via: "check" as const,
  code: "AMND-AAAA-BBBB",
};
const training = (more: Partial<Parameters<typeof trainingStatements>[0]> = {}) =>
  trainingStatements({
    newId,
    iriBase: BASE,
    actor: ACTOR,
    module: "safe-enough",
    moduleTitle: "Safe enough",
    completedOn: parseDay("2018-05-01"),
    outcome: "pass",
    provider: "Marlshire training",
    recordedAt: AT,
    alreadyHeldFrom: null,
    code: "AMND-CCCC-DDDD",
    ...more,
  });

const verbOf = (one: Statement) => one.verb.id.split("/").at(-1);
const fold = (one: Statement) =>
  effectsOf(
    {
      ...one,
      stored: AT,
      version: "1.0.3",
      authority: { objectType: "Agent", account: { homePage: BASE, name: "amends" } },
    } satisfies StoredStatement,
    BASE,
  ).filter((effect) => effect.reading !== "activity");

describe("the statements we make", () => {
  it("are all of our form", () => {
    const all = [
      ...(["module", "check", "scenario"] as const).flatMap((kind) => [
        ...attemptBegun(attempt(kind)),
        attemptCompleted(attempt(kind), "PT90S"),
      ]),
      lessonProgressed(attempt("module"), LESSON, 1 / 3),
      lessonCompleted(attempt("module"), LESSON),
      questionAnswered(attempt("check"), asked, { response: "a", success: true }),
      questionAnswered(attempt("module"), asked, { written: true }),
      choiceSelected(attempt("scenario", "hedge"), scene, "a", 0),
      attemptJudged(attempt("check"), { passed: true, score: { right: 6, of: 8, needed: 6 } }),
      attemptJudged(attempt("scenario", "hedge"), { passed: false, duration: "PT0S" }),
      awardEarned(attempt("check"), terms, newId()),
      ...training(),
      ...training({ outcome: "attended" }),
      ...training({ outcome: "fail" }),
    ];
    for (const one of all) {
      expect(statementSchema.safeParse(one).error).toBeUndefined();
      expect(one.actor).toEqual({ objectType: "Agent", account: { homePage: BASE, name: ACTOR } });
      expect(parseActivityIri(one.object.id)).not.toBeNull();
    }
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
  });

  it("begin an attempt by launching and then initializing it", () => {
    expect(attemptBegun(attempt("check")).map(verbOf)).toEqual(["launched", "initialized"]);
  });

  it("name what they belong to: a check its module, a question its check, never a thing itself", () => {
    const [launched] = attemptBegun(attempt("check"));
    expect(launched?.context?.contextActivities).toMatchObject({
      grouping: [{ id: `${BASE}/activities/modules/safe-enough` }],
    });
    expect(launched?.context?.contextActivities?.parent).toBeUndefined();
    const answered = questionAnswered(attempt("check"), asked, { response: "a", success: true });
    expect(answered.context?.contextActivities?.parent).toMatchObject([
      { id: `${BASE}/activities/modules/safe-enough/check` },
    ]);
    expect(attemptBegun(attempt("module"))[0]?.context?.contextActivities).toBeUndefined();
  });

  it("say of free text that it was written, and nothing else", () => {
    const { result } = questionAnswered(attempt("module"), asked, { written: true });
    expect(result).toEqual({ completion: true, extensions: { [`${BASE}/extensions/written`]: true } });
  });

  it("give a score as it was and as a share, and what was needed", () => {
    const judged = attemptJudged(attempt("check"), { passed: false, score: { right: 5, of: 8, needed: 6 } });
    expect(verbOf(judged)).toBe("failed");
    expect(judged.result).toEqual({
      success: false,
      completion: true,
      score: { scaled: 0.625, raw: 5, min: 0, max: 8 },
    });
    expect(Object.values(judged.context?.extensions ?? {})).toContain(0.75);
  });

  it("rest an award on the statement that earned it", () => {
    const basis = newId();
    const earned = awardEarned(attempt("check"), terms, basis);
    expect(earned.context?.statement).toEqual({ objectType: "StatementRef", id: basis });
    expect(fold(earned)).toEqual([
      {
        reading: "award",
        statementId: earned.id,
        actor: ACTOR,
        module: "safe-enough",
        from: "2018-06-04",
        to: null,
        stored: AT,
        via: "check",
        provider: null,
        version: "abc123",
        code: "AMND-AAAA-BBBB",
        basis,
      },
    ]);
  });
});

describe("training done elsewhere", () => {
  it("is told at noon in London of its day, and gives the module from that day", () => {
    const told = training();
    expect(told.map(verbOf)).toEqual(["passed", "earned"]);
    for (const one of told) expect(one.timestamp).toBe("2018-05-01T11:00:00.000Z");
    expect(told[1]?.context?.statement?.id).toBe(told[0]?.id);
    expect(fold(told[1] as Statement)).toMatchObject([
      {
        reading: "award",
        from: "2018-05-01",
        via: "register",
        provider: "Marlshire training",
        version: null,
      },
    ]);
  });

  it("is never dated after it was recorded", () => {
    const told = training({ completedOn: parseDay("2018-06-04") });
    expect(told.map((one) => one.timestamp)).toEqual([AT, AT]);
  });

  it("earns by attending, and nothing by failing", () => {
    expect(training({ outcome: "attended" }).map(verbOf)).toEqual(["attended", "earned"]);
    expect(training({ outcome: "fail" }).map(verbOf)).toEqual(["failed"]);
  });

  it("earns nothing that is held from that day or before, and does when it is the earlier", () => {
    for (const held of ["2018-04-30", "2018-05-01"])
      expect(training({ alreadyHeldFrom: parseDay(held) }).map(verbOf)).toEqual(["passed"]);
    expect(training({ alreadyHeldFrom: parseDay("2018-05-02") }).map(verbOf)).toEqual(["passed", "earned"]);
  });

  it("is no attempt: the readings know only its award", () => {
    const [passed] = training();
    expect(fold(passed as Statement)).toEqual([]);
  });
});

describe("the readings", () => {
  it("take from each statement what it says and no more", () => {
    const read = (one: Statement) => fold(one).map((effect) => effect.reading);
    const [launched, initialized] = attemptBegun(attempt("check"));
    expect(fold(launched as Statement)).toEqual([
      {
        reading: "attempt-begun",
        registration: TRY,
        actor: ACTOR,
        kind: "check",
        subject: "safe-enough",
        version: "abc123",
        at: AT,
      },
    ]);
    expect(read(initialized as Statement)).toEqual([]);
    expect(fold(lessonProgressed(attempt("module"), LESSON, 1 / 3))).toMatchObject([
      { reading: "progress", module: "safe-enough", lesson: LESSON.slug, share: 0.33, completed: false },
    ]);
    expect(fold(lessonCompleted(attempt("module"), LESSON))).toMatchObject([{ share: 1, completed: true }]);
    expect(fold(questionAnswered(attempt("module"), asked, { written: true }))).toMatchObject([
      { reading: "answer", question: "what-first", ordinal: 2, response: null, success: null },
    ]);
    expect(fold(choiceSelected(attempt("scenario", "hedge"), scene, "b", 3))).toMatchObject([
      { reading: "decision", scene: "door", choice: "b", ordinal: 3 },
    ]);
    expect(fold(attemptCompleted(attempt("module")))).toMatchObject([{ outcome: "completed" }]);
    // A check and a scenario are judged; that they are complete says no more.
    expect(read(attemptCompleted(attempt("check")))).toEqual([]);
    expect(read(attemptCompleted(attempt("scenario", "hedge")))).toEqual([]);
  });
});

describe("the addresses of activities", () => {
  const slug = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+){0,3}$/);
  const ref: fc.Arbitrary<ActivityRef> = fc.oneof(
    fc.record({ kind: fc.constantFrom("module" as const, "check" as const, "award" as const), module: slug }),
    fc.record({ kind: fc.constant("lesson" as const), module: slug, lesson: slug }),
    fc.record({ kind: fc.constant("question" as const), module: slug, question: slug }),
    fc.record({ kind: fc.constant("scenario" as const), scenario: slug }),
    fc.record({ kind: fc.constant("scene" as const), scenario: slug, scene: slug }),
  );

  it("are read back as what they name", () => {
    fc.assert(
      fc.property(ref, (one) => {
        expect(parseActivityIri(activityIri(BASE, one))).toEqual(one);
      }),
    );
  });

  it("name nothing when they are not ours", () => {
    for (const iri of [
      `${BASE}/modules/safe-enough`,
      `${BASE}/activities/modules/Safe`,
      `${BASE}/activities/modules/safe/other`,
      `${BASE}/activities/`,
    ])
      expect(parseActivityIri(iri)).toBeNull();
  });
});
