import { describe, expect, it } from "vitest";
import { activitiesOf, agentKey, agentsOf, definitionsOf } from "./parties.ts";
import type { Actor, XapiStatement } from "./types.ts";

const mail = (name: string) => ({ mbox: `mailto:${name}@example.org` });
const key = (name: string) => `mbox:mailto:${name}@example.org`;
const group = (name: string, ...members: string[]): Actor => ({
  objectType: "Group",
  ...mail(name),
  member: members.map(mail),
});
const activity = (name: string, title?: string) => ({
  id: `http://example.org/${name}`,
  ...(title !== undefined && { definition: { name: { en: title } } }),
});
const iri = (name: string) => `http://example.org/${name}`;

const simple: XapiStatement = {
  actor: mail("anna"),
  verb: { id: "http://example.org/did" },
  object: activity("one"),
};

describe("an agent's key", () => {
  it.each<[Actor, string | null]>([
    [{ mbox: "mailto:x@example.org" }, "mbox:mailto:x@example.org"],
    [{ mbox: "mailto:X.y@EXAMPLE.org" }, "mbox:mailto:X.y@example.org"],
    [
      { mbox_sha1sum: "CD9B00a5611f94eaa7b1661edab976068e364975" },
      "sha1:cd9b00a5611f94eaa7b1661edab976068e364975",
    ],
    [{ openid: "http://openid.example.org/12345" }, "openid:http://openid.example.org/12345"],
    [{ account: { homePage: "http://www.example.com", name: "a|b" } }, "account:http://www.example.com|a|b"],
    [{ objectType: "Group", mbox: "mailto:x@example.org" }, "mbox:mailto:x@example.org"],
    [{ objectType: "Group", member: [{ mbox: "mailto:x@example.org" }] }, null],
  ])("of %j is %s", (actor, expected) => expect(agentKey(actor)).toBe(expected));

  it("does not mind names and types", () => {
    expect(agentKey({ objectType: "Agent", name: "Anna", ...mail("anna") })).toBe(key("anna"));
  });

  it("tells accounts of one name at two places apart", () => {
    const at = (homePage: string) => agentKey({ account: { homePage, name: "x" } });
    expect(at("http://a.example/")).not.toBe(at("http://b.example/"));
  });
});

describe("who a statement is about", () => {
  it("is its actor", () => {
    expect(agentsOf(simple)).toEqual({ direct: [key("anna")], related: [key("anna")] });
  });

  it("is a group and its members", () => {
    expect(agentsOf({ ...simple, actor: group("team", "anna", "ben") }).direct).toEqual([
      key("team"),
      key("anna"),
      key("ben"),
    ]);
  });

  it("is only the members of an anonymous group", () => {
    const actor: Actor = { objectType: "Group", member: [mail("anna")] };
    expect(agentsOf({ ...simple, actor }).direct).toEqual([key("anna")]);
  });

  it("is also an object that is an agent or a group, each once", () => {
    const object = { ...group("team", "anna", "cleo"), objectType: "Group" as const };
    expect(agentsOf({ ...simple, object }).direct).toEqual([key("anna"), key("team"), key("cleo")]);
  });

  it("is related to everyone else it names, and to everyone in a SubStatement", () => {
    const context = (tag: string) => ({
      instructor: mail(`instructor${tag}`),
      team: group(`team${tag}`, `member${tag}`) as never,
      contextAgents: [{ objectType: "contextAgent" as const, agent: mail(`agent${tag}`) }],
      contextGroups: [
        { objectType: "contextGroup" as const, group: group(`group${tag}`, `grouped${tag}`) as never },
      ],
    });
    const statement: XapiStatement = {
      ...simple,
      context: context(""),
      authority: { objectType: "Group", member: [mail("application"), mail("user")] },
      object: {
        objectType: "SubStatement",
        actor: mail("ben"),
        verb: { id: "http://example.org/will-do" },
        object: { objectType: "Agent", ...mail("cleo") },
        context: context("2"),
      },
    };
    const { direct, related } = agentsOf(statement);
    expect(direct).toEqual([key("anna")]);
    expect(related.toSorted()).toEqual(
      [
        ...["anna", "application", "user", "ben", "cleo"],
        ...["instructor", "team", "member", "agent", "group", "grouped"].flatMap((name) => [
          name,
          `${name}2`,
        ]),
      ]
        .map(key)
        .toSorted(),
    );
  });
});

describe("what a statement is about", () => {
  const context = (tag: string) => ({
    contextActivities: {
      parent: activity(`parent${tag}`),
      grouping: [activity(`grouping${tag}`), activity("one")],
      category: [],
      other: [activity(`other${tag}`, `Other ${tag}`)],
    },
  });

  it("is its object, when that is an activity", () => {
    expect(activitiesOf(simple)).toEqual({ direct: [iri("one")], related: [iri("one")] });
    expect(activitiesOf({ ...simple, object: { objectType: "Agent", ...mail("ben") } })).toEqual({
      direct: [],
      related: [],
    });
    expect(
      activitiesOf({
        ...simple,
        object: { objectType: "StatementRef", id: "6690e6c9-3ef0-4ed3-8b37-7f3964730bee" },
      }).related,
    ).toEqual([]);
  });

  it("is related to the context's activities, one or several, each once", () => {
    expect(activitiesOf({ ...simple, context: context("") })).toEqual({
      direct: [iri("one")],
      related: ["one", "parent", "grouping", "other"].map(iri),
    });
  });

  it("is related to those of a SubStatement, and about none of them", () => {
    const statement: XapiStatement = {
      ...simple,
      context: context(""),
      object: {
        objectType: "SubStatement",
        actor: mail("ben"),
        verb: simple.verb,
        object: activity("two", "Two"),
        context: context("2"),
      },
    };
    const { direct, related } = activitiesOf(statement);
    expect(direct).toEqual([]);
    expect(related).toEqual(
      ["parent", "grouping", "one", "other", "two", "parent2", "grouping2", "other2"].map(iri),
    );
    expect(definitionsOf(statement)).toEqual([
      { id: iri("other"), definition: { name: { en: "Other " } } },
      { id: iri("two"), definition: { name: { en: "Two" } } },
      { id: iri("other2"), definition: { name: { en: "Other 2" } } },
    ]);
  });

  it("tells every definition, of one activity twice when it is there twice", () => {
    const statement: XapiStatement = {
      ...simple,
      object: activity("one", "First"),
      context: { contextActivities: { other: [activity("one", "Second")] } },
    };
    expect(definitionsOf(statement).map(({ definition }) => definition.name)).toEqual([
      { en: "First" },
      { en: "Second" },
    ]);
    expect(definitionsOf(simple)).toEqual([]);
  });
});
