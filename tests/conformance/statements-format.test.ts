/**
 * What a statement may be (xAPI 1.0.3 Part Two 2.2, 2.4 and 4; IEEE 9274.1.1, 4.2). The rows that hold for
 * statements hold for SubStatements too, and every row for each place where its kind of value may stand.
 */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { onBothVersions, type Lrs } from "./lrs.ts";
import {
  activity,
  agent,
  altered,
  fullStatement,
  fullSubStatement,
  IDENTIFIERS,
  iri,
  isLanguageEntry,
  linkedAttachment,
  mbox,
  objectsOf,
  propertiesOf,
  reference,
  renamed,
  sha1,
  statement,
  subStatement,
  valueAt,
  voiding,
  way,
  type Json,
  type Way,
} from "./statements.ts";

/** A statement in which every property of a kind can be altered, and where. */
interface Place {
  readonly name: string;
  readonly base: () => Json;
  readonly at: Way;
}

type Row = readonly [name: string, value: unknown];

function place(name: string, base: () => Json, at: string): Place {
  return { name, base, at: way(at) };
}

/** The places of a statement, and the same of a SubStatement. */
function inBoth(version: string, ...ways: string[]): Place[] {
  return ways.flatMap((at) => [
    place(at, () => fullStatement(version), at),
    place(`SubStatement's ${at}`, () => fullSubStatement(version), `object.${at}`),
  ]);
}

function refusesEach(lrs: Lrs, rule: string, places: readonly Place[], rows: readonly Row[]): void {
  describe(rule, () => {
    for (const { name, base, at } of places) {
      it.each(rows)(`${name}: %s is refused`, async (_, value) => {
        const answer = (await lrs.post(altered(base(), at, value))).is(400);
        expect(answer.text).not.toBe("");
      });
    }
  });
}

function acceptsEach(lrs: Lrs, rule: string, places: readonly Place[], rows: readonly Row[]): void {
  describe(rule, () => {
    for (const { name, base, at } of places) {
      it.each(rows)(`${name}: %s is stored and comes back`, async (_, value) => {
        const [id = ""] = await lrs.store(altered(base(), at, value));
        expect(valueAt(await lrs.read(id), at)).toEqual(value);
      });
    }
  });
}

const STANDARD_ROWS = {
  language: [
    ["a list", ["en-GB"]],
    ["text", "A meeting"],
    ["a number", 5],
    ["a tag that no language has the form of", { something: "A meeting" }],
    ["a tag with a digit first", { "1en": "A meeting" }],
    ["a tag of six characters with digits", { a12345: "A meeting" }],
    ["an underscore in a tag", { en_GB: "A meeting" }],
    ["two regions in one tag", { "de-419-DE": "Ein Treffen" }],
    ["one singleton twice in one tag", { "zh-z-aaa-z-bbb-c-ccc": "会议" }],
    ["an empty tag", { "": "A meeting" }],
    ["a text that is a number", { "en-GB": 5 }],
    ["a text that is null", { "en-GB": null }],
  ],
  iri: [
    ["an IRI without a scheme", "example.org/verb"],
    ["a path", "/verb"],
    ["words", "should fail"],
    ["a scheme with a character that none has", "ab=c://should.fail.com"],
    ["empty text", ""],
    ["a number", 5],
    ["an object", { key: "should fail" }],
  ],
  uuid: [
    ["words", "should fail"],
    ["a digit too many", "aa97b177-9383-4934-8543-0f91a7a028368"],
    ["a digit too few", "aa97b177-9383-4934-8543-0f91a7a0283"],
    ["a letter beyond f", "ma97b177-9383-4934-8543-0f91a7a02836"],
    ["no hyphens", "aa97b177938349348543 0f91a7a02836".replace(" ", "")],
    ["braces", "{aa97b177-9383-4934-8543-0f91a7a02836}"],
    ["empty text", ""],
    ["a number", 12345],
    ["an object", { key: "should fail" }],
  ],
  timestamp: [
    ["words", "should fail"],
    ["a date with strokes", "01/011/2015"],
    ["a month that there is not", "2018-13-04T09:14:00Z"],
    ["a day that there is not", "2018-02-30T09:14:00Z"],
    ["an hour that there is not", "2018-06-04T25:14:00Z"],
    ["an offset of -00", "2008-09-15T15:53:00.601-00"],
    ["an offset of -0000", "2008-09-15T15:53:00.601-0000"],
    ["an offset of -00:00", "2008-09-15T15:53:00.601-00:00"],
    ["a number", 1528103640000],
    ["empty text", ""],
    ["an object", {}],
  ],
  duration: [
    ["words", "should fail"],
    ["a letter that none has", "PA1H0M0S"],
    ["nothing after P", "P"],
    ["nothing after T", "P1DT"],
    ["weeks with days", "P4W1D"],
    ["the form of a point in time", "P0003-06-04T12:30:05"],
    ["parts out of order", "PT5S4M"],
    ["a sign", "-PT4M"],
    ["a number", 12345],
    ["an object", { key: "invalid" }],
    ["empty text", ""],
  ],
  extensions: [
    ["a list", []],
    ["text", "should fail"],
    ["a key that is no IRI", { level: 3 }],
    ["a key without a scheme", { "example.org/extension/level": 3 }],
    ["a key of empty text", { "": 3 }],
  ],
  boolean: [
    ["text", "We regret to inform you that your effort was unsuccessful."],
    ["the text true", "true"],
    ["a number", 1],
  ],
  number: [
    ["words", "one hundred"],
    ["text that holds a number", "100"],
    ["true", true],
    ["an object", {}],
  ],
} satisfies Readonly<Record<string, readonly Row[]>>;

