import { expect, it } from "vitest";
import type { Instant } from "../time.ts";
import { updateDuty, type VersionOfModule } from "./updates.ts";

const at = (day: string) => `${day}T09:00:00.000Z` as Instant;
const version = (number: number, day: string, text: string | null = null): VersionOfModule => ({
  number,
  hash: `hash-${number}`,
  publishedAt: at(day),
  change: text === null ? "wording" : "substance",
  update: text === null ? null : { text, questions: [`question-${number}`], days: 30 },
});
const VERSIONS = [
  version(1, "2018-01-01"),
  version(2, "2018-02-01", "Two"),
  version(3, "2018-03-01"),
  version(4, "2018-04-01", "Four"),
];
const duty = (hash: string | null, stored: string, done: string[] = [], live = 4) =>
  updateDuty(VERSIONS, { live, learnt: { hash, stored: at(stored) }, done });

it("asks for the newest change and tells every one since what was learnt", () => {
  expect(duty("hash-1", "2018-01-10")).toMatchObject({
    version: { number: 4 },
    changes: ["Two", "Four"],
    questions: ["question-4"],
    dueOn: "2018-05-01",
  });
  expect(duty("hash-2", "2018-02-10")).toMatchObject({ changes: ["Four"] });
});

it("asks nothing of those who learnt the newest, or whose change was of words", () => {
  expect(duty("hash-4", "2018-04-10")).toBeNull();
  expect(duty("hash-2", "2018-02-10", [], 3)).toBeNull();
});

it("asks nothing twice", () => {
  expect(duty("hash-1", "2018-01-10", ["hash-4"])).toBeNull();
  expect(duty("hash-1", "2018-01-10", ["hash-2"])).toMatchObject({ changes: ["Four"] });
});

it("asks those taught elsewhere by the day on which we were told", () => {
  expect(duty(null, "2018-03-15")).toMatchObject({ changes: ["Four"] });
  expect(duty(null, "2018-04-02")).toBeNull();
  expect(duty(null, "2017-12-01")).toMatchObject({ changes: ["Two", "Four"] });
});
