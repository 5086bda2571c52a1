import fc from "fast-check";
import { expect, it } from "vitest";
import { safeBack } from "./safe-back.ts";

it("goes back to a page of this site", () => {
  for (const path of ["/", "/coverage", "/modules/what-rj-is/lessons/harm-need-repair/2", "/coverage/x.csv"])
    expect(safeBack(path)).toBe(path);
});

it.each([
  ["nothing", null],
  ["an empty one", ""],
  ["another site", "https://elsewhere.example/"],
  ["another site without a scheme", "//elsewhere.example"],
  ["another site by a backslash", "/\\elsewhere.example"],
  ["another site by a tab, which browsers drop", "/\t/elsewhere.example"],
  ["another site by a line break", "/\n/elsewhere.example"],
  ["a script", "javascript:alert(1)"],
  ["a path that is relative", "coverage"],
  ["a line break at the end", "/coverage\n"],
  ["a header after a line break", "/coverage\r\nSet-Cookie: a=b"],
])("begins at the start page after %s", (_, back) => {
  expect(safeBack(back)).toBe("/");
});

it("never leaves this site, whatever it is given", () => {
  const parts = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    ":",
    "@",
    "\t",
    "\n",
    "%2f",
    "https:",
    "evil.example",
    "a",
    "-",
  );
  const wild = fc.oneof(
    fc.string(),
    fc.array(parts, { maxLength: 8 }).map((list) => `/${list.join("")}`),
  );
  fc.assert(
    fc.property(wild, (back) => {
      expect(new URL(safeBack(back), "https://amends.example/sign-in").host).toBe("amends.example");
    }),
    { numRuns: 2_000 },
  );
});
