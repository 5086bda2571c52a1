import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, END_OF_DAYS, parseDay, type Day } from "../time.ts";
import type { ExtractRow } from "./extract.ts";
import { absencesAfter, postingsAfter, postingsWhenMissing, type PostingSpan } from "./timeline.ts";

const day = (text: string) => parseDay(text);
const START = day("2015-01-01");
const ROW: ExtractRow = {
  line: 2,
  employeeNumber: "E1",
  collarNumber: null,
  surname: "Hale",
  forenames: "Mair",
  knownAs: null,
  workEmail: null,
  group: "officer",
  rank: "Police Constable",
  areas: ["North"],
  unitKey: "unit:N1",
  unitCode: "N1",
  unitName: "Northgate",
  fte: 1,
  startedOn: START,
  postFrom: day("2017-05-01"),
  leavesOn: null,
  absence: null,
};
const FIRST = day("2018-01-01");
const NEXT = day("2018-02-01");
const seen = postingsAfter([], ROW, FIRST);

describe("postings", () => {
  it("apply the first posting seen back to the start date", () => {
    expect(seen).toMatchObject([{ unit: "unit:N1", from: START, to: END_OF_DAYS, endReason: null }]);
  });

  it("begin a new posting on its own first day, though it lies in the past", () => {
    const moved = postingsAfter(seen, { ...ROW, unitKey: "unit:N2", postFrom: day("2017-11-10") }, NEXT);
    expect(moved).toMatchObject([
      { unit: "unit:N1", from: START, to: "2017-11-10", endReason: "moved" },
      { unit: "unit:N2", from: "2017-11-10", to: END_OF_DAYS, endReason: null },
    ]);
  });

  it("end the day after the last day in post, however late it is told", () => {
    expect(postingsAfter(seen, { ...ROW, leavesOn: day("2017-12-05") }, NEXT)).toMatchObject([
      { to: "2017-12-06", endReason: "left" },
    ]);
  });

  it("end the day before an extract in which somebody is missing, and go on when they are there again", () => {
    const missing = postingsWhenMissing(seen, NEXT);
    expect(missing).toMatchObject([{ to: NEXT, endReason: "inferred" }]);
    expect(postingsWhenMissing(missing, day("2018-03-01"))).toEqual(missing);
    expect(postingsAfter(missing, ROW, day("2018-03-01"))).toEqual(seen);
  });

  it("begin a second time in the force for somebody who left and joined again", () => {
    const left = postingsAfter(seen, { ...ROW, leavesOn: day("2018-01-20") }, NEXT);
    const back = postingsAfter(
      left,
      { ...ROW, startedOn: day("2018-04-01"), postFrom: day("2018-04-01") },
      day("2018-05-01"),
    );
    expect(back.map((span) => [span.from, span.to])).toEqual([
      [START, "2018-01-21"],
      ["2018-04-01", END_OF_DAYS],
    ]);
  });

  it("never overlap, whatever a year of extracts says", () => {
    const shown = fc.record({
      unitKey: fc.constantFrom("unit:N1", "unit:N2", "unit:N3"),
      postBack: fc.integer({ min: 0, max: 200 }),
      leaves: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null, freq: 6 }),
      missing: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(shown, { minLength: 1, maxLength: 12 }), (months) => {
        let spans: PostingSpan[] = [];
        let asAt: Day = FIRST;
        for (const month of months) {
          asAt = addDays(asAt, 30);
          const row = {
            ...ROW,
            unitKey: month.unitKey,
            postFrom: addDays(asAt, -month.postBack),
            leavesOn: month.leaves === null ? null : addDays(asAt, -month.leaves),
          };
          spans = month.missing ? postingsWhenMissing(spans, asAt) : postingsAfter(spans, row, asAt);
          spans.forEach((span, at) => {
            expect(span.from < span.to).toBe(true);
            const before = spans[at - 1];
            if (before) expect(before.to <= span.from).toBe(true);
          });
        }
      }),
    );
  });
});

describe("absences", () => {
  const away = { kind: "maternity" as const, from: day("2018-01-10"), lastDay: null };

  it("count their last day", () => {
    expect(absencesAfter([], [{ ...away, lastDay: day("2018-01-25") }], NEXT)).toEqual([
      { kind: "maternity", from: "2018-01-10", to: "2018-01-26" },
    ]);
  });

  it("are known by their first day, and end when they are shown no more", () => {
    const begun = absencesAfter([], [away], NEXT);
    expect(begun).toEqual([{ kind: "maternity", from: "2018-01-10", to: END_OF_DAYS }]);
    expect(absencesAfter(begun, [away], NEXT)).toEqual(begun);
    expect(absencesAfter(begun, [], day("2018-03-01"))).toMatchObject([{ to: "2018-03-01" }]);
  });
});
