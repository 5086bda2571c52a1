import { describe, expect, it } from "vitest";
import { personalDataIn, personalDataWarning } from "./personal-data.ts";

describe("personal data in free text", () => {
  it.each([
    ["Ring her on 07700 900123 tomorrow", [{ kind: "phone", text: "07700 900123" }]],
    ["+44 7700 900 123", [{ kind: "phone", text: "+44 7700 900 123" }]],
    ["01632-960-001", [{ kind: "phone", text: "01632-960-001" }]],
    ["write to j.owen@force.example, he said", [{ kind: "e-mail", text: "j.owen@force.example" }]],
    ["crime 54260012345 from May", [{ kind: "reference", text: "54260012345" }]],
    ["MA/12345/26", [{ kind: "reference", text: "MA/12345/26" }]],
    ["URN 54AB0012326.", [{ kind: "reference", text: "54AB0012326" }]],
    [
      "CR-0012345, and 07700900123",
      [
        { kind: "reference", text: "CR-0012345" },
        { kind: "phone", text: "07700900123" },
      ],
    ],
  ])("is seen in %j", (text, found) => {
    expect(personalDataIn(text)).toEqual(found);
  });

  it.each([
    "I would ask first, and then listen.",
    "On 04/06/2018 at 09:00, Right 3 and s.102 of the 2014 Act",
    "5,466 cases in 45 forces; 2018-06-04; 20-30 people; F20; RJ-3; AC-12",
    "Unit KR, collar D1482, 1,000,000 to 1",
  ])("is not seen in %j", (text) => {
    expect(personalDataIn(text)).toEqual([]);
    expect(personalDataWarning(text)).toBeNull();
  });

  it("is named once, with the way out", () => {
    expect(personalDataWarning("07700 900123 and a@b.example")).toBe(
      "This looks like a telephone number (07700 900123). If it is a real one, take it out; if not, say so below and keep it.",
    );
  });

  it("is looked for in any text without delay", () => {
    for (const text of ["0".repeat(50_000), "a.".repeat(30_000), "A".repeat(50_000), "@".repeat(50_000)])
      expect(personalDataIn(text).length).toBeLessThan(50_000);
  });
});