/** What is wrong with an agent, wherever one may stand. */
const NO_AGENT: readonly Row[] = [
  ["text", "mailto:robin@example.org"],
  ["a list", [agent()]],
  ["an empty object", {}],
  ["no identifier", { objectType: "Agent", name: "Robin Vale" }],
  ...pairsOfIdentifiers(),
  ["a name that is a number", { ...agent(), name: 5 }],
  ["a name that is an object", { ...agent(), name: { "en-GB": "Robin" } }],
  ["objectType in lower case", { ...agent(), objectType: "agent" }],
  ["objectType Person", { ...agent(), objectType: "Person" }],
  ["objectType that is a number", { ...agent(), objectType: 5 }],
  ["an identifier in the wrong case", { objectType: "Agent", Mbox: mbox() }],
  ["a property beyond the specification", { ...agent(), email: "robin@example.org" }],
  ["members", { ...agent(), member: [agent()] }],
  ["mbox without mailto:", { objectType: "Agent", mbox: "robin@example.org" }],
  ["mbox with another scheme", { objectType: "Agent", mbox: "http://robin@example.org" }],
  ["mbox without a domain", { objectType: "Agent", mbox: "mailto:robin" }],
  ["mbox that is an object", { objectType: "Agent", mbox: {} }],
  ["mbox_sha1sum of 39 digits", { objectType: "Agent", mbox_sha1sum: "a".repeat(39) }],
  ["mbox_sha1sum with a letter beyond f", { objectType: "Agent", mbox_sha1sum: "g".repeat(40) }],
  ["mbox_sha1sum that is a number", { objectType: "Agent", mbox_sha1sum: 5 }],
  ["openid without a scheme", { objectType: "Agent", openid: "openid.example.org/robin" }],
  ["openid that is a number", { objectType: "Agent", openid: 5 }],
  ["account that is text", { objectType: "Agent", account: "robin" }],
  ["account without homePage", { objectType: "Agent", account: { name: "robin" } }],
  ["account without name", { objectType: "Agent", account: { homePage: "https://hr.example.org" } }],
  ["account with a homePage without a scheme", accountOf({ homePage: "hr.example.org" })],
  ["account with a name that is an object", accountOf({ name: { key: "should fail" } })],
  ["account with a property beyond the specification", accountOf({ level: 5 })],
];

function accountOf(changes: Json): Json {
  return { objectType: "Agent", account: { homePage: "https://hr.example.org", name: "robin", ...changes } };
}

function pairsOfIdentifiers(): Row[] {
  const names = Object.keys(IDENTIFIERS);
  return names.flatMap((first, at) =>
    names
      .slice(at + 1)
      .map((second): Row => [
        `both ${first} and ${second}`,
        { objectType: "Agent", ...IDENTIFIERS[first]?.(), ...IDENTIFIERS[second]?.() },
      ]),
  );
}

const NO_GROUP: readonly Row[] = [
  ["neither identifier nor members", { objectType: "Group", name: "A team" }],
  ["an empty list of members", { objectType: "Group", member: [] }],
  ["members that are no list", { objectType: "Group", member: agent() }],
  ["a member that is a Group", { objectType: "Group", member: [{ objectType: "Group", mbox: mbox() }] }],
  ["a member without an identifier", { objectType: "Group", member: [{ name: "Robin" }] }],
  ["a member that is text", { objectType: "Group", member: ["mailto:robin@example.org"] }],
  ["two identifiers", { objectType: "Group", mbox: mbox(), openid: iri("openid") }],
  ["mbox without mailto:", { objectType: "Group", mbox: "team@example.org" }],
  ["mbox_sha1sum of 41 digits", { objectType: "Group", mbox_sha1sum: `${sha1()}a` }],
  ["openid without a scheme", { objectType: "Group", openid: "openid.example.org/team" }],
  ["account without a name", { objectType: "Group", account: { homePage: "https://hr.example.org" } }],
  ["members in the wrong case", { objectType: "Group", mbox: mbox(), Member: [agent()] }],
  ["a property beyond the specification", { objectType: "Group", mbox: mbox(), leader: agent() }],
];

