import { describe, expect, it } from "vitest";
import { withoutPerson, type Identifiers } from "./erase-agent.ts";

const WHO: Identifiers = {
  mailboxes: new Set(["mailto:mair@example.org"]),
  mailboxSums: new Set(["a9993e364706816aba3e25717850c26c9cd0d89d"]),
  accounts: new Set(["https://lms.example|e1"]),
  ownAccount: "https://amends.example|6f1c7a52",
};
const NOBODY = { objectType: "Agent", account: { homePage: "https://amends.example/erased", name: "x" } };
const without = (value: unknown) => withoutPerson(value, WHO, NOBODY);

describe("a statement without a person", () => {
  it.each([
    ["by mailbox, in any case", { mbox: "mailto:Mair@Example.org", name: "Mair" }],
    ["by its sum", { mbox_sha1sum: "A9993E364706816ABA3E25717850C26C9CD0D89D" }],
    ["by an account", { objectType: "Agent", account: { homePage: "https://lms.example", name: "E1" } }],
  ])("names them nowhere: %s", (_, agent) => {
    const statement = {
      actor: agent,
      object: { objectType: "SubStatement", actor: agent, object: { id: "a:b" } },
      context: {
        instructor: agent,
        team: { objectType: "Group", member: [agent, { mbox: "mailto:b@x.org" }] },
      },
    };
    expect(without(statement)).toEqual({
      actor: NOBODY,
      object: { objectType: "SubStatement", actor: NOBODY, object: { id: "a:b" } },
      context: {
        instructor: NOBODY,
        team: { objectType: "Group", member: [NOBODY, { mbox: "mailto:b@x.org" }] },
      },
    });
  });

  it("keeps their account with us, and no name beside it", () => {
    const account = { homePage: "https://amends.example", name: "6f1c7a52" };
    expect(without({ actor: { account, name: "Mair" } })).toEqual({ actor: { account } });
  });

  it("is the very same when it does not name them", () => {
    for (const statement of [
      { actor: { mbox: "mailto:ben@example.org", name: "Ben" }, result: { score: { raw: 1 } } },
      { actor: { account: { homePage: "https://amends.example", name: "6f1c7a52" } } },
      [1, null, "mailto:mair@example.org"],
    ])
      expect(without(statement)).toBe(statement);
  });
});
