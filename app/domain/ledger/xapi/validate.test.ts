import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AmendsError } from "../../errors.ts";
import {
  MOST_LEVELS,
  parseActor,
  parseAgentParameter,
  parseBooleanParameter,
  parseCountParameter,
  parseIriParameter,
  parseJsonObject,
  parseStatement,
  parseTimestampParameter,
  parseUuidParameter,
  VOIDED,
} from "./validate.ts";
import type { XapiVersion } from "./version.ts";

type Loose = Record<string, unknown>;

const VERSIONS: readonly XapiVersion[] = ["1.0.3", "2.0.0"];
const UUID = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee";
const SHA2 = "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a";
const MBOX = { mbox: "mailto:xapi@example.org" };
const ACCOUNT = { account: { homePage: "http://www.example.com", name: "13936749" } };
const ACTIVITY = { id: "http://example.com/activity" };
const ATTACHMENT = {
  usageType: "http://example.com/usage",
  display: { "en-US": "A test" },
  description: { "en-US": "A test (description)" },
  contentType: "text/plain; charset=ascii",
  length: 27,
  sha2: SHA2,
  fileUrl: "http://over.there.example/file.txt",
};

/** A statement that uses everything both versions know. */
function full(): Loose {
  return structuredClone({
    id: "fd41c918-b88b-4b20-a0a5-a4c32391aaa0",
    actor: {
      objectType: "Group",
      name: "Team PB",
      mbox: "mailto:teampb@example.com",
      member: [
        { name: "Andrew", ...ACCOUNT, objectType: "Agent" },
        { openid: "http://toby.openid.example.org/" },
        { mbox_sha1sum: "ebd31e95054c018b10727ccffd2ef2ec3a016ee9" },
      ],
    },
    verb: { id: "http://adlnet.gov/expapi/verbs/attended", display: { "en-GB": "attended" } },
    object: {
      objectType: "Activity",
      id: "http://www.example.com/meetings/34534",
      definition: {
        name: { "en-GB": "example meeting" },
        description: { "en-GB": "An example meeting" },
        type: "http://adlnet.gov/expapi/activities/meeting",
        moreInfo: "http://virtualmeeting.example.com/345256",
        interactionType: "matching",
        correctResponsesPattern: ["a[.]1[,]b[.]2"],
        source: [{ id: "a", description: { "en-GB": "A" } }, { id: "b" }],
        target: [{ id: "1" }, { id: "2" }],
        extensions: { "http://example.com/location": { room: [1, null, { deep: "" }], none: {} } },
      },
    },
    result: {
      score: { scaled: 0.95, raw: 95, min: 0, max: 100 },
      success: true,
      completion: false,
      response: "We agreed",
      duration: "PT1H0M0S",
      extensions: { "http://example.com/minutes": null },
    },
    context: {
      registration: "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
      instructor: MBOX,
      team: { objectType: "Group", member: [MBOX] },
      contextActivities: {
        parent: [ACTIVITY],
        grouping: { ...ACTIVITY, objectType: "Activity" },
        category: [],
        other: [ACTIVITY, { ...ACTIVITY, definition: { name: { en: "x" } } }],
      },
      revision: "1",
      platform: "Example",
      language: "tlh",
      statement: { objectType: "StatementRef", id: UUID },
      extensions: { "http://example.com/airspeed": "600mph" },
    },
    timestamp: "2013-05-18T05:32:34.804Z",
    stored: "2013-05-18T05:32:34.804+00:00",
    authority: ACCOUNT,
    version: "1.0.0",
    attachments: [ATTACHMENT],
  });
}

function simple(): Loose {
  return structuredClone({ actor: MBOX, verb: { id: "http://example.com/did" }, object: ACTIVITY });
}

function inSub(said: Loose): Loose {
  const { id: _id, stored: _stored, authority: _authority, version: _version, ...rest } = said;
  return { ...simple(), object: { objectType: "SubStatement", ...rest } };
}

/** The same with `value` at a path such as "context.team.member[0]"; undefined takes it away. */
function withAt(statement: Loose, path: string, value: unknown): Loose {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  const last = steps.pop() ?? "";
  let here = statement;
  for (const step of steps) here = (here[step] ??= {}) as Loose;
  if (value === undefined) delete here[last];
  else here[last] = value;
  return statement;
}

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(AmendsError);
    expect((error as AmendsError).code).toBe("bad-input");
    return (error as AmendsError).message;
  }
  throw new Error("expected a refusal");
}