const SOUND_AGENTS: readonly Row[] = Object.entries(IDENTIFIERS).map(([name, make]): Row => [
  `an Agent by ${name}`,
  { objectType: "Agent", ...make() },
]);

const SOUND_GROUPS: readonly Row[] = [
  ...Object.entries(IDENTIFIERS).map(([name, make]): Row => [
    `a Group by ${name}`,
    { objectType: "Group", ...make() },
  ]),
  ["a Group with members and an identifier", { objectType: "Group", mbox: mbox(), member: [agent()] }],
  ["an anonymous Group", { objectType: "Group", name: "Those present", member: [agent(), agent()] }],
];

const INTERACTIONS: Readonly<Record<string, Json>> = {
  "true-false": { correctResponsesPattern: ["true"] },
  choice: { correctResponsesPattern: ["a[,]b"], choices: [{ id: "a" }, { id: "b" }] },
  "fill-in": { correctResponsesPattern: ["{case_matters=false}harm[,]repair"] },
  "long-fill-in": { correctResponsesPattern: ["{lang=en}What happened"] },
  matching: { correctResponsesPattern: ["a[.]1"], source: [{ id: "a" }], target: [{ id: "1" }] },
  performance: { correctResponsesPattern: ["a[.]3[:]"], steps: [{ id: "a" }] },
  sequencing: { correctResponsesPattern: ["a[,]b"], choices: [{ id: "a" }, { id: "b" }] },
  likert: { correctResponsesPattern: ["1"], scale: [{ id: "0" }, { id: "1" }] },
  numeric: { correctResponsesPattern: ["4[:]"] },
  other: { correctResponsesPattern: ["(35.937432,-86.868896)"] },
};

const IRI_PLACES = [
  "verb.id",
  "object.id",
  "object.definition.type",
  "object.definition.moreInfo",
  "context.contextActivities.parent.0.id",
  "attachments.0.usageType",
  "attachments.0.fileUrl",
  "actor.account.homePage",
  "context.team.account.homePage",
];
const LANGUAGE_PLACES = [
  "verb.display",
  "object.definition.name",
  "object.definition.description",
  "object.definition.choices.0.description",
  "context.contextActivities.category.0.definition.name",
  "attachments.0.display",
  "attachments.0.description",
];
const AGENT_PLACES = ["actor", "context.instructor", "context.team.member.0"];
const EXTENSION_PLACES = ["object.definition.extensions", "result.extensions", "context.extensions"];

