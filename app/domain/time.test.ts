import { expect, it } from "vitest";
import { addDays, dayOf, daysBetween, endOfDay, instantAt, isDay, parseDay, toInstant } from "./time.ts";

it("knows a day that does not exist", () => {
  expect(isDay("2018-02-29")).toBe(false);
  expect(isDay("2016-02-29")).toBe(true);
  expect(() => parseDay("31/06/2018")).toThrow(/YYYY-MM-DD/);
});

it("takes midnight in London as the edge of a day, in summer too", () => {
  expect(dayOf(toInstant(new Date("2018-06-20T22:59:59.999Z")))).toBe("2018-06-20");
  expect(dayOf(toInstant(new Date("2018-06-20T23:00:00.000Z")))).toBe("2018-06-21");
  expect(endOfDay(parseDay("2018-06-20"))).toBe("2018-06-20T22:59:59.999Z");
  expect(endOfDay(parseDay("2018-12-20"))).toBe("2018-12-20T23:59:59.999Z");
});

it("gives wall-clock times on the days when the clocks change", () => {
  expect(instantAt(parseDay("2018-03-25"), 9)).toBe("2018-03-25T08:00:00.000Z");
  expect(instantAt(parseDay("2018-10-28"), 9)).toBe("2018-10-28T09:00:00.000Z");
  expect(instantAt(parseDay("2018-03-25"), 0)).toBe("2018-03-25T00:00:00.000Z");
});

it("counts days across months and leap years", () => {
  expect(addDays(parseDay("2016-02-28"), 2)).toBe("2016-03-01");
  expect(daysBetween(parseDay("2018-06-04"), parseDay("2018-06-30"))).toBe(26);
});
