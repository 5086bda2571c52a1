import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equivalent } from "./equivalent.ts";
import type { XapiStatement } from "./types.ts";

type Loose = Record<string, unknown>;

const anna = { mbox: "mailto:anna@example.org" };
const ben = { mbox: "mailto:ben@example.org" };
const one = { id: "http://example.org/one" };
const ID = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee";
const OTHER = "7690e6c9-3ef0-4ed3-8b37-7f3964730bee";
const attachment = {
  usageType: "http://example.org/usage",
  display: { en: "x" },
  contentType: "text/plain",
  length: 1,
  sha2: "a".repeat(64),
};
const base = {
  id: ID,
  actor: { objectType: "Group", name: "Team", member: [anna, ben] },
  verb: { id: "http://example.org/did", display: { en: "did" } },
  object: { ...one, definition: { name: { en: "One" } } },
  result: {
    score: { raw: 1, scaled: 0.5 },
    duration: "PT1H0M0.12S",
    extensions: { "a:b": { x: [1, 2], y: null } },
  },
  context: {
    registration: OTHER,
    instructor: anna,
    contextActivities: { parent: [one], other: [one, { id: "http://example.org/two" }] },
    language: "en-GB",
    statement: { objectType: "StatementRef", id: ID },
  },
  timestamp: "2018-06-04T09:14:00.000Z",
  attachments: [attachment],
};

const statement = (over: Loose = {}): XapiStatement =>
  JSON.parse(JSON.stringify({ ...base, ...over })) as XapiStatement;
const inSub = (said: XapiStatement): XapiStatement => {
  const { id: _id, stored: _stored, authority: _authority, version: _version, ...rest } = said;
  return { ...statement(), object: { objectType: "SubStatement", ...rest } as XapiStatement["object"] };
};
const context = (over: Loose) => ({ context: { ...base.context, ...over } });
const result = (over: Loose) => ({ result: { ...base.result, ...over } });

const IGNORED: [string, Loose][] = [
  ["what the LRS sets", { stored: "2018-06-04T09:15:00.000Z", authority: anna, version: "1.0.0" }],
  ["an id that was not sent", { id: undefined }],
  ["an id in capitals", { id: ID.toUpperCase() }],
  ["a timestamp that was not sent", { timestamp: undefined }],
  ["a timestamp in another zone", { timestamp: "2018-06-04T10:14:00+01:00" }],
  ["a timestamp without its noughts", { timestamp: "2018-06-04T09:14:00Z" }],
  ["a verb's words", { verb: { id: base.verb.id, display: { en: "done", de: "getan" } } }],
  ["a verb without words", { verb: { id: base.verb.id } }],
  ["an activity's definition", { object: { ...one, definition: { name: { de: "Eins" } } } }],
  ["an activity without definition", { object: one }],
  ["an activity's type said aloud", { object: { objectType: "Activity", ...one } }],
  ["members in another order", { actor: { ...base.actor, member: [ben, anna] } }],
  [
    "a member's type said aloud",
    { actor: { ...base.actor, member: [{ objectType: "Agent", ...anna }, ben] } },
  ],
  ["the case of an address's domain", context({ instructor: { mbox: "mailto:anna@EXAMPLE.org" } })],
  [
    "a single context activity",
    context({ contextActivities: { ...base.context.contextActivities, parent: one } }),
  ],
  ["a registration in capitals", context({ registration: OTHER.toUpperCase() })],
  ["a language in capitals", context({ language: "EN-gb" })],
  ["a duration beyond hundredths", result({ duration: "PT1H0M0.1237S" })],
  ["the case of a hash", { attachments: [{ ...attachment, sha2: "A".repeat(64) }] }],
  ["another order of keys", Object.fromEntries(Object.entries(base).reverse())],
  ["another order of keys in extensions", result({ extensions: { "a:b": { y: null, x: [1, 2] } } })],
];

const SEEN: [string, Loose][] = [
  ["another actor", { actor: anna }],
  ["another name of the actor", { actor: { ...base.actor, name: "Squad" } }],
  ["one member less", { actor: { ...base.actor, member: [anna] } }],
  ["another member", { actor: { ...base.actor, member: [anna, { openid: "http://o/" }] } }],
  ["another name of a member", { actor: { ...base.actor, member: [{ name: "Anna", ...anna }, ben] } }],
  ["another verb", { verb: { id: "http://example.org/did-not" } }],
  ["another object", { object: { id: "http://example.org/two" } }],
  ["an object of another kind", { object: { objectType: "Agent", ...anna } }],
  ["another timestamp", { timestamp: "2018-06-04T09:14:00.001Z" }],
  ["no result", { result: undefined }],
  ["another score", result({ score: { raw: 2, scaled: 0.5 } })],
  ["success", result({ success: true })],
  ["another response", result({ response: "x" })],
  ["the same duration in other words", result({ duration: "PT60M0.12S" })],
  ["another hundredth of a second", result({ duration: "PT1H0M0.13S" })],
  ["another extension", result({ extensions: { "a:b": { x: [2, 1], y: null } } })],
  ["an extension that is missing and not null", result({ extensions: { "a:b": { x: [1, 2] } } })],
  ["another registration", context({ registration: ID })],
  ["another instructor", context({ instructor: ben })],
  ["a team", context({ team: { objectType: "Group", ...ben } })],
  ["another platform", context({ platform: "x" })],
  ["another language", context({ language: "en-US" })],
  ["another statement beside it", context({ statement: { objectType: "StatementRef", id: OTHER } })],
  ["fewer context activities", context({ contextActivities: { parent: [one] } })],
  [
    "context activities in another order",
    context({
      contextActivities: { parent: [one], other: base.context.contextActivities.other.toReversed() },
    }),
  ],
  ["no attachments", { attachments: undefined }],
  ["another attachment", { attachments: [{ ...attachment, sha2: "b".repeat(64) }] }],
];

