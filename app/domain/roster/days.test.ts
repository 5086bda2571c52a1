import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, parseDay } from "../time.ts";
import { isDayFormat, readDay, writeDay } from "./days.ts";

const FORMATS = ["DD/MM/YYYY", "D.M.YYYY", "YYYY-MM-DD", "D MMM YYYY", "DD-MMM-YY", "MMMM D, YYYY", "excel"];

describe("days in files", () => {
  it("are read in any format that is stated", () => {
    expect(readDay("5/1/2018", ["DD/MM/YYYY"])).toBe("2018-01-05");
    expect(readDay("05-Jan-18", ["DD-MMM-YY"])).toBe("2018-01-05");
    expect(readDay("5 SEPT 2018", ["D MMM YYYY"])).toBe("2018-09-05");
    expect(readDay("01/05/71", ["MM/DD/YY"])).toBe("1971-01-05");
    expect(readDay("2018-01-05 00:00:00", ["YYYY-MM-DD"])).toBe("2018-01-05");
    expect(readDay("43105", ["DD/MM/YYYY", "excel"])).toBe("2018-01-05");
    expect(readDay("43105.5", ["excel"])).toBe("2018-01-05");
  });

  it("are refused in a format that is not, and when no calendar has them", () => {
    expect(readDay("2018-01-05", ["DD/MM/YYYY"])).toBeNull();
    expect(readDay("31/02/2018", ["DD/MM/YYYY"])).toBeNull();
    expect(readDay("5 Foo 2018", ["D MMM YYYY"])).toBeNull();
    // Excel counts a 29 February 1900 that was none; before it, its count is out by one.
    expect(readDay("60", ["excel"])).toBeNull();
  });

  it("know a format from what is none", () => {
    expect(FORMATS.every(isDayFormat)).toBe(true);
    expect(["DD/MM", "", "DD/DD/YYYY", "HH:MM"].some(isDayFormat)).toBe(false);
  });

  it("are read back as they were written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 36_000 }), fc.constantFrom(...FORMATS), (count, format) => {
        const day = addDays(parseDay("1970-01-01"), count);
        expect(readDay(writeDay(day, [format]), [format])).toBe(day);
      }),
    );
  });
});
