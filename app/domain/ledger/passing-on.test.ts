import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isWanted,
  problemWords,
  receptionOf,
  retryAfterMs,
  toSendable,
  waitAfter,
  type Reception,
} from "./passing-on.ts";
import type { XapiStatement } from "./xapi/types.ts";

const COMPLETED = "http://adlnet.gov/expapi/verbs/completed";
const FAILED = "http://adlnet.gov/expapi/verbs/failed";
const MODULES = "https://amends.example/activities/modules/";

function statement(change: Partial<XapiStatement> = {}): XapiStatement & { readonly id: string } {
  return {
    id: "0190a6a0-0000-7000-8000-000000000001",
    actor: { mbox: "mailto:ada@example.org" },
    verb: { id: COMPLETED },
    object: { id: `${MODULES}what-rj-is` },
    stored: "2018-06-04T09:00:00.000Z",
    timestamp: "2018-06-04T08:00:00.000Z",
    authority: { mbox: "mailto:us@example.org" },
    version: "1.0.3",
    ...change,
  };
}

describe("what a destination wants", () => {
  it.each([
    ["everything", [], [], true],
    ["its verb", [FAILED, COMPLETED], [], true],
    ["another verb", [FAILED], [], false],
    ["the beginning of its activity", [], ["https://x.example/", MODULES], true],
    ["another activity", [], [`${MODULES}safe`], false],
    ["verb and activity", [COMPLETED], [MODULES], true],
    ["its verb of another activity", [COMPLETED], ["https://x.example/"], false],
  ])("by %s", (_, verbs, activities, wanted) => {
    expect(isWanted(statement(), { verbs, activities })).toBe(wanted);
  });

  it("by activity is nothing about an agent or another statement", () => {
    const wanted = { verbs: [], activities: ["mailto:", "https:", "0190"] };
    expect(isWanted(statement({ object: { objectType: "Agent", mbox: "mailto:b@x.example" } }), wanted)).toBe(
      false,
    );
    expect(isWanted(statement({ object: { objectType: "StatementRef", id: "0190" } }), wanted)).toBe(false);
  });
});

describe("a statement as it is sent", () => {
  it("leaves out what the receiver sets, and nothing else", () => {
    const { stored: _, authority: __, ...rest } = statement();
    for (const version of ["1.0.3", "2.0.0"] as const)
      expect(toSendable(statement(), version)).toEqual({ statement: rest });
  });

  it("of 2.0 goes to 1.0.3 under a version that 1.0.3 knows", () => {
    const two = statement({ version: "2.0.0" });
    expect(toSendable(two, "1.0.3")).toMatchObject({ statement: { version: "1.0.0" } });
    expect(toSendable(two, "2.0.0")).toMatchObject({ statement: { version: "2.0.0" } });
  });

  it("that says what only 2.0 can say is not sent to 1.0.3, with the reason", () => {
    const contextAgents = [{ objectType: "contextAgent", agent: { mbox: "mailto:b@example.org" } }] as const;
    const contextGroups = [
      { objectType: "contextGroup", group: { objectType: "Group", mbox: "mailto:b@example.org" } },
    ] as const;
    const sub = statement({
      version: "2.0.0",
      object: {
        objectType: "SubStatement",
        actor: { mbox: "mailto:b@example.org" },
        verb: { id: FAILED },
        object: { id: MODULES },
        context: { contextGroups },
      },
    });
    for (const [held, named] of [
      [statement({ context: { contextAgents } }), "contextAgents"],
      [sub, "contextGroups"],
      [statement({ context: { contextAgents, contextGroups } }), "contextAgents and contextGroups"],
    ] as const) {
      const sendable = toSendable(held, "1.0.3");
      expect(sendable).toMatchObject({ statement: null, problem: expect.stringContaining(named) as string });
      expect(toSendable(held, "2.0.0").statement).not.toBeNull();
    }
  });
});

describe("an answer", () => {
  it.each<[number, number, Reception]>([
    [200, 50, "taken"],
    [204, 1, "taken"],
    [409, 1, "taken"],
    [409, 2, "at-fault"],
    [400, 1, "at-fault"],
    [413, 50, "at-fault"],
    [422, 1, "at-fault"],
    [403, 1, "forbidden"],
    [403, 50, "forbidden"],
    ...[302, 401, 404, 405, 408, 415, 425, 429, 500, 502, 503, 504].map(
      (status): [number, number, Reception] => [status, 1, "later"],
    ),
  ])("%i to %i statements", (status, count, reception) => {
    expect(receptionOf(status, count)).toBe(reception);
  });

  it("is told in words, with what the receiver said", () => {
    expect(problemWords(401, "")).toBe("401: it does not accept our user name and password");
    expect(problemWords(503, "Back soon")).toBe(
      "503: it is out of service for the moment. It says: Back soon",
    );
    const all = [301, 403, 404, 405, 408, 429, 500].map((status) => problemWords(status, ""));
    for (const words of all) expect(words).toMatch(/^\d{3}: [a-z ,]{9,}/);
    expect(new Set(all.map((words) => words.slice(5))).size).toBe(all.length);
  });
});

describe("the wait after failures", () => {
  it("grows from a second to five minutes, by chance between nothing and that", () => {
    const longest = Array.from({ length: 12 }, (_, at) => waitAfter(at + 1, 0.999999, null));
    expect(longest.slice(0, 9)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000,
    ]);
    expect(longest.slice(9)).toEqual([300_000, 300_000, 300_000]);
    expect(waitAfter(5, 0, null)).toBe(0);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, r) => {
          const wait = waitAfter(n, r, null);
          expect(Number.isInteger(wait) && wait >= 0 && wait <= 300_000).toBe(true);
        },
      ),
    );
  });

  it("is never less than the receiver asks for, up to a day", () => {
    expect(waitAfter(1, 0.5, 60_000)).toBe(60_000);
    expect(waitAfter(20, 0.9, 60_000)).toBe(270_000);
    expect(waitAfter(1, 0.5, 1e12)).toBe(86_400_000);
  });

  it("reads Retry-After in seconds and as a date", () => {
    const now = Date.parse("2026-11-23T07:00:00Z");
    expect(retryAfterMs("120", now)).toBe(120_000);
    expect(retryAfterMs("Mon, 23 Nov 2026 07:00:30 GMT", now)).toBe(30_000);
    expect(retryAfterMs("Mon, 23 Nov 2026 06:00:30 GMT", now)).toBe(0);
    for (const text of [undefined, "", "soon", "-5", "1.5", "12 Monkeys", "Sun, never"])
      expect(retryAfterMs(text, now)).toBeNull();
  });
});