onBothVersions("statements are of the specification's form", (lrs) => {
  const { version } = lrs;
  const both = (...ways: string[]) => inBoth(version, ...ways);
  const full = () => fullStatement(version);
  const fulls = [
    ["a statement", full()],
    ["a statement with a SubStatement", fullSubStatement(version)],
  ] as const;

  it("takes a statement with every property, and gives each back", async () => {
    const sent = full();
    await lrs.store(sent);
    const { stored, authority, ...kept } = await lrs.read(sent.id as string);
    expect(kept).toEqual(sent);
    expect(stored).toBeTypeOf("string");
    expect(authority).toBeTypeOf("object");
  });

  it("takes a SubStatement with every property, and gives each back", async () => {
    const sent = fullSubStatement(version);
    const [id = ""] = await lrs.store(sent);
    expect((await lrs.read(id)).object).toEqual(sent.object);
  });

  describe.each(fulls)("in %s", (_, base) => {
    const everyProperty = [...propertiesOf(base)].map((at): [string, Way] => [at.join("."), at]);
    const named = everyProperty.filter(([, at]) => !isLanguageEntry(base, at));

    it.each(everyProperty)("refuses null as %s (2.2)", async (_, at) => {
      (await lrs.post(altered(base, at, null))).is(400);
    });

    it.each(everyProperty)("refuses another type as %s (2.2)", async (_, at) => {
      const other = typeof valueAt(base, at) === "string" ? 12345 : "12345";
      (await lrs.post(altered(base, at, other))).is(400);
    });

    it.each(named)("refuses %s in another case (2.2)", async (_, at) => {
      const name = String(at.at(-1));
      const last = name.search(/[a-z][^a-z]*$/);
      const other = (letter: number) =>
        name.slice(0, letter) + name.charAt(letter).toUpperCase() + name.slice(letter + 1);
      for (const letter of [0, last]) (await lrs.post(renamed(base, at, other(letter)))).is(400);
    });

    it.each([...objectsOf(base)].map((at): [string, Way] => [at.join(".") || "itself", at]))(
      "refuses a property beyond the specification in %s (2.2)",
      async (_, at) => {
        (await lrs.post(altered(base, [...at, "conformance"], "unknown"))).is(400);
      },
    );
  });

  describe("what must be there (2.2, 2.4)", () => {
    const required = [
      ...both("actor", "verb", "verb.id", "object", "object.id", "actor.account"),
      ...both("context.team.objectType", "context.statement.objectType", "context.statement.id"),
      ...both("object.definition.interactionType", "object.definition.choices.0.id"),
      ...both("context.contextActivities.parent.0.id"),
      ...["usageType", "display", "contentType", "length", "sha2"].flatMap((key) =>
        both(`attachments.0.${key}`),
      ),
      ...(version === "2.0.0"
        ? both(
            "context.contextAgents.0.objectType",
            "context.contextAgents.0.agent",
            "context.contextGroups.0.objectType",
            "context.contextGroups.0.group",
          )
        : []),
    ];
    it.each(required)("refuses a statement without $name", async ({ base, at }) => {
      (await lrs.post(altered(base(), at, undefined))).is(400);
    });

    it.each(["stored", "id", "version", "authority"])("a SubStatement has no %s (2.4.4.3)", async (name) => {
      const value = {
        stored: "2018-06-04T09:14:00Z",
        id: randomUUID(),
        version: "1.0.0",
        authority: agent(),
      }[name];
      (await lrs.post(statement({ object: subStatement({ [name]: value }) }))).is(400);
    });

    it("a SubStatement holds no SubStatement (2.4.4.3)", async () => {
      (await lrs.post(statement({ object: subStatement({ object: subStatement() }) }))).is(400);
    });

    it.each([
      ["text", '"statement"'],
      ["a number", "5"],
      ["null", "null"],
      ["a list with a number", "[5]"],
      ["JSON that breaks off", '{"actor": '],
      ["JSON with something after it", `${JSON.stringify(statement())}{`],
      ["nothing", ""],
      ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ])("a body of %s is refused (2.2)", async (_, body) => {
      (
        await lrs.request("POST", "/statements", { body, headers: { "Content-Type": "application/json" } })
      ).is(400);
    });

    it.each([
      [
        "of the statement",
        (text: string) => text.replace('"verb":', '"verb":{"id":"https://example.org/a"},"verb":'),
      ],
      ["of the actor", (text: string) => text.replace('"actor":{', '"actor":{"objectType":"Agent",')],
      ["of the verb", (text: string) => text.replace('"verb":{', '"verb":{"id":"https://example.org/a",')],
    ])("a property %s that stands there twice is refused (2.4; 4.2.1)", async (_, twice) => {
      const body = twice(JSON.stringify(statement()));
      (
        await lrs.request("POST", "/statements", { body, headers: { "Content-Type": "application/json" } })
      ).is(400);
    });
  });

  const agents = [...both(...AGENT_PLACES), place("authority", full, "authority")];
  const objects = [
    place("object", full, "object"),
    place("SubStatement's object", () => fullSubStatement(version), "object.object"),
  ];
  /** As an object, an agent must say what it is; without its activity, no revision and platform may stand. */
  const actorObjects = [
    place("object", statement, "object"),
    place("SubStatement's object", () => statement({ object: subStatement() }), "object.object"),
  ];
  const groups = both("actor", "context.instructor", "context.team");
  const contextAgents = version === "2.0.0" ? both("context.contextAgents.0.agent") : [];
  const contextGroups = version === "2.0.0" ? both("context.contextGroups.0.group") : [];

  refusesEach(lrs, "agents (2.4.2.1, 2.4.2.3, 2.4.2.4)", [...agents, ...contextAgents], NO_AGENT);
  refusesEach(lrs, "agents as objects (2.4.4.2)", actorObjects, [
    ...NO_AGENT,
    ["an agent without objectType", { mbox: mbox() }],
  ]);
  refusesEach(lrs, "groups (2.4.2.2)", [...groups, ...actorObjects, ...contextGroups], NO_GROUP);
  acceptsEach(
    lrs,
    "agents (2.4.2.1)",
    [...both(...AGENT_PLACES), ...actorObjects, ...contextAgents],
    SOUND_AGENTS,
  );
  acceptsEach(lrs, "groups (2.4.2.2)", [...groups, ...actorObjects, ...contextGroups], SOUND_GROUPS);
  acceptsEach(lrs, "an actor without objectType is an Agent (2.4.2.1)", both(...AGENT_PLACES), [
    ["by mbox", { mbox: mbox() }],
  ]);
  refusesEach(lrs, "a team is a Group (2.4.6)", both("context.team"), [["an Agent", agent()]]);

  describe("authority (2.4.9)", () => {
    const application = { account: { homePage: "https://lms.example/oauth/token", name: "consumer" } };
    const pair = { objectType: "Group", member: [application, agent()] };
    it.each<Row>([
      ["an agent", agent()],
      ["an application and its user", pair],
    ])("%s may be sent", async (_, authority) => {
      (await lrs.post(statement({ authority }))).is(200);
    });
    it.each<Row>([
      ["a Group of one", { objectType: "Group", member: [application] }],
      ["a Group of three", { objectType: "Group", member: [application, agent(), agent()] }],
      ...Object.entries(IDENTIFIERS).map(([name, make]): Row => [
        `a Group with ${name}`,
        { ...pair, ...make() },
      ]),
    ])("%s is refused", async (_, authority) => {
      (await lrs.post(statement({ authority }))).is(400);
    });
  });

  refusesEach(lrs, "IRIs have a scheme (2.2, 4.3)", both(...IRI_PLACES), STANDARD_ROWS.iri);
  refusesEach(lrs, "language maps (4.2)", both(...LANGUAGE_PLACES), STANDARD_ROWS.language);
  refusesEach(lrs, "language tags (2.4.6)", both("context.language"), [
    ["no tag", "something"],
    ["an underscore", "en_GB"],
    ["empty text", ""],
    ["a number", 5],
  ]);
  acceptsEach(
    lrs,
    "language tags (RFC 5646)",
    both("context.language"),
    [
      "de",
      "cmn",
      "en-GB",
      "zh-Hant",
      "sr-Latn-RS",
      "es-419",
      "sl-rozaj-biske",
      "de-CH-1901",
      "en-x-house",
      "i-klingon",
    ].map((tag): Row => [tag, tag]),
  );
  refusesEach(
    lrs,
    "UUIDs (4.4)",
    [place("id", full, "id"), ...both("context.registration", "context.statement.id")],
    STANDARD_ROWS.uuid,
  );
  acceptsEach(lrs, "UUIDs of every version (4.4)", both("context.registration"), [
    ["version 1", "39eac5cc-2b4c-11e8-b467-0ed5f89f718b"],
    ["version 3", "a3bb189e-8bf9-3888-9912-ace4e6543002"],
    ["version 4", randomUUID()],
    ["version 5", "886313e1-3b8a-5372-9b90-0c9aee199e5d"],
    ["version 7", "01907d3e-5b1a-7c3e-9d2f-1a2b3c4d5e6f"],
  ]);
  refusesEach(
    lrs,
    "timestamps (4.5)",
    [
      place("timestamp", full, "timestamp"),
      place("stored", full, "stored"),
      place("SubStatement's timestamp", () => fullSubStatement(version), "object.timestamp"),
    ],
    STANDARD_ROWS.timestamp,
  );
  describe("timestamps mean the same instant when they come back (4.5)", () => {
    it.each([
      "2018-06-04T09:14:00Z",
      "2018-06-04T09:14:00.1Z",
      "2018-06-04T09:14:00.123Z",
      "2018-06-04T09:14:00+00:00",
      "2018-06-04T10:14:00+01:00",
      "2018-06-04T04:44:00.250-04:30",
      "2031-06-04T09:14:00Z",
      ...(version === "2.0.0" ? ["2018-06-04 09:14:00.601+00:00"] : []),
    ])("%s", async (timestamp) => {
      const [id = ""] = await lrs.store(statement({ timestamp }));
      const { timestamp: kept } = await lrs.read(id);
      expect(Date.parse(kept)).toBe(Date.parse(timestamp.replace(" ", "T")));
      if (version === "2.0.0") expect(kept).toMatch(/Z$/);
    });
  });
  refusesEach(lrs, "durations (4.6)", both("result.duration"), STANDARD_ROWS.duration);
  acceptsEach(
    lrs,
    "durations (4.6)",
    both("result.duration"),
    ["PT1H0M0.1S", "PT4H35M59.14S", "PT16559.14S", "P3Y1M29DT4H35M59.14S", "P3Y", "P4W", "PT0S", "P1D"].map(
      (duration): Row => [duration, duration],
    ),
  );
  refusesEach(lrs, "extensions (4.1)", both(...EXTENSION_PLACES), STANDARD_ROWS.extensions);
  acceptsEach(lrs, "extensions hold any JSON (4.1)", both(...EXTENSION_PLACES), [
    ["no extension", {}],
    ["null", { "https://example.org/extension/a": null }],
    ["empty text", { "https://example.org/extension/a": "" }],
    ["an empty object", { "https://example.org/extension/a": {} }],
    ["an empty list", { "https://example.org/extension/a": [] }],
    [
      "lists and objects within each other",
      { "https://example.org/extension/a": [{ b: [null, { c: 1.5 }] }] },
    ],
    ["a key with a URN", { "urn:example:extension": true }],
  ]);

  refusesEach(lrs, "true or false (2.2)", both("result.success", "result.completion"), STANDARD_ROWS.boolean);
  refusesEach(
    lrs,
    "numbers (2.2)",
    both("result.score.scaled", "result.score.raw", "result.score.min", "result.score.max"),
    STANDARD_ROWS.number,
  );
  refusesEach(lrs, "lengths of attachments (2.4.11)", both("attachments.0.length"), [
    ...STANDARD_ROWS.number,
    ["a fraction", 27.5],
    ["less than nothing", -1],
  ]);
  refusesEach(lrs, "media types of attachments (2.4.11)", both("attachments.0.contentType"), [
    ["one word", "text"],
    ["empty text", ""],
  ]);
  refusesEach(lrs, "hashes of attachments (2.4.11)", both("attachments.0.sha2"), [
    ["words", "should fail"],
    ["a digit too few", "a".repeat(63)],
  ]);
  refusesEach(lrs, "attachments (2.4.11)", both("attachments"), [
    ["one that is not in a list", linkedAttachment()],
    ["a list of text", ["should fail"]],
    ["a list of numbers", [12345]],
  ]);

  describe("scores (2.4.5.1)", () => {
    const scored = (score: Json) => statement({ result: { score } });
    it.each([
      ["scaled above 1", { scaled: 1.01 }],
      ["scaled below -1", { scaled: -1.01 }],
      ["raw below min", { raw: 1, min: 2, max: 5 }],
      ["raw above max", { raw: 6, min: 2, max: 5 }],
      ["raw below min without max", { raw: 1, min: 2 }],
      ["raw above max without min", { raw: 6, max: 5 }],
      ["min above max", { min: 5, max: 2 }],
    ])("%s is refused", async (_, score) => {
      (await lrs.post(scored(score))).is(400);
      (await lrs.post(statement({ object: subStatement({ result: { score } }) }))).is(400);
    });
    it.each([
      ["scaled 1", { scaled: 1 }],
      ["scaled -1", { scaled: -1 }],
      ["raw at min", { raw: 2, min: 2, max: 5 }],
      ["raw at max", { raw: 5, min: 2, max: 5 }],
      ["raw alone", { raw: -40.5 }],
      ["nothing", {}],
    ])("%s is stored", async (_, score) => {
      const [id = ""] = await lrs.store(scored(score));
      expect((await lrs.read(id)).result).toEqual({ score });
    });
    it("numbers keep the precision of IEEE 754 (2.2; 4.2.4.2)", async () => {
      const score = { min: 0.12123434, raw: 12.125, max: 45.45, scaled: 0.12123434 };
      const [id = ""] = await lrs.store(scored(score));
      expect((await lrs.read(id)).result).toEqual({ score });
    });
  });

  refusesEach(lrs, "objects (2.4.4)", objects, [
    ["an objectType that there is not", { ...activity(), objectType: "Course" }],
    ["an objectType in lower case", { ...activity(), objectType: "activity" }],
    ["a StatementRef in lower case", { objectType: "statementRef", id: randomUUID() }],
    ["a StatementRef without an id", { objectType: "StatementRef" }],
    ["a StatementRef whose id is no UUID", { objectType: "StatementRef", id: "should fail" }],
    ["a StatementRef with a definition", { objectType: "StatementRef", id: randomUUID(), definition: {} }],
    ["a definition that is text", { ...activity(), definition: "A meeting" }],
  ]);

  it("an object without objectType is an Activity (2.4.4.1)", async () => {
    const object = { id: iri("activity") };
    const [id = ""] = await lrs.store(statement({ object }));
    expect(await lrs.found({ activity: object.id })).toEqual([id]);
    expect((await lrs.read(id)).object).toEqual(object);
  });

  describe("interactions (2.4.4.1)", () => {
    const withDefinition = (definition: Json) => statement({ object: { id: iri("activity"), definition } });
    it.each(Object.entries(INTERACTIONS))("%s is stored and comes back", async (interactionType, rest) => {
      const definition = { interactionType, ...rest };
      const [id = ""] = await lrs.store(withDefinition(definition));
      expect((await lrs.read(id)).object.definition).toEqual(definition);
    });
    it.each(Object.entries(INTERACTIONS))(
      "what belongs to %s is refused without interactionType",
      async (_, rest) => {
        (await lrs.post(withDefinition(rest))).is(400);
      },
    );
    it.each(Object.keys(INTERACTIONS))("%s in another case is refused", async (interactionType) => {
      (await lrs.post(withDefinition({ interactionType: interactionType.toUpperCase() }))).is(400);
    });
    it.each<Row>([
      ["an IRI", "http://adlnet.gov/expapi/activities/cmi.interaction"],
      ["a number", 5],
      ["an object", {}],
    ])("an interactionType that is %s is refused", async (_, interactionType) => {
      (await lrs.post(withDefinition({ interactionType }))).is(400);
    });
    it.each(["choices", "scale", "source", "target", "steps"])("%s hold components", async (list) => {
      const type = {
        choices: "choice",
        scale: "likert",
        source: "matching",
        target: "matching",
        steps: "performance",
      };
      const interactionType = type[list as keyof typeof type];
      const of = (components: unknown) => withDefinition({ interactionType, [list]: components });
      (await lrs.post(of([{ id: "a", description: { "en-GB": "A" } }, { id: "b" }]))).is(200);
      for (const components of [{ id: "a" }, "a", [5], [{ description: { "en-GB": "A" } }], [{ id: 5 }]]) {
        (await lrs.post(of(components))).is(400);
      }
      (await lrs.post(of([{ id: "a", description: { something: "A" } }]))).is(400);
      (await lrs.post(of([{ id: "a" }, { id: "a" }]))).is(400);
    });
    it("patterns of correct responses are a list of text", async () => {
      for (const correctResponsesPattern of ["true", [5], {}]) {
        (await lrs.post(withDefinition({ interactionType: "true-false", correctResponsesPattern }))).is(400);
      }
    });
  });

  describe("context (2.4.6)", () => {
    const other: Readonly<Record<string, () => Json>> = {
      Agent: agent,
      Group: () => ({ objectType: "Group", mbox: mbox() }),
      StatementRef: () => ({ objectType: "StatementRef", id: randomUUID() }),
    };
    describe.each(["revision", "platform"])("%s stands only beside an Activity", (name) => {
      it.each(Object.entries(other))("and not beside %s", async (_, object) => {
        (await lrs.post(statement({ object: object(), context: { [name]: "3" } }))).is(400);
        (
          await lrs.post(statement({ object: subStatement({ object: object(), context: { [name]: "3" } }) }))
        ).is(400);
      });
      it("and not beside a SubStatement", async () => {
        (await lrs.post(statement({ object: subStatement(), context: { [name]: "3" } }))).is(400);
      });
      it("beside an Activity with or without objectType", async () => {
        (await lrs.post(statement({ context: { [name]: "3" } }))).is(200);
        (await lrs.post(statement({ object: { id: iri("activity") }, context: { [name]: "3" } }))).is(200);
      });
    });

    it.each(["parent", "grouping", "category", "other"])(
      "an activity as %s comes back in a list, also if it came alone (2.4.6.2)",
      async (kind) => {
        const [one, two] = [activity(), activity()];
        const of = (value: unknown) => ({ contextActivities: { [kind]: value } });
        const [alone = "", within = "", several = ""] = await lrs.store(
          statement({ context: of(one) }),
          statement({ object: subStatement({ context: of(one) }) }),
          statement({ context: of([one, two]) }),
        );
        expect((await lrs.read(alone)).context).toEqual(of([one]));
        expect((await lrs.read(within)).object.context).toEqual(of([one]));
        expect((await lrs.read(several)).context).toEqual(of([one, two]));
      },
    );
    refusesEach(lrs, "context activities (2.4.6.2)", both("context.contextActivities.parent"), [
      ["text", "https://example.org/activity/1"],
      ["a list of text", ["https://example.org/activity/1"]],
      ["an agent", agent()],
      ["a StatementRef", { objectType: "StatementRef", id: randomUUID() }],
    ]);
    it.each<[string, Json]>([
      ["context", { context: {} }],
      ["context.contextActivities", { context: { contextActivities: {} } }],
      ["result", { result: {} }],
      ["object.definition", { object: { id: iri("activity"), definition: {} } }],
    ])("%s may hold nothing: it should not, yet nothing is required of it (2.2)", async (_, changes) => {
      (await lrs.post(statement(changes))).is(200);
      const { object = activity(), ...rest } = changes;
      (await lrs.post(statement({ object: subStatement({ object, ...rest }) }))).is(200);
    });
    it("a kind of context activity that there is not is refused (2.4.6.2)", async () => {
      (await lrs.post(statement({ context: { contextActivities: { sibling: [activity()] } } }))).is(400);
    });
    it("context.statement is a StatementRef and nothing else", async () => {
      for (const value of [activity(), subStatement(), { objectType: "StatementRef", id: 5 }, randomUUID()]) {
        (await lrs.post(statement({ context: { statement: value } }))).is(400);
      }
    });

    describe("contextAgents and contextGroups (4.2.2.5)", () => {
      const party = {
        contextAgents: ["contextAgent", "agent", agent()],
        contextGroups: ["contextGroup", "group", { objectType: "Group", mbox: mbox() }],
      } as const;
      describe.each(["contextAgents", "contextGroups"] as const)("%s", (name) => {
        const [objectType, key, whom] = party[name];
        const sound = { objectType, [key]: whom };
        const within = (value: unknown) => [
          statement({ context: { [name]: value } }),
          statement({ object: subStatement({ context: { [name]: value } }) }),
        ];
        if (version === "1.0.3") {
          it("came with 2.0: 1.0.3 refuses it", async () => {
            for (const one of within([sound])) (await lrs.post(one)).is(400);
          });
          return;
        }
        it.each<Row>([
          ["without relevant types", [sound]],
          ["with relevant types", [{ ...sound, relevantTypes: [iri("type"), iri("type")] }]],
          ["several", [sound, sound]],
        ])("%s are stored and come back", async (_, value) => {
          for (const one of within(value)) {
            const [id = ""] = await lrs.store(one);
            const kept = await lrs.read(id);
            expect(kept.context ?? kept.object.context).toEqual({ [name]: value });
          }
        });
        it.each<Row>([
          ["one that is not in a list", sound],
          ["another objectType", [{ ...sound, objectType: "Should fail" }]],
          ["an objectType in another case", [{ ...sound, objectType: objectType.toLowerCase() }]],
          ["no party", [{ objectType }]],
          ["an unsound party", [{ ...sound, [key]: { key: "Should fail" } }]],
          [
            "a party of the other kind",
            [{ ...sound, [key]: name === "contextAgents" ? { objectType: "Group", mbox: mbox() } : agent() }],
          ],
          ["an empty list of relevant types", [{ ...sound, relevantTypes: [] }]],
          ["a relevant type that is no IRI", [{ ...sound, relevantTypes: ["abc"] }]],
          ["relevant types that are no list", [{ ...sound, relevantTypes: iri("type") }]],
        ])("%s are refused", async (_, value) => {
          for (const one of within(value)) (await lrs.post(one)).is(400);
        });
      });
    });
  });

  describe("version (2.4.10)", () => {
    const taken =
      version === "1.0.3" ? ["1.0", "1.0.0", "1.0.3", "1.0.9"] : ["2.0.0", "1.0", "1.0.3", "1.0.9"];
    it.each(taken)("%s is taken and kept", async (own) => {
      const [id = ""] = await lrs.store(statement({ version: own }));
      expect((await lrs.read(id)).version).toBe(own);
    });
    it.each([
      "should fail",
      "0.9.9",
      "1.1.0",
      "3.0.0",
      "1",
      "",
      ...(version === "1.0.3" ? ["2.0.0"] : ["2.1.0"]),
    ])("%j is refused", async (own) => {
      (await lrs.post(statement({ version: own }))).is(400);
    });
    it("is set when the statement has none", async () => {
      const [id = ""] = await lrs.store(statement());
      expect((await lrs.read(id)).version).toBe(version === "1.0.3" ? "1.0.0" : "2.0.0");
    });
  });

  describe("what voids (2.3.2)", () => {
    it.each<[string, Json]>([
      ["an Activity", activity()],
      ["an Agent", agent()],
      ["a SubStatement", subStatement()],
      ["a StatementRef without an id", { objectType: "StatementRef" }],
    ])("a statement that voids %s is refused", async (_, object) => {
      (await lrs.post(voiding(randomUUID(), { object }))).is(400);
    });
  });

  it("text of any language and script comes back as it was (Part Three 1.4; 4.1.2)", async () => {
    const sent = statement({
      actor: { ...agent(), name: 'Siân Þórsdóttir 李小龙 🙏🏽 \u0000\u2028\\"' },
      verb: {
        id: "https://example.org/глагол/встретил",
        display: { "ja-JP": "会った", "ar-EG": "التقى", "el-GR": "συνάντησε" },
      },
      result: { response: "line one\nline two\t\u200d\uFEFF" },
    });
    const [id = ""] = await lrs.store(sent);
    const { actor, verb, result } = await lrs.read(id);
    expect({ actor, verb, result }).toEqual({ actor: sent.actor, verb: sent.verb, result: sent.result });
    expect(await lrs.found({ verb: (sent.verb as Json).id, agent: sent.actor })).toContain(id);
  });

  it("the order of properties does not matter (4.2.4.1)", async () => {
    const sent = full();
    (await lrs.post(Object.fromEntries(Object.entries(sent).reverse()))).is(200);
  });

  it("a reference to a statement that is not there is stored (2.4.4.3)", async () => {
    const target = randomUUID();
    const [id = ""] = await lrs.store(reference(target));
    expect((await lrs.read(id)).object).toEqual({ objectType: "StatementRef", id: target });
  });
});
