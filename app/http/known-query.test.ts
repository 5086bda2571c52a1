import { describe, expect, it } from "vitest";
import type { Instant } from "#app/domain/time.ts";
import { knownAsked, withKnown } from "./known-query.ts";

const NOW = "2018-06-04T08:00:00.000Z" as Instant;
const asked = (search: string) => knownAsked(new URL(`http://localhost/people${search}`), NOW);

describe("the knowledge that an address asks for", () => {
  it("is the end of a day in London, or an instant", () => {
    expect(asked("?known=2018-06-01")).toEqual({
      knownAt: "2018-06-01T22:59:59.999Z",
      earlier: { said: "2018-06-01", day: "2018-06-01", words: "1 June 2018" },
      problem: null,
    });
    expect(asked("?known=2018-06-01T09:00:00+01:00")).toMatchObject({
      knownAt: "2018-06-01T08:00:00.000Z",
      earlier: { day: "2018-06-01", words: "1 June 2018, 09:00" },
    });
  });

  it("is now without one, for today and for what has not come; what is no day is told", () => {
    const now = { knownAt: NOW, earlier: null, problem: null };
    for (const search of ["", "?known=", "?known=2018-06-04", "?known=2019-01-01", `?known=${NOW}`])
      expect(asked(search), search).toEqual(now);
    expect(asked("?known=31/05/2018")).toMatchObject({
      ...now,
      problem: expect.stringContaining('"31/05/2018" is not a day') as string,
    });
  });

  it("goes with the links of a page that looks at it, and with no other", () => {
    const { earlier } = asked("?known=2018-06-01");
    expect(withKnown("/people/1", earlier)).toBe("/people/1?known=2018-06-01");
    expect(withKnown("/people", null, { q: "Jan" })).toBe("/people?q=Jan");
    expect(withKnown("/people", null)).toBe("/people");
  });
});
