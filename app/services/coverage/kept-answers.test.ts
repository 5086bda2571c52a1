import { expect, it } from "vitest";
import type { ForceRecord } from "#app/domain/coverage/record.ts";
import type { Instant } from "#app/domain/time.ts";
import type { PersonId, UnitId } from "#app/domain/ids.ts";
import { END_OF_DAYS, END_OF_TIME, instantAt, parseDay } from "#app/domain/time.ts";
import { keptAnswers, knowledge } from "./kept-answers.ts";

const learnt = instantAt(parseDay("2018-06-04"), 9);
const record = (): ForceRecord => ({
  people: [
    {
      person: "one" as PersonId,
      posts: [
        {
          unit: "unit" as UnitId,
          group: "officer",
          rank: "constable",
          from: parseDay("2018-06-01"),
          to: END_OF_DAYS,
          knownFrom: learnt,
          knownTo: END_OF_TIME,
        },
      ],
      absences: [],
      exemptions: [],
      roles: [],
      awards: [],
    },
  ],
  units: [],
});

it("works an answer out once for a record and a question, and anew for another record", () => {
  const kept = keptAnswers<{ nth: number }>(2);
  let nth = 0;
  const ask = (of: ForceRecord, key: string) => kept(of, key, () => ({ nth: (nth += 1) })).nth;
  const [here, changed] = [record(), record()];
  expect([ask(here, "a"), ask(here, "a"), ask(here, "b"), ask(changed, "a")]).toEqual([1, 1, 2, 3]);
});

it("lets the answer go that was asked for the longest ago, and keeps none that failed", () => {
  const kept = keptAnswers<number>(2);
  const here = record();
  let nth = 0;
  const ask = (key: string) => kept(here, key, () => (nth += 1));
  expect(["a", "b", "a", "c", "a", "b"].map(ask)).toEqual([1, 2, 1, 3, 1, 4]);
  expect(() =>
    kept(here, "no", () => {
      throw new Error("not there");
    }),
  ).toThrow("not there");
  expect(ask("no")).toBe(5);
});

it("takes instants for one that know the same, and no others", () => {
  const later = (hour: number): Instant => instantAt(parseDay("2018-06-05"), hour);
  expect(knowledge(record(), later(9))).toBe(knowledge(record(), later(10)));
  const before = instantAt(parseDay("2018-06-03"), 9);
  expect(knowledge(record(), before)).not.toBe(knowledge(record(), later(9)));
});
