import { describe, expect, it } from "vitest";
import { addMonths, parseDay } from "../time.ts";
import { saysDone, tooOld } from "./prior-learning.ts";
import { VERBS } from "./vocabulary.ts";
import type { Result } from "./xapi/types.ts";

const TODAY = parseDay("2018-06-04");

function statement(verb: { id: string }, result?: Result) {
  return {
    actor: { mbox: "mailto:a@example.org" },
    verb,
    object: { id: "https://example.org" },
    ...(result && { result }),
  };
}

describe("a statement says that a module is done", () => {
  it.each([
    [VERBS.completed, undefined, true],
    [VERBS.passed, undefined, true],
    [VERBS.passed, { success: true, completion: true }, true],
    [VERBS.passed, { success: false }, false],
    [VERBS.completed, { completion: false }, false],
    [VERBS.failed, undefined, false],
    [VERBS.attended, undefined, false],
    [VERBS.progressed, { completion: true }, false],
  ] as const)("%o with %o: %s", (verb, result, expected) => {
    expect(saysDone(statement(verb, result))).toBe(expected);
  });
});

describe("training elsewhere", () => {
  const core = { title: "The core programme", months: 24 };
  it("counts to the very day of the limit", () => {
    expect(tooOld(parseDay("2016-06-04"), TODAY, [core])).toBeNull();
    expect(tooOld(parseDay("2016-06-03"), TODAY, [core])).toContain("at most 24 months old");
  });
  it("counts at any age where a programme sets none, and where none requires the module", () => {
    expect(tooOld(parseDay("1999-01-01"), TODAY, [core, { title: "Other", months: null }])).toBeNull();
    expect(tooOld(parseDay("1999-01-01"), TODAY, [])).toBeNull();
  });
  it("is told the programme that takes the oldest", () => {
    const told = tooOld(parseDay("2014-01-01"), TODAY, [core, { title: "Neighbourhood", months: 36 }]);
    expect(told).toBe(
      "It was done on 1 January 2014. Neighbourhood takes training elsewhere that is at most 36 months old.",
    );
  });
});

describe("months", () => {
  it.each([
    ["2018-03-31", -1, "2018-02-28"],
    ["2016-03-31", -1, "2016-02-29"],
    ["2018-01-15", -1, "2017-12-15"],
    ["2018-11-30", 3, "2019-02-28"],
    ["2018-06-04", -24, "2016-06-04"],
    ["2018-06-04", 0, "2018-06-04"],
  ])("%s and %i more are %s", (day, count, expected) => {
    expect(addMonths(parseDay(day), count)).toBe(expected);
  });
});