describe("two statements are one", () => {
  it.each(IGNORED)("whatever the difference in %s", (_what, over) => {
    expect(equivalent(statement(), statement(over))).toBe(true);
    expect(equivalent(statement(over), statement())).toBe(true);
  });

  it.each(IGNORED)("within a SubStatement, whatever the difference in %s", (what, over) => {
    if (what === "a timestamp that was not sent") return;
    expect(equivalent(inSub(statement()), inSub(statement(over)))).toBe(true);
  });

  it("also when a statement by an agent says its type aloud", () => {
    expect(
      equivalent(statement({ actor: anna }), statement({ actor: { objectType: "Agent", ...anna } })),
    ).toBe(true);
  });

  it("when an empty list of attachments is none", () => {
    expect(equivalent(statement({ attachments: [] }), statement({ attachments: undefined }))).toBe(true);
  });
});

describe("two statements differ", () => {
  it("by their ids", () => {
    expect(equivalent(statement(), statement({ id: OTHER }))).toBe(false);
  });

  it.each(SEEN)("in %s", (_what, over) => {
    expect(equivalent(statement(), statement(over))).toBe(false);
    expect(equivalent(statement(over), statement())).toBe(false);
  });

  it.each(SEEN)("within a SubStatement, in %s", (_what, over) => {
    expect(equivalent(inSub(statement()), inSub(statement(over)))).toBe(false);
  });

  it("when a SubStatement lacks its timestamp, which no LRS sets", () => {
    expect(equivalent(inSub(statement()), inSub(statement({ timestamp: undefined })))).toBe(false);
  });

  it("in the object they refer to, and in contextAgents", () => {
    const reference = (id: string) => statement({ object: { objectType: "StatementRef", id } });
    expect(equivalent(reference(ID), reference(ID.toUpperCase()))).toBe(true);
    expect(equivalent(reference(ID), reference(OTHER))).toBe(false);
    const beside = (agent: Loose, types: string[]) =>
      statement(context({ contextAgents: [{ objectType: "contextAgent", agent, relevantTypes: types }] }));
    expect(equivalent(beside(anna, ["a:b"]), beside({ objectType: "Agent", ...anna }, ["a:b"]))).toBe(true);
    expect(equivalent(beside(anna, ["a:b"]), beside(ben, ["a:b"]))).toBe(false);
    expect(equivalent(beside(anna, ["a:b"]), beside(anna, ["a:c"]))).toBe(false);
    const within = (group: Loose) =>
      statement(
        context({
          contextGroups: [{ objectType: "contextGroup", group: { objectType: "Group", ...group } }],
        }),
      );
    expect(equivalent(within({ member: [anna, ben] }), within({ member: [ben, anna] }))).toBe(true);
    expect(equivalent(within({ member: [anna] }), within({ member: [ben] }))).toBe(false);
  });
});

describe("the comparison", () => {
  const pair = fc.tuple(fc.constantFrom(...IGNORED, ...SEEN), fc.constantFrom(...IGNORED, ...SEEN));

  it("is reflexive and symmetric", () => {
    fc.assert(
      fc.property(pair, ([[, left], [, right]]) => {
        expect(equivalent(statement(left), statement(left))).toBe(true);
        expect(equivalent(statement(left), statement(right))).toBe(
          equivalent(statement(right), statement(left)),
        );
      }),
    );
  });

  it("holds extensions to what JSON holds equal", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        const at = (value: unknown) => statement(result({ extensions: { "a:b": value } }));
        expect(equivalent(at(left), at(structuredClone(left)))).toBe(true);
        expect(equivalent(at(left), at(right))).toBe(sorted(left) === sorted(right));
      }),
    );
  });
});

/** JSON with its keys in order, as another way to compare two values. */
function sorted(value: unknown): string {
  return JSON.stringify(JSON.parse(JSON.stringify(value)), (_key, held: unknown) =>
    typeof held === "object" && held !== null && !Array.isArray(held)
      ? { object: Object.entries(held as Loose).sort(([a], [b]) => (a < b ? -1 : 1)) }
      : held,
  );
}
