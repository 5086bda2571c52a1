import { expect, it } from "vitest";
import { mayUse, SCOPES, type Need, type Scope } from "./scopes.ts";

/** What each scope alone allows, as xAPI 1.0.3 Part Three lists it. */
const ALLOWS: Record<Scope, readonly Need[]> = {
  "statements/write": ["statements/write"],
  "statements/read/mine": ["statements/read/mine"],
  "statements/read": ["statements/read", "statements/read/mine"],
  state: ["state"],
  define: ["define"],
  profile: ["profile"],
  "all/read": ["statements/read", "statements/read/mine", "read"],
  all: ["statements/write", "statements/read", "statements/read/mine", "state", "define", "profile", "read"],
};

it.each(SCOPES.map((scope) => [scope] as const))("the scope %s allows what it names and no more", (scope) => {
  for (const need of ALLOWS.all)
    expect([need, mayUse([scope], need)]).toEqual([need, ALLOWS[scope].includes(need)]);
});

it("no scope allows nothing, and several allow what each does", () => {
  for (const need of ALLOWS.all) expect(mayUse([], need)).toBe(false);
  expect(mayUse(["state", "define"], "define")).toBe(true);
  expect(mayUse(["state", "define"], "statements/write")).toBe(false);
});