describe.each(VERSIONS)("a statement in %s", (version) => {
  const accepts = (statement: unknown) => expect(parseStatement(statement, version)).toBe(statement);
  const refusal = (statement: unknown) => refusalOf(() => parseStatement(statement, version, "statement 3"));

  it("is returned as it came, the shortest and the fullest", () => {
    accepts(simple());
    accepts(full());
    accepts(inSub(full()));
  });

  it("is an object", () => {
    for (const value of [null, [], "x", 1, true, undefined]) {
      expect(refusal(value)).toMatch(/^statement 3: expected an object/);
    }
  });

  it.each(["actor", "verb", "object"])("needs %s, also within a SubStatement", (key) => {
    expect(refusal(withAt(simple(), key, undefined))).toBe(`statement 3: a statement needs "${key}"`);
    expect(refusal(withAt(inSub(simple()), `object.${key}`, undefined))).toBe(
      `statement 3: object: a SubStatement needs "${key}"`,
    );
  });

  const ACTORS = ["actor", "context.instructor", "context.team", "authority"] as const;
  const accepted: [string, string, unknown][] = [
    ["an Agent by its account", "actor", ACCOUNT],
    ["an Agent by its hash", "actor", { mbox_sha1sum: "EBD31e95054c018b10727ccffd2ef2ec3a016ee9" }],
    ["an Agent by its openid", "actor", { openid: "http://openid.example.org/12345" }],
    ["an Agent without a type", "actor", { name: "xAPI", ...MBOX }],
    ["an Agent with an empty name", "actor", { name: "", ...MBOX }],
    ["an anonymous Group", "actor", { objectType: "Group", name: "x", member: [MBOX, ACCOUNT] }],
    ["an identified Group without members", "actor", { objectType: "Group", ...MBOX }],
    ["an identified Group with no one in it", "actor", { objectType: "Group", ...MBOX, member: [] }],
    ["an Agent as object", "object", { objectType: "Agent", ...MBOX }],
    ["a Group as object", "object", { objectType: "Group", ...MBOX }],
    ["a StatementRef as object", "object", { objectType: "StatementRef", id: UUID }],
    ["a UUID in capitals", "id", UUID.toUpperCase()],
    ["an empty definition", "object", { ...ACTIVITY, definition: {} }],
    ["no words for a verb", "verb.display", undefined],
    ["empty words for a verb", "verb.display", { de: "" }],
    ["an instructor that is a Group", "context", { instructor: { objectType: "Group", member: [MBOX] } }],
    ["an empty context", "context", {}],
    ["an empty result", "result", {}],
    ["an empty score", "result", { score: {} }],
    ["a score of 1", "result", { score: { scaled: 1 } }],
    ["a score of -1", "result", { score: { scaled: -1 } }],
    ["a raw score alone", "result", { score: { raw: -12.125 } }],
    ["a raw score at its least", "result", { score: { raw: 0, min: 0, max: 1 } }],
    ["a raw score at its most", "result", { score: { raw: 1, min: 0, max: 1 } }],
    ["a fine duration", "result", { duration: "P1DT12H36M0.12567S" }],
    ["no attachments", "attachments", []],
    ["an attachment without fileUrl", "attachments", [{ ...ATTACHMENT, fileUrl: undefined }].map(strip)],
    ["an empty attachment", "attachments", [{ ...ATTACHMENT, length: 0 }]],
    [
      "an authority of an application and a user",
      "authority",
      { objectType: "Group", member: [ACCOUNT, MBOX] },
    ],
    ["a timestamp of the future", "timestamp", "2999-01-01T00:00:00.000Z"],
    ["a timestamp with a space", "timestamp", "2008-09-15 15:53:00.601+00:00"],
    ["version 1.0", "version", "1.0"],
    ["version 1.0.9", "version", "1.0.9"],
    ["extensions that are empty", "result", { extensions: {} }],
    [
      "extensions of every kind",
      "result",
      { extensions: { "a:1": null, "a:2": "", "a:3": {}, "a:4": [], "a:5": false } },
    ],
    ["an interaction without answers", "object", { ...ACTIVITY, definition: { interactionType: "other" } }],
    [
      "no answer that is right",
      "object",
      { ...ACTIVITY, definition: { interactionType: "true-false", correctResponsesPattern: [] } },
    ],
  ];
  it.each(accepted)("may have %s", (_what, path, value) => accepts(withAt(simple(), path, value)));

  it.each(["choice", "sequencing"])("lets a %s have choices", (interactionType) =>
    accepts(withAt(simple(), "object.definition", { interactionType, choices: [{ id: "a" }] })),
  );
  it("lets a likert have a scale, and a performance steps", () => {
    accepts(withAt(simple(), "object.definition", { interactionType: "likert", scale: [{ id: "a" }] }));
    accepts(withAt(simple(), "object.definition", { interactionType: "performance", steps: [{ id: "a" }] }));
  });

  const refused: [string, string, unknown, string][] = [
    // Formats and types (2.2)
    ["an id that is a number", "id", 12345, "id: expected a UUID, got 12345"],
    ["an id that is an object", "id", { key: "x" }, "id: expected a UUID, got an object"],
    ["an id with too many digits", "id", `${UUID}8`, "id: expected a UUID"],
    ["an empty id", "id", "", 'id: expected a UUID, got ""'],
    ["a null id", "id", null, "id: expected a UUID, got null"],
    ["a null name", "actor.name", null, "actor.name: expected a string, got null"],
    ["null words", "verb.display", { en: null }, "verb.display.en: expected a string, got null"],
    ["a number as name", "actor.name", 123, "actor.name: expected a string"],
    ["a null context", "context", null, "context: expected an object, got null"],
    ["a null registration", "context.registration", null, "context.registration: expected a UUID"],
    ["a result that is a list", "result", [], "result: expected an object, got an array"],
    ["a word for success", "result.success", "true", 'result.success: expected true or false, got "true"'],
    ["a word for completion", "result.completion", "false", "result.completion: expected true or false"],
    ["a number as response", "result.response", 12345, "result.response: expected a string"],
    [
      "a duration that is none",
      "result.duration",
      "PA1H0M0S",
      "result.duration: expected an ISO 8601 duration",
    ],
    ["weeks with days", "result.duration", "P4W1D", "result.duration: expected an ISO 8601 duration"],
    // Wrong or unknown properties (2.2)
    ["an unknown property", "dummy", "x", '"dummy" is no property of a statement; it may have id, actor'],
    ["iD", "iD", UUID, '"iD" is no property of a statement; write "id"'],
    ["Actor", "Actor", MBOX, 'write "actor"'],
    ["timeStamp", "timeStamp", "2018-06-04T09:14:00Z", 'write "timestamp"'],
    ["an unknown property of an agent", "actor.age", 4, 'actor: "age" is no property of an Agent'],
    [
      "ObjectType",
      "actor.ObjectType",
      "Agent",
      'actor: "ObjectType" is no property of an Agent; write "objectType"',
    ],
    [
      "an unknown property of an account",
      "actor",
      { account: { ...ACCOUNT.account, id: 1 } },
      "actor.account: ",
    ],
    ["an unknown property of a verb", "verb.name", "x", 'verb: "name" is no property of a verb'],
    [
      "an unknown property of an activity",
      "object.name",
      "x",
      'object: "name" is no property of an Activity',
    ],
    ["an unknown property of a definition", "object.definition", { Name: { en: "x" } }, 'write "name"'],
    ["an unknown property of a result", "result.grade", "A", "result: "],
    [
      "an unknown property of a score",
      "result.score",
      { Raw: 1 },
      'result.score: "Raw" is no property of a score',
    ],
    ["an unknown property of a context", "context.Team", {}, "context: "],
    [
      "another context activity",
      "context.contextActivities",
      { self: ACTIVITY },
      "context.contextActivities: ",
    ],
    [
      "an unknown property of an attachment",
      "attachments",
      [{ ...ATTACHMENT, url: "x" }],
      "attachments[0]: ",
    ],
    ["the key __proto__", "object.definition", JSON.parse('{"__proto__":{}}'), "object.definition: "],
    // Actors (2.4.2)
    ["an actor that is a word", "actor", "me", "actor: expected an object"],
    [
      "an agent without identifier",
      "actor",
      { name: "x" },
      "actor: an Agent needs exactly one of mbox, mbox_sha1sum, openid, account; this has none",
    ],
    [
      "an agent with two identifiers",
      "actor",
      { ...MBOX, ...ACCOUNT },
      "actor: an Agent needs exactly one of mbox, mbox_sha1sum, openid, account; this has 2",
    ],
    [
      "agent in lower case",
      "actor",
      { objectType: "agent", ...MBOX },
      'actor.objectType: expected "Agent" or "Group", got "agent"',
    ],
    ["an Activity as actor", "actor", { objectType: "Activity", ...ACTIVITY }, "actor.objectType: expected"],
    ["a null objectType", "actor", { objectType: null, ...MBOX }, "actor.objectType: expected"],
    ["an address that is a page", "actor.mbox", "http://should.fail.com", "actor.mbox: expected"],
    ["an address without @", "actor.mbox", "mailto:should.fail.com", "actor.mbox: expected"],
    ["a hash that is short", "actor", { mbox_sha1sum: "ebd31e95" }, "actor.mbox_sha1sum: expected a SHA-1"],
    ["a hash that is an object", "actor", { mbox_sha1sum: {} }, "actor.mbox_sha1sum: expected a SHA-1"],
    [
      "an openid that is no URI",
      "actor",
      { openid: "ab=c://should.fail.com" },
      "actor.openid: expected a URI",
    ],
    [
      "an account without homePage",
      "actor",
      { account: { name: "x" } },
      'actor.account: an account needs "homePage"',
    ],
    [
      "an account without name",
      "actor",
      { account: { homePage: "http://a/" } },
      'actor.account: an account needs "name"',
    ],
    [
      "an account's homePage that is no IRL",
      "actor",
      { account: { homePage: "ab=c://x", name: "x" } },
      "actor.account.homePage: expected an IRL",
    ],
    [
      "an account's name that is an object",
      "actor",
      { account: { homePage: "http://a/", name: {} } },
      "actor.account.name: expected",
    ],
    [
      "an account's name with the character 0",
      "actor",
      { account: { homePage: "http://a/", name: "a\0" } },
      "actor.account.name: expected",
    ],
    [
      "an account's name with half a character",
      "actor",
      { account: { homePage: "http://a/", name: "a\ud800" } },
      "actor.account.name: expected",
    ],
    ["an Agent with members", "actor", { ...MBOX, member: [] }, "actor: only a Group has members"],
    ["a Group of nobody", "actor", { objectType: "Group" }, "actor: a Group needs one of"],
    [
      "a Group with an empty list of members",
      "actor",
      { objectType: "Group", member: [] },
      "actor: a Group needs one of",
    ],
    [
      "a Group with two identifiers",
      "actor",
      { objectType: "Group", ...MBOX, ...ACCOUNT },
      "actor: a Group has at most one of",
    ],
    [
      "members that are no list",
      "actor",
      { objectType: "Group", member: MBOX },
      "actor.member: expected an array of Agents, got an object",
    ],
    [
      "a Group in a Group",
      "actor",
      { objectType: "Group", member: [{ objectType: "Group", ...MBOX }] },
      "actor.member[0]: expected an Agent, got a Group",
    ],
    [
      "a member without identifier",
      "actor",
      { objectType: "Group", member: [MBOX, {}] },
      "actor.member[1]: an Agent needs",
    ],
    // Verbs and language maps (2.4.3, 4.2)
    ["a verb without id", "verb", { display: { en: "x" } }, 'verb: a verb needs "id"'],
    ["a verb's id that is no IRI", "verb.id", "ab=c://should.fail.com", "verb.id: expected an IRI"],
    ["a verb that is text", "verb", "ab=c://x", "verb: expected an object"],
    ["words that are text", "verb.display", "attended", "verb.display: expected an object"],
    ["words that are a number", "verb.display", 12345, "verb.display: expected an object"],
    ["no words at all", "verb.display", {}, "verb.display: a language map needs at least one language"],
    ["a language that is none", "verb.display", { a12345: "x" }, 'verb.display: "a12345" is no language tag'],
    // Objects (2.4.4)
    [
      "activity in lower case",
      "object.objectType",
      "activity",
      "object.objectType: expected one of Activity, Agent",
    ],
    [
      "statementref in lower case",
      "object",
      { objectType: "statementref", id: UUID },
      "object.objectType: expected",
    ],
    ["a null objectType of an object", "object.objectType", null, "object.objectType: expected"],
    ["an activity without id", "object", {}, 'object: an Activity needs "id"'],
    ["an activity's id that is no IRI", "object.id", "ab=c://should.fail.com", "object.id: expected an IRI"],
    ["an agent without type as object", "object", { ...MBOX }, "object: "],
    ["a definition that is text", "object.definition", "x", "object.definition: expected an object"],
    ["a type that is no IRI", "object.definition", { type: "x" }, "object.definition.type: expected an IRI"],
    [
      "a page that is no IRL",
      "object.definition",
      { moreInfo: "x" },
      "object.definition.moreInfo: expected an IRL",
    ],
    ["a null page", "object.definition", { moreInfo: null }, "object.definition.moreInfo: expected an IRL"],
    ["an empty name", "object.definition", { name: {} }, "object.definition.name: a language map needs"],
    [
      "a description that is a number",
      "object.definition",
      { description: 1 },
      "object.definition.description: expected",
    ],
    [
      "an interaction type that is none",
      "object.definition",
      { interactionType: "true-faLse" },
      "object.definition.interactionType: expected one of true-false, choice",
    ],
    [
      "an interaction type of Object's own",
      "object.definition",
      { interactionType: "toString" },
      "object.definition.interactionType: expected",
    ],
    [
      "answers without an interaction",
      "object.definition",
      { correctResponsesPattern: ["a"] },
      '"correctResponsesPattern" needs "interactionType"',
    ],
    [
      "choices without an interaction",
      "object.definition",
      { choices: [{ id: "a" }] },
      '"choices" needs "interactionType"',
    ],
    [
      "answers that are no list",
      "object.definition",
      { interactionType: "other", correctResponsesPattern: "a" },
      "correctResponsesPattern: expected an array",
    ],
    [
      "answers that are no texts",
      "object.definition",
      { interactionType: "numeric", correctResponsesPattern: [4] },
      "correctResponsesPattern[0]: expected a string",
    ],
    [
      "choices of a numeric",
      "object.definition",
      { interactionType: "numeric", choices: [] },
      'an interaction of type "numeric" has no "choices"',
    ],
    [
      "a scale of a choice",
      "object.definition",
      { interactionType: "choice", scale: [] },
      'an interaction of type "choice" has no "scale"',
    ],
    [
      "a component without id",
      "object.definition",
      { interactionType: "choice", choices: [{ description: { en: "x" } }] },
      'choices[0]: an interaction component needs "id"',
    ],
    [
      "two components of one id",
      "object.definition",
      { interactionType: "choice", choices: [{ id: "a" }, { id: "a" }] },
      'choices: the id "a" stands there twice',
    ],
    [
      "a component's description that is text",
      "object.definition",
      { interactionType: "choice", choices: [{ id: "a", description: "x" }] },
      "choices[0].description: expected an object",
    ],
    [
      "a StatementRef without id",
      "object",
      { objectType: "StatementRef" },
      'object: a StatementRef needs "id"',
    ],
    [
      "a StatementRef's id that is none",
      "object",
      { objectType: "StatementRef", id: "x" },
      "object.id: expected a UUID",
    ],
    // SubStatements (2.4.4.3)
    [
      "a SubStatement with an id",
      "object",
      { objectType: "SubStatement", ...simple(), id: UUID },
      'object: "id" is no property of a SubStatement',
    ],
    [
      "a SubStatement with stored",
      "object",
      { objectType: "SubStatement", ...simple(), stored: "2013-05-18T05:32:34.804Z" },
      'object: "stored" is no property',
    ],
    [
      "a SubStatement with a version",
      "object",
      { objectType: "SubStatement", ...simple(), version: "1.0.0" },
      'object: "version" is no property',
    ],
    [
      "a SubStatement with an authority",
      "object",
      { objectType: "SubStatement", ...simple(), authority: MBOX },
      'object: "authority" is no property',
    ],
    [
      "a SubStatement in a SubStatement",
      "object",
      { objectType: "SubStatement", ...inSub(simple()) },
      "object.object.objectType: expected one of Activity, Agent, Group, StatementRef",
    ],
    [
      "a SubStatement with a wrong time",
      "object",
      { objectType: "SubStatement", ...simple(), timestamp: "01/011/2015" },
      "object.timestamp: expected a timestamp",
    ],
    // Scores (2.4.5.1)
    ["a score that is a number", "result.score", 12345, "result.score: expected an object"],
    [
      "a scaled score above 1",
      "result.score",
      { scaled: 1.01 },
      "result.score.scaled: expected a number from -1 to 1, got 1.01",
    ],
    ["a scaled score below -1", "result.score", { scaled: -1.00001 }, "result.score.scaled: expected"],
    ["a score in a text", "result.score", { max: "100" }, 'result.score.max: expected a number, got "100"'],
    ["a score without end", "result.score", { raw: Infinity }, "result.score.raw: expected a number"],
    [
      "a raw score above its most",
      "result.score",
      { raw: 2, max: 1 },
      "result.score.raw: expected at most max (1), got 2",
    ],
    [
      "a raw score below its least",
      "result.score",
      { raw: 0, min: 1 },
      "result.score.raw: expected at least min (1), got 0",
    ],
    [
      "a least score above the most",
      "result.score",
      { min: 2, max: 1 },
      "result.score.min: expected less than max (1), got 2",
    ],
    [
      "a least score that is the most",
      "result.score",
      { min: 1, max: 1 },
      "result.score.min: expected less than max",
    ],
    // Context (2.4.6)
    ["a registration that is none", "context.registration", "x", "context.registration: expected a UUID"],
    ["an instructor that is none", "context.instructor", { key: "x" }, "context.instructor: "],
    [
      "a team that is an Agent",
      "context.team",
      { objectType: "Agent", ...MBOX },
      'context.team.objectType: expected "Group"',
    ],
    ["a team without type", "context.team", MBOX, 'context.team: a Group needs "objectType"'],
    [
      "context activities that are text",
      "context.contextActivities",
      "x",
      "context.contextActivities: expected an object",
    ],
    [
      "a context activity that is none",
      "context.contextActivities",
      { other: [ACTIVITY, { key: "x" }] },
      "context.contextActivities.other[1]: ",
    ],
    [
      "a context activity that is an Agent",
      "context.contextActivities",
      { parent: { objectType: "Agent", ...MBOX } },
      "context.contextActivities.parent",
    ],
    ["a revision that is a number", "context.revision", 1, "context.revision: expected a string"],
    ["a platform that is an object", "context.platform", {}, "context.platform: expected a string"],
    ["a language that is none", "context.language", "something", "context.language: expected a language tag"],
    [
      "a language that is an object",
      "context.language",
      { a12345: "x" },
      "context.language: expected a language tag",
    ],
    [
      "a statement without type",
      "context.statement",
      { id: UUID },
      'context.statement: a StatementRef needs "objectType"',
    ],
    [
      "a statement of another type",
      "context.statement",
      { objectType: "statementref", id: UUID },
      "context.statement.objectType: expected",
    ],
    // Extensions (4.1)
    ["extensions that are text", "result.extensions", "x", "result.extensions: expected an object"],
    ["extensions that are null", "result.extensions", null, "result.extensions: expected an object"],
    [
      "an extension's key that is no IRI",
      "context.extensions",
      { "should fail": true },
      'context.extensions: "should fail" is no IRI',
    ],
    [
      "a number too large to keep",
      "context.extensions",
      { "a:b": [JSON.parse("1e999")] },
      'context.extensions["a:b"]: holds a number too large',
    ],
    // Times, version, authority (2.4.7 to 2.4.10)
    ["a timestamp that is none", "timestamp", "should fail", "timestamp: expected a timestamp"],
    ["a null timestamp", "timestamp", null, "timestamp: expected a timestamp"],
    [
      "a timestamp with an unknown zone",
      "timestamp",
      "2008-09-15T15:53:00.601-00:00",
      "timestamp: expected a timestamp",
    ],
    ["a stored that is none", "stored", "yesterday", "stored: expected a timestamp"],
    ["version 0.9.9", "version", "0.9.9", "version: expected"],
    ["version 1.1.0", "version", "1.1.0", "version: expected"],
    ["a version that is a number", "version", 1, "version: expected"],
    [
      "an identified Group as authority",
      "authority",
      { objectType: "Group", ...MBOX, member: [ACCOUNT, MBOX] },
      "authority: an authority that is a Group has no identifier",
    ],
    [
      "an authority of one",
      "authority",
      { objectType: "Group", member: [ACCOUNT] },
      "authority: an authority that is a Group has two members; this has 1",
    ],
    [
      "an authority of three",
      "authority",
      { objectType: "Group", member: [ACCOUNT, MBOX, MBOX] },
      "this has 3",
    ],
    [
      "an authority without an application",
      "authority",
      { objectType: "Group", member: [MBOX, MBOX] },
      "one is the application",
    ],
    // Attachments (2.4.11)
    [
      "attachments that are no list",
      "attachments",
      ATTACHMENT,
      "attachments: expected an array of attachments",
    ],
    ["an attachment that is text", "attachments", ["x"], "attachments[0]: expected an object"],
    [
      "a usage that is no IRI",
      "attachments",
      [{ ...ATTACHMENT, usageType: "x" }],
      "attachments[0].usageType: expected an IRI",
    ],
    [
      "a display that is text",
      "attachments",
      [{ ...ATTACHMENT, display: "x" }],
      "attachments[0].display: expected an object",
    ],
    [
      "a description in no language",
      "attachments",
      [{ ...ATTACHMENT, description: { something: "x" } }],
      "attachments[0].description: ",
    ],
    [
      "a content type that is a number",
      "attachments",
      [{ ...ATTACHMENT, contentType: 1 }],
      "attachments[0].contentType: expected",
    ],
    [
      "a length that is text",
      "attachments",
      [{ ...ATTACHMENT, length: "27" }],
      "attachments[0].length: expected a whole number",
    ],
    [
      "a length with a fraction",
      "attachments",
      [{ ...ATTACHMENT, length: 1.5 }],
      "attachments[0].length: expected",
    ],
    [
      "a length below nought",
      "attachments",
      [{ ...ATTACHMENT, length: -1 }],
      "attachments[0].length: expected",
    ],
    [
      "a hash that is no SHA-2",
      "attachments",
      [{ ...ATTACHMENT, sha2: "abc" }],
      "attachments[0].sha2: expected a SHA-2",
    ],
    [
      "a fileUrl that is no IRL",
      "attachments",
      [ATTACHMENT, { ...ATTACHMENT, fileUrl: "x" }],
      "attachments[1].fileUrl: expected",
    ],
    // Voiding (2.3.2)
    [
      "a voiding of an activity",
      "verb.id",
      VOIDED,
      "object: what voids a statement names it by a StatementRef",
    ],
  ];
  it.each(refused)("may not have %s", (_what, path, value, message) => {
    const said = refusal(withAt(simple(), path, value));
    expect(said).toContain(message);
    expect(said).toMatch(/^statement 3: /);
  });

  const AROUND = new Set(["id", "iD", "stored", "version", "authority", "object"]);
  const within = refused.filter(([, path, value]) => {
    const [first = ""] = path.split(".");
    return (
      !AROUND.has(first) && value !== VOIDED && path !== "Actor" && path !== "dummy" && path !== "timeStamp"
    );
  });
  it.each(within)("may not have %s in a SubStatement", (_what, path, value, message) => {
    const said = refusal(withAt(inSub(simple()), `object.${path}`, value));
    expect(said).toContain(message);
    expect(said).toMatch(/^statement 3: object/);
  });

  it.each(["usageType", "display", "contentType", "length", "sha2"])("needs an attachment's %s", (key) => {
    const { [key]: _gone, ...rest } = ATTACHMENT as Loose;
    expect(refusal(withAt(simple(), "attachments", [rest]))).toBe(
      `statement 3: attachments[0]: an attachment needs "${key}"`,
    );
  });

  it.each(ACTORS)("holds %s to the rules of actors", (path) => {
    const group = (rest: object) => ({ objectType: "Group", ...rest });
    expect(refusal(withAt(simple(), path, group({ member: [{}] })))).toContain(
      `${path}.member[0]: an Agent needs`,
    );
    expect(refusal(withAt(simple(), path, group({ mbox: "x" })))).toContain(`${path}.mbox: expected`);
  });

  it.each(["revision", "platform"])("has %s only beside an activity", (key) => {
    for (const object of [
      { objectType: "Agent", ...MBOX },
      { objectType: "Group", ...MBOX },
      { objectType: "StatementRef", id: UUID },
      inSub(simple()).object,
    ]) {
      const statement = { ...simple(), object, context: { [key]: "1" } };
      expect(refusal(statement)).toContain(
        `context.${key}: stands only beside an object that is an Activity`,
      );
      if ((object as Loose).objectType === "SubStatement") continue;
      expect(refusal(inSub(statement))).toContain(`object.context.${key}: stands only beside`);
      accepts({ ...simple(), object, context: { language: "en" } });
    }
    accepts({ ...simple(), context: { [key]: "1" } });
    accepts(inSub({ ...simple(), context: { [key]: "1" } }));
  });

  it("voids by naming the statement", () => {
    const verb = { id: VOIDED };
    accepts({ ...simple(), verb, object: { objectType: "StatementRef", id: UUID } });
    expect(refusal({ ...inSub(simple()), verb })).toContain("by a StatementRef");
  });

  it("lets a SubStatement speak of voiding, which voids nothing", () =>
    accepts(inSub({ ...simple(), verb: { id: VOIDED } })));

  it("goes only so deep in an extension", () => {
    const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    const parse = (levels: number) => JSON.parse(`{"http://example.com/x":${nested(levels)}}`) as unknown;
    accepts(withAt(simple(), "result.extensions", parse(MOST_LEVELS)));
    for (const levels of [MOST_LEVELS + 1, 200_000]) {
      expect(refusal(withAt(simple(), "result.extensions", parse(levels)))).toBe(
        `statement 3: result.extensions["http://example.com/x"]: lies more than 64 levels deep; store it flatter`,
      );
    }
  });

  it("is refused briefly, however long the value", () => {
    expect(refusal(withAt(simple(), "verb.id", "x".repeat(1_000_000))).length).toBeLessThan(200);
  });

  it("is refused for a null at any place but within extensions", () => {
    for (const path of pathsOf(full())) {
      if (path.includes("extensions.")) continue;
      expect(refusal(withAt(full(), path, null))).toMatch(/^statement 3: /);
    }
  });

  it("is refused for a strange property at any place but within extensions", () => {
    for (const path of ["", ...pathsOf(full())]) {
      const at = valueAt(full(), path);
      if (typeof at !== "object" || at === null || Array.isArray(at)) continue;
      if (path.includes("extensions.")) continue;
      const where = path === "" ? "strange property" : `${path}.strange property`;
      expect(refusal(withAt(full(), where, "x"))).toContain('"strange property"');
    }
  });

  it("is refused for a wrong type at any place but within extensions", () => {
    const paths = pathsOf(full()).filter((path) => !path.includes("extensions."));
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.constantFrom<unknown>(7, true, "no such thing", [], {}),
        (path, value) => {
          const before = valueAt(full(), path);
          fc.pre(kindOf(before) !== kindOf(value));
          // One context activity and a list of them are the same thing.
          fc.pre(!/contextActivities\.\w+$/.test(path));
          expect(refusal(withAt(full(), path, value))).toMatch(/^statement 3: /);
        },
      ),
    );
  });
});

