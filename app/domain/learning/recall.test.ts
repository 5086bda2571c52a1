import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dayOf, daysBetween, instantAt, parseDay, type Day } from "../time.ts";
import { cardsOf, RECALLED_A_DAY, recallFor, stillKnown, type RecallAnswer } from "./recall.ts";

const DAY = parseDay("2018-06-01");
const MODULES = [
  { module: "one", from: DAY, questions: ["a", "b", "c"] },
  { module: "two", from: addDays(DAY, 10), questions: ["a", "d"] },
];
const answer = (module: string, question: string, day: Day, right: boolean): RecallAnswer => ({
  module,
  question,
  right,
  at: instantAt(day, 9),
});

/** Asks every day, and answers as `knows` says; what was asked on which day. */
function live(days: number, knows: (nth: number) => boolean): RecallAnswer[] {
  const answers: RecallAnswer[] = [];
  for (let at = 0; at < days; at += 1) {
    const today = addDays(DAY, at);
    for (let next = recallFor({ today, answers, modules: MODULES }); next;) {
      answers.push(answer(next.module, next.question, today, knows(answers.length)));
      next = recallFor({ today, answers, modules: MODULES });
    }
  }
  return answers;
}

describe("recall", () => {
  it("begins three days after the award, with one new question at a time", () => {
    const ask = (day: number, answers: RecallAnswer[] = []) =>
      recallFor({ today: addDays(DAY, day), answers, modules: MODULES });
    expect(ask(2)).toBeNull();
    expect(ask(3)).toEqual({ module: "one", question: "a", ordinal: 0 });
    const first = [answer("one", "a", addDays(DAY, 3), true)];
    expect(ask(3, first)).toBeNull();
    expect(ask(4, first)).toBeNull();
  });

  it("comes back later each time it is known, and soon when it is not", () => {
    let answers: RecallAnswer[] = [];
    let day = DAY;
    const gaps: number[] = [];
    for (let nth = 0; nth < 4; nth += 1) {
      answers = [...answers, answer("one", "a", day, true)];
      const due = cardsOf(answers)[0]?.due ?? day;
      gaps.push(daysBetween(day, due));
      day = due;
    }
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(new Set(gaps).size).toBe(4);
    const forgotten = cardsOf([...answers, answer("one", "a", day, false)])[0];
    expect(daysBetween(day, forgotten?.due ?? day)).toBeLessThan(gaps.at(-1) ?? 0);
    expect(forgotten).toMatchObject({ answers: 5, lastRight: false });
  });

  it("asks no more than two a day, whatever was answered, and every question in time", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 400, maxLength: 400 }), (knows) => {
        const answers = live(90, (nth) => knows[nth] ?? true);
        const perDay = new Map<string, number>();
        for (const one of answers) perDay.set(dayOf(one.at), (perDay.get(dayOf(one.at)) ?? 0) + 1);
        expect(Math.max(...perDay.values())).toBeLessThanOrEqual(RECALLED_A_DAY);
        expect(cardsOf(answers).length).toBe(5);
      }),
      { numRuns: 5 },
    );
  });

  it("does not ask what a later version dropped", () => {
    const answers = [answer("one", "gone", DAY, false)];
    const next = recallFor({ today: addDays(DAY, 9), answers, modules: MODULES });
    expect(next).toMatchObject({ question: "a" });
  });

  it("says how much is still known, by module", () => {
    const answers = [
      answer("one", "a", DAY, true),
      answer("one", "b", addDays(DAY, 3), false),
      answer("one", "a", addDays(DAY, 4), false),
      answer("two", "d", addDays(DAY, 14), true),
    ];
    expect(stillKnown(answers)).toEqual([
      { module: "one", asked: 2, known: 0 },
      { module: "two", asked: 1, known: 1 },
    ]);
  });
});
