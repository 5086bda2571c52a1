import { describe, expect, it } from "vitest";
import type { Instant } from "../time.ts";
import { endOfTime, mayBeginAgain } from "./check-time.ts";

const at = (time: string) => `2018-06-04T${time}:00.000Z` as Instant;

describe("a check's time", () => {
  it("has no end where the module sets none", () => {
    expect(endOfTime(at("09:00"), null, ["extra-time-50"])).toBeNull();
  });
  it("is as long as the module says, and longer by what was agreed", () => {
    expect(endOfTime(at("09:00"), 20, [])).toBe(at("09:20"));
    expect(endOfTime(at("09:00"), 20, ["extra-time-25"])).toBe(at("09:25"));
    expect(endOfTime(at("09:00"), 20, ["extra-time-25", "extra-time-100"])).toBe(at("09:40"));
    expect(endOfTime(at("09:00"), 20, ["extra-time-25", "no-time-limit"])).toBeNull();
  });
});

describe("the wait before another try", () => {
  it("is over at once when nothing was failed, nothing is asked or none was agreed", () => {
    expect(mayBeginAgain(null, 30, [], at("09:00"))).toBeNull();
    expect(mayBeginAgain(at("09:00"), 0, [], at("09:00"))).toBeNull();
    expect(mayBeginAgain(at("09:00"), 30, ["no-wait"], at("09:00"))).toBeNull();
  });
  it("lasts as long as the module says from the end of the failed one", () => {
    expect(mayBeginAgain(at("09:00"), 30, [], at("09:29"))).toBe(at("09:30"));
    expect(mayBeginAgain(at("09:00"), 30, [], at("09:30"))).toBeNull();
  });
});