function strip(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined));
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

function pathsOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  // Extensions' keys are IRIs, which hold points: their insides are not walked.
  if (path.endsWith("extensions")) return [];
  return Object.entries(value).flatMap(([key, held]) => {
    const here = Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    return [here, ...pathsOf(held, here)];
  });
}

function valueAt(statement: unknown, path: string): unknown {
  let here = statement;
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== "")) here = (here as Loose)[step];
  return here;
}

describe("what only 2.0 has", () => {
  const contextAgents = [
    { objectType: "contextAgent", agent: MBOX, relevantTypes: ["http://example.com/player"] },
    { objectType: "contextAgent", agent: ACCOUNT },
  ];
  const contextGroups = [
    {
      objectType: "contextGroup",
      group: { objectType: "Group", ...MBOX, member: [ACCOUNT] },
      relevantTypes: ["http://example.com/team"],
    },
  ];
  const around = (context: unknown) => ({ ...simple(), context });

  it("takes contextAgents and contextGroups, also in a SubStatement", () => {
    for (const statement of [around({ contextAgents, contextGroups }), around({ contextAgents: [] })]) {
      expect(parseStatement(statement, "2.0.0")).toBe(statement);
      expect(() => parseStatement(inSub(statement), "2.0.0")).not.toThrow();
    }
  });

  it("refuses them in 1.0.3, and says how to send them", () => {
    for (const context of [{ contextAgents }, { contextGroups }]) {
      expect(refusalOf(() => parseStatement(around(context), "1.0.3"))).toMatch(
        /^statement: context: .*2\.0/,
      );
      expect(refusalOf(() => parseStatement(inSub(around(context)), "1.0.3"))).toMatch(
        /^statement: object.context: /,
      );
    }
  });

  it.each<[string, object, string]>([
    ["no list", { contextAgents: contextAgents[0] }, "contextAgents: expected an array"],
    [
      "another type",
      { contextAgents: [{ objectType: "Agent", agent: MBOX }] },
      "contextAgents[0].objectType: expected",
    ],
    ["no type", { contextAgents: [{ agent: MBOX }] }, 'contextAgents[0]: a contextAgent needs "objectType"'],
    [
      "no agent",
      { contextAgents: [{ objectType: "contextAgent" }] },
      'contextAgents[0]: a contextAgent needs "agent"',
    ],
    [
      "an agent that is none",
      { contextAgents: [{ objectType: "contextAgent", agent: {} }] },
      "contextAgents[0].agent: ",
    ],
    [
      "a Group as agent",
      { contextAgents: [{ objectType: "contextAgent", agent: contextGroups[0]?.group }] },
      "contextAgents[0].agent: expected an Agent",
    ],
    [
      "no types at all",
      { contextAgents: [{ ...contextAgents[0], relevantTypes: [] }] },
      "contextAgents[0].relevantTypes: expected at least one",
    ],
    [
      "a type that is no IRI",
      { contextAgents: [{ ...contextAgents[0], relevantTypes: ["abc"] }] },
      "contextAgents[0].relevantTypes[0]: expected an IRI",
    ],
    ["an unknown property", { contextAgents: [{ ...contextAgents[0], member: [] }] }, "contextAgents[0]: "],
    [
      "a group of another type",
      { contextGroups: [{ objectType: "Group", group: contextGroups[0]?.group }] },
      "contextGroups[0].objectType: expected",
    ],
    [
      "an Agent as group",
      { contextGroups: [{ objectType: "contextGroup", group: MBOX }] },
      'contextGroups[0].group: a Group needs "objectType"',
    ],
    [
      "a group of nobody",
      { contextGroups: [{ objectType: "contextGroup", group: { objectType: "Group" } }] },
      "contextGroups[0].group: a Group needs one of",
    ],
    [
      "a group's empty types",
      { contextGroups: [{ ...contextGroups[0], relevantTypes: [] }] },
      "contextGroups[0].relevantTypes: ",
    ],
  ])("refuses %s", (_what, context, message) => {
    expect(refusalOf(() => parseStatement(around(context), "2.0.0"))).toContain(
      `statement: context.${message}`,
    );
    expect(refusalOf(() => parseStatement(inSub(around(context)), "2.0.0"))).toContain(message);
  });

  it("takes version 2.0.0 in 2.0 only, and 1.0 in both", () => {
    const versioned = (version: string) => ({ ...simple(), version });
    expect(() => parseStatement(versioned("2.0.0"), "2.0.0")).not.toThrow();
    expect(() => parseStatement(versioned("2.0"), "2.0.0")).not.toThrow();
    expect(() => parseStatement(versioned("1.0.3"), "2.0.0")).not.toThrow();
    expect(refusalOf(() => parseStatement(versioned("2.0.0"), "1.0.3"))).toContain(
      'version: expected "1.0" or "1.0.x"',
    );
    expect(refusalOf(() => parseStatement(versioned("2.1.0"), "2.0.0"))).toContain("version: expected");
  });

  it("wants RFC 3339 for times", () => {
    const at = (timestamp: string) => ({ ...simple(), timestamp });
    expect(() => parseStatement(at("2018-06-04T09:14:00"), "1.0.3")).not.toThrow();
    expect(refusalOf(() => parseStatement(at("2018-06-04T09:14:00"), "2.0.0"))).toContain(
      "timestamp: expected",
    );
    expect(refusalOf(() => parseStatement(at("20180604T091400Z"), "2.0.0"))).toContain("timestamp: expected");
  });
});

