import { describe, expect, it } from "vitest";
import { inTodaysForm } from "./earlier-forms.ts";

describe("a version of an earlier release", () => {
  it("gets what modules have had since, and keeps what it says itself", () => {
    const before = { document: { check: { questions: 8, pass: 6 } }, questions: [{ id: "a" }] };
    expect(inTodaysForm("module", before)).toEqual({
      document: {
        card: null,
        update: null,
        check: { questions: 8, pass: 6, waitMinutes: 0, minutes: null },
      },
      questions: [{ id: "a", critical: false }],
    });
    const now = {
      document: {
        card: { say: [{ text: "Hello", facts: [] }] },
        update: { minutes: 5 },
        check: { questions: 8, pass: 6, waitMinutes: 30, minutes: 20 },
      },
      questions: [{ id: "a", critical: true }],
    };
    expect(inTodaysForm("module", now)).toEqual(now);
  });

  it("gets ids for a scenario's outcomes and places for its facts", () => {
    const before = {
      minutes: 9,
      scenario: {
        outcomes: ["Say no"],
        scenes: [{ id: "s", choices: [{ id: "c", debrief: { verdict: "good" } }] }],
      },
    };
    const after = inTodaysForm("scenario", before);
    expect(after).toEqual({
      minutes: 9,
      scenario: {
        accepted: [],
        outcomes: [{ id: "outcome-1", text: "Say no" }],
        scenes: [
          {
            id: "s",
            outcomes: [],
            facts: [],
            choices: [{ id: "c", debrief: { verdict: "good", facts: [] } }],
          },
        ],
      },
    });
    expect(inTodaysForm("scenario", after)).toEqual(after);
  });

  it("is left alone when it is of another kind", () => {
    expect(inTodaysForm("page", { title: "Help", html: "" })).toEqual({ title: "Help", html: "" });
  });
});