describe("parameters", () => {
  it("reads an agent or a group", () => {
    expect(parseAgentParameter(JSON.stringify(MBOX), "agent")).toEqual(MBOX);
    expect(parseAgentParameter(JSON.stringify({ objectType: "Group", ...MBOX }), "agent").objectType).toBe(
      "Group",
    );
    expect(parseActor(ACCOUNT, "agent")).toBe(ACCOUNT);
  });

  it.each([
    ["no JSON", "not JSON", "agent: expected JSON"],
    ["empty", "", "agent: expected JSON"],
    ["text", '"x"', "agent: expected an object"],
    ["a list", "[]", "agent: expected an object, got an array"],
    ["null", "null", "agent: expected an object, got null"],
    ["nobody", "{}", "agent: an Agent needs exactly one of"],
    ["an unknown property", '{"mbox":"mailto:a@b.c","x":1}', 'agent: "x" is no property of an Agent'],
    ["a wrong address", '{"mbox":"a@b.c"}', "agent.mbox: expected"],
    [
      "an anonymous Group",
      '{"objectType":"Group","member":[{"mbox":"mailto:a@b.c"}]}',
      "agent: an anonymous Group cannot",
    ],
  ])("refuses an agent that is %s", (_what, text, message) => {
    expect(refusalOf(() => parseAgentParameter(text, "agent"))).toContain(message);
  });

  it("reads the other kinds", () => {
    expect(parseUuidParameter(UUID.toUpperCase(), "statementId")).toBe(UUID);
    expect(parseIriParameter(ACTIVITY.id, "activity")).toBe(ACTIVITY.id);
    expect(parseTimestampParameter("2018-06-04T10:14:00+01:00", "since", "2.0.0")).toBe(
      "2018-06-04T09:14:00.000Z",
    );
    expect(parseBooleanParameter("true", "ascending")).toBe(true);
    expect(parseBooleanParameter("false", "ascending")).toBe(false);
    expect(parseCountParameter("0", "limit")).toBe(0);
    expect(parseCountParameter("25", "limit")).toBe(25);
    expect(parseJsonObject('{"a":1}', "document")).toEqual({ a: 1 });
  });

  it("refuses them as strictly as in a statement", () => {
    expect(refusalOf(() => parseUuidParameter("x", "statementId"))).toBe(
      'statementId: expected a UUID, got "x"',
    );
    expect(refusalOf(() => parseIriParameter("x", "verb"))).toContain("verb: expected an IRI");
    expect(refusalOf(() => parseTimestampParameter("2018-06-04", "since", "1.0.3"))).toContain(
      "since: expected",
    );
    expect(refusalOf(() => parseTimestampParameter("2018-06-04T09:14", "until", "2.0.0"))).toContain(
      "until: expected",
    );
    for (const text of ["TRUE", "1", "", "yes"]) {
      expect(refusalOf(() => parseBooleanParameter(text, "ascending"))).toContain(
        "ascending: expected true or false",
      );
    }
    for (const text of ["-1", "1.5", "", "all", "1e3", "99999999999"]) {
      expect(refusalOf(() => parseCountParameter(text, "limit"))).toContain("limit: expected a whole number");
    }
    for (const text of ["[]", "1", "null", '"x"', "{", ""]) {
      expect(refusalOf(() => parseJsonObject(text, "document"))).toMatch(/^document: expected/);
    }
  });
});
